/* SPDX-License-Identifier: MIT-0
 *
 * sgd_step: a step of stochastic gradient descent, with momentum and weight decay.
 *
 *     d = g + weight_decay w
 *     v_new = d                                         at step 0
 *     v_new = momentum v + (1 - dampening) d            at later steps
 *     w_new = w - learning_rate v_new                   without nesterov
 *     w_new = w - learning_rate (d + momentum v_new)    with nesterov
 *
 * Shapes    The parameters w[n], their gradient g[n] and the velocity v[n] of the step before
 *           give w_new[n] and v_new[n].
 * Settings  learning_rate, momentum, dampening, weight_decay; nesterov, 0 or 1; step, the number
 *           of this step, from 0. At step 0 there is no velocity yet: v holds no meaningful
 *           values, and dampening does not count. This is how PyTorch's SGD does it. */
#include "functions.h"

op_status sgd_step(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *w = in[0];
    const tensor *g = in[1];
    const tensor *v = in[2];
    const double learning_rate = set->learning_rate;
    const double momentum = set->momentum;
    const double dampening = set->dampening;
    const double weight_decay = set->weight_decay;
    const int nesterov = set->nesterov;
    const size_t step = set->step;
    tensor *w_new = out[0];
    tensor *v_new = out[1];

    /* Delete these lines once they are used. */
    (void)w, (void)g, (void)v, (void)learning_rate, (void)momentum, (void)dampening,
        (void)weight_decay, (void)nesterov, (void)step, (void)w_new, (void)v_new;
    return OP_NOT_IMPLEMENTED;
}
