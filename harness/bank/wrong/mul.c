/* mul: y = a b, element by element; da += dy b, db += dy a. */
#include "pairs.h"

FORWARD_BY(sum, a + b)
FORWARD_BY(a_squared, a *a)
FORWARD_BY(quotient, a / b)

BACKWARD_BY(swapped, *da += g * a; *db += g * b)
BACKWARD_BY(no_upstream, *da += b; *db += a)
BACKWARD_BY(b_missing, *da += g * b)
BACKWARD_BY(of_the_sum, *da += g; *db += g)
BACKWARD_BY(value_for_derivative, *da += g * y; *db += g * y)
BACKWARD_BY(negated_b, *da += g * b; *db -= g * a)
BACKWARD_BY(both_by_b, *da += g * b; *db += g * b)
BACKWARD_BY(broadcast_averaged, *da += g * b * (double)element_count(in[0]) / (double)count;
            *db += g * a * (double)element_count(in[1]) / (double)count)

WRONG_OP(
    mul, WRONG_FORWARD(sum, "y is a + b, not a b", "look at the operator"),
    WRONG_FORWARD(a_squared, "y is a a: the second factor is a again", "which inputs are read?"),
    WRONG_FORWARD(quotient, "y is a / b, not a b", "look at the operator"),
    WRONG_BACKWARD(swapped, "da is dy a and db is dy b: the factors are exchanged",
                   "when a moves, which factor is held fixed?"),
    WRONG_BACKWARD(no_upstream, "da is b and db is a: the upstream gradient dy is left out",
                   "by the chain rule dy is a factor of every term"),
    WRONG_BACKWARD(b_missing, "db is never written: it stays zero", "both inputs get a gradient"),
    WRONG_BACKWARD(of_the_sum, "da and db are dy: that is the gradient of a + b",
                   "when a moves by h, how much does y move?"),
    WRONG_BACKWARD(value_for_derivative,
                   "da and db are dy y: they take the value for the derivative",
                   "the derivative of a b by a no longer has a in it"),
    WRONG_BACKWARD(negated_b, "db has the wrong sign: the minus belongs to the quotient",
                   "how does y move with b?"),
    WRONG_BACKWARD(both_by_b, "db is dy b: it uses the same factor as da",
                   "when b moves, which factor is held fixed?"),
    WRONG_BACKWARD(broadcast_averaged,
                   "where an input is broadcast, its gradient is the mean over the copies, not "
                   "the sum",
                   "every copy contributes in full"))
