/* elements.h - wrong variants of ops y = f(x) that work on each element by itself.
 *
 *     FORWARD_BY(no_minus, 1 / (1 + exp(x)))            y = that, from x
 *     BACKWARD_BY(input_for_output, g * x * (1 - x))    dx += that, from x, y and g = dy
 *
 * The attributes are in attr, i counts the elements, and there are count of them. */
#ifndef ELEMENTS_H
#define ELEMENTS_H

#include <math.h>

#include "wrong.h"

#define FORWARD_BY(name, ...)                                                                      \
    static op_status name(const tensor *const in[], const attributes *attr, tensor *out)           \
    {                                                                                              \
        (void)attr;                                                                                \
        for (size_t i = 0, count = element_count(out); i < count; i++) {                           \
            const double x = in[0]->data[i];                                                       \
            out->data[i] = __VA_ARGS__;                                                            \
            (void)x;                                                                               \
        }                                                                                          \
        return OP_OK;                                                                              \
    }

#define BACKWARD_BY(name, ...)                                                                     \
    static op_status name(const tensor *const in[], const attributes *attr, const tensor *out,     \
                          const tensor *dout, tensor *const din[])                                 \
    {                                                                                              \
        (void)attr;                                                                                \
        for (size_t i = 0, count = element_count(out); i < count; i++) {                           \
            const double x = in[0]->data[i], y = out->data[i], g = dout->data[i];                  \
            din[0]->data[i] += __VA_ARGS__;                                                        \
            (void)x, (void)y, (void)g;                                                             \
        }                                                                                          \
        return OP_OK;                                                                              \
    }

#endif
