/* activation.h - the functions between the layers, and their derivatives read off their values. */
#ifndef ACTIVATION_H
#define ACTIVATION_H

#include <stddef.h>

typedef enum activation_kind {
    ACTIVATION_LINEAR, /* slopes of the two sides of 0 */
    ACTIVATION_SIGMOID,
    ACTIVATION_TANH
} activation_kind;

/* LINEAR: x times `right` where x > 0, times `left` elsewhere: the identity (1, 1), ReLU (1, 0),
 * leaky ReLU (1, 0.01), 3 ReLU (3, 0). right is not 0, left not negative: the sign of the value
 * then tells on which side x was. */
typedef struct activation {
    activation_kind kind;
    double right, left;
} activation;

#define ACTIVATE_IDENTITY                                                                          \
    {                                                                                              \
        ACTIVATION_LINEAR, 1, 1                                                                    \
    }
#define ACTIVATE_SIGMOID                                                                           \
    {                                                                                              \
        ACTIVATION_SIGMOID, 0, 0                                                                   \
    }
#define ACTIVATE_TANH                                                                              \
    {                                                                                              \
        ACTIVATION_TANH, 0, 0                                                                      \
    }
#define ACTIVATE_RECTIFIER(right, left)                                                            \
    {                                                                                              \
        ACTIVATION_LINEAR, right, left                                                             \
    }

/* y = f(y), in place. */
void activation_apply(const activation *f, double *y, size_t count);

/* dy = dy f'(x), in place, where y = f(x). */
void activation_backward(const activation *f, const double *y, double *dy, size_t count);

#endif
