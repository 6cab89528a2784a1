/* unsqueeze: y = x with a unit axis put in; dx += dy, in the shape of x. */
#include <math.h>

#include "wrong.h"

#define FORWARD_BY(name, ...)                                                                      \
    static op_status name(const tensor *const in[], const attributes *attr, tensor *out)           \
    {                                                                                              \
        (void)attr;                                                                                \
        const double *x = in[0]->data;                                                             \
        for (size_t i = 0, count = element_count(out); i < count; i++)                             \
            out->data[i] = __VA_ARGS__;                                                            \
        return OP_OK;                                                                              \
    }

#define BACKWARD_BY(name, ...)                                                                     \
    static op_status name(const tensor *const in[], const attributes *attr, const tensor *out,     \
                          const tensor *dout, tensor *const din[])                                 \
    {                                                                                              \
        (void)attr, (void)out;                                                                     \
        const double *x = in[0]->data, *g = dout->data;                                            \
        double *dx = din[0]->data;                                                                 \
        for (size_t i = 0, count = element_count(dout); i < count; i++)                            \
            __VA_ARGS__;                                                                           \
        (void)x, (void)g;                                                                          \
        return OP_OK;                                                                              \
    }

FORWARD_BY(reversed, x[count - 1 - i])
FORWARD_BY(first_element, x[0])
FORWARD_BY(shifted, x[(i + 1) % count])
FORWARD_BY(absolute, fabs(x[i]))

BACKWARD_BY(no_upstream, dx[i] += 1)
BACKWARD_BY(reversed_backward, dx[count - 1 - i] += g[i])
BACKWARD_BY(first_element_only, dx[0] += g[i])
BACKWARD_BY(averaged, dx[i] += g[i] / (double)count)
BACKWARD_BY(negated, dx[i] -= g[i])
BACKWARD_BY(times_input, dx[i] += g[i] * x[i])

WRONG_OP(unsqueeze,
         WRONG_FORWARD(reversed, "y has the elements in reverse order",
                       "the elements keep their order, only the shape changes"),
         WRONG_FORWARD(first_element, "y holds the first element everywhere",
                       "which element of x belongs to y[i]?"),
         WRONG_FORWARD(shifted, "y is shifted by one element",
                       "the elements keep their order, only the shape changes"),
         WRONG_FORWARD(absolute, "y is |x|: signs are lost", "copy the elements as they are"),
         WRONG_BACKWARD(no_upstream, "dx is 1: the upstream gradient dy is left out",
                        "by the chain rule dy is a factor of every term"),
         WRONG_BACKWARD(reversed_backward, "dx has the elements in reverse order",
                        "the elements keep their order, only the shape changes"),
         WRONG_BACKWARD(first_element_only, "dx has all of dy added up in its first element",
                        "which element of dx belongs to dy[i]?"),
         WRONG_BACKWARD(averaged, "dx is divided by the number of elements",
                        "nothing is averaged here"),
         WRONG_BACKWARD(negated, "dx has the wrong sign", "y moves the way x does"),
         WRONG_BACKWARD(times_input, "dx is dy x: the derivative of x is not x",
                        "how much does y move when x moves by h?"))
