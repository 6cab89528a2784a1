/* optimiser.h - stochastic gradient descent with momentum and weight decay, as sgd_step of
 * functions.h without dampening. */
#ifndef OPTIMISER_H
#define OPTIMISER_H

#include <stdbool.h>
#include <stddef.h>

typedef struct optimiser {
    double learning_rate;
    double momentum;     /* 0: none */
    double weight_decay; /* 0: none */
} optimiser;

/* Whether a step is w -= learning_rate g and nothing else. */
static inline bool optimiser_is_plain(const optimiser *o)
{
    return o->momentum == 0 && o->weight_decay == 0;
}

/* One step on w[count], whose gradient is g. The velocity v is kept between steps and starts as
 * zeros:
 *     v = momentum v + g + weight_decay w
 *     w = w - learning_rate v */
void optimiser_step(const optimiser *o, size_t count, double *w, const double *g, double *v);

#endif
