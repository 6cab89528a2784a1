/* dot: y = sum_i r_i h_i, dr_i += dy h_i, dh_i += dy r_i. */
#include "pairs.h"

SUM_BY(mean, a *b, sum / (double)count)
SUM_BY(squared_length, a *a, sum)
SUM_BY(sums, a + b, sum)
SUM_BY(last_missing, i + 1 < count ? a * b : 0, sum)
SUM_BY(first_missing, i > 0 ? a * b : 0, sum)
SUM_BY(rooted, a *b, sqrt(fabs(sum)))

BACKWARD_BY(swapped, *da += g * a; *db += g * b)
BACKWARD_BY(no_upstream, *da += b; *db += a)
BACKWARD_BY(second_missing, *da += g * b)
BACKWARD_BY(averaged, *da += g * b / (double)count; *db += g * a / (double)count)
BACKWARD_BY(value_for_factor, *da += g * y; *db += g * y)
BACKWARD_BY(doubled, *da += 2 * g * b; *db += 2 * g * a)
BACKWARD_BY(upstream_only, *da += g; *db += g)

WRONG_OP(dot,
         WRONG_FORWARD(mean, "y is the mean of the products, not their sum",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(squared_length, "y is the sum of r_i r_i: h is not used",
                       "which inputs are read?"),
         WRONG_FORWARD(sums, "y is the sum of r_i + h_i, not of r_i h_i", "look at the operator"),
         WRONG_FORWARD(last_missing, "y leaves out the last element", "where does the loop end?"),
         WRONG_FORWARD(first_missing, "y leaves out the first element",
                       "where does the loop start?"),
         WRONG_FORWARD(rooted, "y has a square root around it: a norm, not a dot product",
                       "compare with the formula in the contract"),
         WRONG_BACKWARD(swapped, "dr is dy r and dh is dy h: the factors are exchanged",
                        "when r_i moves, what is it multiplied by?"),
         WRONG_BACKWARD(no_upstream, "dr is h and dh is r: the upstream gradient dy is left out",
                        "by the chain rule dy is a factor of every term"),
         WRONG_BACKWARD(second_missing, "dh is never written: it stays zero",
                        "both inputs get a gradient"),
         WRONG_BACKWARD(averaged, "dr and dh are divided by the number of elements: y is a sum",
                        "is there a mean in the formula?"),
         WRONG_BACKWARD(value_for_factor,
                        "dr and dh are dy y: they take the value for the derivative",
                        "when r_i moves, what is it multiplied by?"),
         WRONG_BACKWARD(doubled,
                        "dr and dh are twice too large: that is right only for a vector with "
                        "itself",
                        "r and h are two inputs"),
         WRONG_BACKWARD(upstream_only, "dr and dh are dy itself: the other factor is missing",
                        "when r_i moves, what is it multiplied by?"))
