/* sgd_step: one step of stochastic gradient descent, for parameters w[n], their gradient g[n], and
 * the velocity v[n] that the step before left; w_new[n], v_new[n].
 *
 * d = g + weight_decay w
 * v_new = d at step 0, else momentum v + (1 - dampening) d
 * w_new = w - learning_rate v_new; with nesterov, w - learning_rate (d + momentum v_new) */
#include "functions.h"
#include "shape.h"

op_status sgd_step(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *w = in[0], *g = in[1], *v = in[2];
    tensor *w_new = out[0], *v_new = out[1];
    if (w->rank != 1 || !same_shape(w, g) || !same_shape(w, v) || !same_shape(w, w_new) ||
        !same_shape(w, v_new))
        return OP_BAD_INPUT;
    for (size_t i = 0; i < w->dims[0]; i++) {
        const double d = g->data[i] + set->weight_decay * w->data[i];
        const double velocity =
            set->step == 0 ? d : set->momentum * v->data[i] + (1 - set->dampening) * d;
        const double direction = set->nesterov ? d + set->momentum * velocity : velocity;
        v_new->data[i] = velocity;
        w_new->data[i] = w->data[i] - set->learning_rate * direction;
    }
    return OP_OK;
}
