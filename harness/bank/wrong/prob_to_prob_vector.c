/* prob_to_prob_vector: p_n = (z_n, 1 - z_n), dz_n += dp_n0 - dp_n1. */
#include "rows.h"

FORWARD_BY(exchanged, y[0] = 1 - x[0]; y[1] = x[0])
FORWARD_BY(twice_the_same, y[0] = y[1] = x[0])
FORWARD_BY(negative, y[0] = x[0]; y[1] = -x[0])
FORWARD_BY(second_from_one, y[0] = 1; y[1] = 1 - x[0])

BACKWARD_BY(added, dx[0] += g[0] + g[1])
BACKWARD_BY(first_only, dx[0] += g[0])
BACKWARD_BY(second_only, dx[0] -= g[1])
BACKWARD_BY(turned, dx[0] += g[1] - g[0])
BACKWARD_BY(no_upstream, dx[0] += 0 * g[0])
BACKWARD_BY(weighted, dx[0] += g[0] * y[0] - g[1] * y[1])
BACKWARD_BY(one_minus_upstream, dx[0] += g[0] + 1 - g[1])

WRONG_OP(prob_to_prob_vector,
         WRONG_FORWARD(exchanged, "p is (1 - z, z): the two are exchanged",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(twice_the_same, "p is (z, z): the second entry should be 1 - z",
                       "the rows of p sum to 1"),
         WRONG_FORWARD(negative, "p is (z, -z): the second entry should be 1 - z",
                       "the rows of p sum to 1"),
         WRONG_FORWARD(second_from_one, "the first entry of p is 1, not z",
                       "the rows of p sum to 1"),
         WRONG_BACKWARD(added, "dz adds the gradients of both entries: one of them falls with z",
                        "what is the derivative of 1 - z by z?"),
         WRONG_BACKWARD(first_only, "dz leaves out the second entry of p",
                        "z is used twice: both uses contribute"),
         WRONG_BACKWARD(second_only, "dz leaves out the first entry of p",
                        "z is used twice: both uses contribute"),
         WRONG_BACKWARD(turned, "dz has the wrong sign", "which of the two entries grows with z?"),
         WRONG_BACKWARD(no_upstream,
                        "dz is zero: with the upstream gradient left out, 1 - 1 is all there is",
                        "by the chain rule dp is a factor of every term"),
         WRONG_BACKWARD(weighted, "dz weighs dp with the values of p",
                        "the derivatives of z and 1 - z are constants"),
         WRONG_BACKWARD(one_minus_upstream,
                        "dz uses 1 - dp for the second entry: the formula of the "
                        "value, applied to the gradient",
                        "what is the derivative of 1 - z by z?"))
