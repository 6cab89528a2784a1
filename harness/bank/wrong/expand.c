/* expand: y = x repeated along a unit axis, dx += the sum of dy over that axis. */
#include "shapes.h"

FORWARD_BY(first_copy_only, y[large] = r ? 0 : x[small])
FORWARD_BY(divided, y[large] = x[small] / (double)extent)
FORWARD_BY(other_order, y[large] = x[large % (before * after)])
FORWARD_BY(first_element, y[large] = x[0])

BACKWARD_BY(averaged, dx[small] += g[large] / (double)extent)
BACKWARD_BY(first_only, dx[small] += r ? 0 : g[large])
BACKWARD_BY(last_only, dx[small] += r + 1 < extent ? 0 : g[large])
BACKWARD_BY(no_upstream, dx[small] += 1)
BACKWARD_BY(other_order_backward, dx[large % (before * after)] += g[large])
BACKWARD_BY(multiplied, dx[small] += g[large] * (double)extent)
BACKWARD_BY(negated, dx[small] -= g[large])

WRONG_OP(expand,
         WRONG_FORWARD(first_copy_only, "y holds x once and zeros elsewhere",
                       "what does the loop over the repeats write?"),
         WRONG_FORWARD(divided, "y is x divided by the number of repeats",
                       "every copy is x itself"),
         WRONG_FORWARD(other_order, "y repeats x as a whole, not along the axis that is asked for",
                       "which index of y runs over the repeats?"),
         WRONG_FORWARD(first_element, "y holds the first element of x everywhere",
                       "which element of x belongs to y[i][r][j]?"),
         WRONG_BACKWARD(averaged, "dx is the mean of dy over the copies, not the sum",
                        "every copy contributes in full"),
         WRONG_BACKWARD(first_only,
                        "dx is the gradient of the first copy: the sum over the copies is "
                        "missing",
                        "every copy contributes"),
         WRONG_BACKWARD(last_only,
                        "dx is the gradient of the last copy: the sum over the copies is missing",
                        "= or += inside the loop?"),
         WRONG_BACKWARD(no_upstream,
                        "dx is the number of repeats: the upstream gradient dy is left out",
                        "by the chain rule dy is a factor of every term"),
         WRONG_BACKWARD(other_order_backward, "dx adds up dy along the wrong axis",
                        "which index of dy runs over the repeats?"),
         WRONG_BACKWARD(multiplied, "dx is the sum of dy times the number of repeats",
                        "the sum over the copies is all there is"),
         WRONG_BACKWARD(negated, "dx has the wrong sign", "y moves the way x does"))
