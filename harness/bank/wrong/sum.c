/* sum: y = sum of x over axis, or over all axes; dx += dy, repeated. */
#include "shapes.h"

FORWARD_BY(mean, y[small] += x[large] / (double)extent)
FORWARD_BY(last_missing, y[small] += r + 1 < extent ? x[large] : 0)
FORWARD_BY(first_missing, y[small] += r ? x[large] : 0)
FORWARD_BY(last_only, y[small] = x[large])
FORWARD_BY(of_squares, y[small] += x[large] * x[large])
FORWARD_BY(of_absolutes, y[small] += fabs(x[large]))
FORWARD_BY(other_axis, y[large % (before * after)] += x[large])

BACKWARD_BY(no_upstream, dx[large] += 1)
BACKWARD_BY(averaged, dx[large] += g[small] / (double)extent)
BACKWARD_BY(first_only, dx[large] += r ? 0 : g[small])
BACKWARD_BY(times_input, dx[large] += g[small] * x[large])
BACKWARD_BY(other_axis_backward, dx[large] += g[large % (before * after)])
BACKWARD_BY(multiplied, dx[large] += g[small] * (double)extent)
BACKWARD_BY(last_left_out, dx[large] += r + 1 < extent ? g[small] : 0)
BACKWARD_BY(negated, dx[large] -= g[small])

WRONG_OP(
    sum, WRONG_FORWARD(mean, "y is the mean, not the sum", "compare with the formula"),
    WRONG_FORWARD(last_missing, "y leaves out the last entry of the axis",
                  "where does the loop end?"),
    WRONG_FORWARD(first_missing, "y leaves out the first entry of the axis",
                  "where does the loop start?"),
    WRONG_FORWARD(last_only, "y is the last entry: nothing is added up",
                  "= or += inside the loop?"),
    WRONG_FORWARD(of_squares, "y is the sum of the squares", "compare with the formula"),
    WRONG_FORWARD(of_absolutes, "y is the sum of |x|: signs are lost", "compare with the formula"),
    WRONG_FORWARD(other_axis, "y adds up along the wrong axis", "which index of x is dropped?"),
    WRONG_BACKWARD(no_upstream, "dx is 1: the upstream gradient dy is left out",
                   "by the chain rule dy is a factor of every term"),
    WRONG_BACKWARD(averaged, "dx is divided by the number of entries: that belongs to the mean",
                   "how much does the sum move when one x moves by h?"),
    WRONG_BACKWARD(first_only, "dx is dy in the first entry only, 0 in the others",
                   "every entry contributes to the sum"),
    WRONG_BACKWARD(times_input, "dx is dy x: the derivative of a sum no longer has x in it",
                   "how much does the sum move when one x moves by h?"),
    WRONG_BACKWARD(other_axis_backward, "dx repeats dy along the wrong axis",
                   "which element of dy belongs to x[i][r][j]?"),
    WRONG_BACKWARD(multiplied, "dx is multiplied by the number of entries",
                   "how much does the sum move when one x moves by h?"),
    WRONG_BACKWARD(last_left_out, "dx leaves out the last entry of the axis",
                   "where does the loop end?"),
    WRONG_BACKWARD(negated, "dx has the wrong sign", "the sum grows with each x"))
