/* sub: y = a - b, da += dy, db -= dy. */
#include "pairs.h"

FORWARD_BY(turned, b - a)
FORWARD_BY(sum, a + b)
FORWARD_BY(distance, fabs(a - b))

BACKWARD_BY(b_not_negated, *da += g; *db += g)
BACKWARD_BY(turned_backward, *da -= g; *db += g)
BACKWARD_BY(both_negated, *da -= g; *db -= g)
BACKWARD_BY(no_upstream, *da += 1; *db -= 1)
BACKWARD_BY(b_missing, *da += g)
BACKWARD_BY(times_value, *da += g * a; *db -= g * b)
BACKWARD_BY(broadcast_averaged, *da += g * (double)element_count(in[0]) / (double)count;
            *db -= g * (double)element_count(in[1]) / (double)count)

WRONG_OP(
    sub, WRONG_FORWARD(turned, "y is b - a, not a - b", "which input comes first?"),
    WRONG_FORWARD(sum, "y is a + b, not a - b", "look at the operator"),
    WRONG_FORWARD(distance, "y is |a - b|: the sign is lost", "a difference may be negative"),
    WRONG_BACKWARD(b_not_negated, "db is dy: the minus is missing", "how does y move with b?"),
    WRONG_BACKWARD(turned_backward, "da and db have the signs of b - a",
                   "how does y move with a, and how with b?"),
    WRONG_BACKWARD(both_negated, "da has the wrong sign: only b is taken away",
                   "how does y move with a?"),
    WRONG_BACKWARD(no_upstream, "da is 1 and db is -1: the upstream gradient dy is left out",
                   "by the chain rule dy is a factor of every term"),
    WRONG_BACKWARD(b_missing, "db is never written: it stays zero", "both inputs get a gradient"),
    WRONG_BACKWARD(times_value,
                   "da is dy a and db is -dy b: they take the value for the derivative",
                   "the derivative of a by a is 1"),
    WRONG_BACKWARD(broadcast_averaged,
                   "where an input is broadcast, its gradient is the mean of dy over the copies, "
                   "not the sum",
                   "every copy contributes in full"))
