/* mean: y = mean of x over axis, or over all axes; dx += dy / count, repeated. */
#include "shapes.h"

#define TOTAL ((double)(before * extent * after))

FORWARD_BY(sum, y[small] += x[large])
FORWARD_BY(over_all, y[small] += x[large] / TOTAL)
FORWARD_BY(one_less, y[small] += x[large] / ((double)extent - 1))
FORWARD_BY(last_missing, y[small] += r + 1 < extent ? x[large] / (double)extent : 0)
FORWARD_BY(first_entry, y[small] += r ? 0 : x[large])
FORWARD_BY(other_axis, y[large % (before * after)] += x[large] / (double)extent)

BACKWARD_BY(not_divided, dx[large] += g[small])
BACKWARD_BY(over_all_backward, dx[large] += g[small] / TOTAL)
BACKWARD_BY(divided_twice, dx[large] += g[small] / (double)extent / (double)extent)
BACKWARD_BY(no_upstream, dx[large] += 1 / (double)extent)
BACKWARD_BY(times_input, dx[large] += g[small] * x[large] / (double)extent)
BACKWARD_BY(first_only, dx[large] += r ? 0 : g[small] / (double)extent)
BACKWARD_BY(other_axis_backward, dx[large] += g[large % (before * after)] / (double)extent)
BACKWARD_BY(negated, dx[large] -= g[small] / (double)extent)
BACKWARD_BY(one_less_backward, dx[large] += g[small] / ((double)extent - 1))

WRONG_OP(
    mean, WRONG_FORWARD(sum, "y is the sum, not the mean", "how many entries are there?"),
    WRONG_FORWARD(over_all, "y is divided by the number of all elements, not of those added up",
                  "over what is the mean taken?"),
    WRONG_FORWARD(one_less, "y is divided by the number of entries less one",
                  "a mean divides by how many there are"),
    WRONG_FORWARD(last_missing, "y leaves out the last entry of the axis",
                  "where does the loop end?"),
    WRONG_FORWARD(first_entry, "y is the first entry of the axis", "how far does the loop go?"),
    WRONG_FORWARD(other_axis, "y is the mean along the wrong axis", "which index of x is dropped?"),
    WRONG_BACKWARD(not_divided, "dx is dy: it is not divided by the number of entries",
                   "how much does the mean move when one x moves by h?"),
    WRONG_BACKWARD(over_all_backward,
                   "dx is divided by the number of all elements, not of those added up",
                   "over what is the mean taken?"),
    WRONG_BACKWARD(divided_twice, "dx is divided by the number of entries twice",
                   "is the mean taken twice?"),
    WRONG_BACKWARD(no_upstream, "dx is 1 / n: the upstream gradient dy is left out",
                   "by the chain rule dy is a factor of every term"),
    WRONG_BACKWARD(times_input,
                   "dx has the factor x: the derivative of a mean no longer has x in it",
                   "how much does the mean move when one x moves by h?"),
    WRONG_BACKWARD(first_only, "dx is dy / n in the first entry only, 0 in the others",
                   "every entry contributes to the mean"),
    WRONG_BACKWARD(other_axis_backward, "dx repeats dy along the wrong axis",
                   "which element of dy belongs to x[i][r][j]?"),
    WRONG_BACKWARD(negated, "dx has the wrong sign", "the mean grows with each x"),
    WRONG_BACKWARD(one_less_backward, "dx is divided by the number of entries less one",
                   "a mean divides by how many there are"))
