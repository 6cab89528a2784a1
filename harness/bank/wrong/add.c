/* add: y = a + b, da += dy, db += dy. */
#include "pairs.h"

FORWARD_BY(difference, a - b)
FORWARD_BY(product, a *b)
FORWARD_BY(first_only, a)
FORWARD_BY(no_broadcast, in[0]->data[i % element_count(in[0])] + in[1]->data[0])

BACKWARD_BY(no_upstream, *da += 1; *db += 1)
BACKWARD_BY(b_negated, *da += g; *db -= g)
BACKWARD_BY(b_missing, *da += g)
BACKWARD_BY(of_the_product, *da += g * b; *db += g * a)
BACKWARD_BY(halved, *da += g / 2; *db += g / 2)
BACKWARD_BY(value_times_upstream, *da += g * a; *db += g * b)
BACKWARD_BY(broadcast_averaged, *da += g * (double)element_count(in[0]) / (double)count;
            *db += g * (double)element_count(in[1]) / (double)count)

WRONG_OP(
    add, WRONG_FORWARD(difference, "y is a - b, not a + b", "look at the operator"),
    WRONG_FORWARD(product, "y is a b, not a + b", "look at the operator"),
    WRONG_FORWARD(first_only, "y is a: b is not added", "which inputs are read?"),
    WRONG_FORWARD(no_broadcast, "y adds the first element of b everywhere",
                  "which element of b goes with element i of y?"),
    WRONG_BACKWARD(no_upstream, "da and db are 1: the upstream gradient dy is left out",
                   "by the chain rule dy is a factor of every term"),
    WRONG_BACKWARD(b_negated, "db has the wrong sign: that belongs to a - b",
                   "how does y move with b?"),
    WRONG_BACKWARD(b_missing, "db is never written: it stays zero", "both inputs get a gradient"),
    WRONG_BACKWARD(of_the_product, "da is dy b and db is dy a: that is the product's gradient",
                   "how much does y move when a moves by h?"),
    WRONG_BACKWARD(halved, "da and db are half of dy: the gradient is not shared out",
                   "each input gets all of dy"),
    WRONG_BACKWARD(value_times_upstream,
                   "da is dy a and db is dy b: they take the value for the derivative",
                   "the derivative of a by a is 1"),
    WRONG_BACKWARD(broadcast_averaged,
                   "where an input is broadcast, its gradient is the mean of dy over the copies, "
                   "not the sum",
                   "every copy contributes in full"))
