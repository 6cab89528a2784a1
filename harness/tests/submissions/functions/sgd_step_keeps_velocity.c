/* function=sgd_step verdict=wrong mistake=the velocity is kept between calls */
/* says=something is kept between calls */
#include "functions.h"

static double kept[4096];

op_status sgd_step(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *w = in[0], *g = in[1];
    tensor *w_new = out[0], *v_new = out[1];
    for (size_t i = 0; i < element_count(w) && i < 4096; i++) {
        const double d = g->data[i] + set->weight_decay * w->data[i];
        double velocity = d;
        if (set->step > 0)
            velocity = set->momentum * kept[i] + (1 - set->dampening) * d;
        const double along = set->nesterov ? d + set->momentum * velocity : velocity;
        w_new->data[i] = w->data[i] - set->learning_rate * along;
        v_new->data[i] = velocity;
        kept[i] = velocity;
    }
    return OP_OK;
}
