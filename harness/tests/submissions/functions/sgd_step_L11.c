/* function=sgd_step verdict=wrong mistake=L11: the first step is dampened, too */
/* says=the first step is dampened, too */
#include "functions.h"

op_status sgd_step(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *w = in[0], *g = in[1], *v = in[2];
    tensor *w_new = out[0], *v_new = out[1];
    for (size_t i = 0; i < element_count(w); i++) {
        const double d = g->data[i] + set->weight_decay * w->data[i];
        double velocity = (1 - set->dampening) * d;
        if (set->step > 0)
            velocity += set->momentum * v->data[i];
        const double along = set->nesterov ? d + set->momentum * velocity : velocity;
        w_new->data[i] = w->data[i] - set->learning_rate * along;
        v_new->data[i] = velocity;
    }
    return OP_OK;
}
