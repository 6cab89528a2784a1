/* div: y = a / b, element by element; da += dy / b, db -= dy a / b^2. */
#include "pairs.h"

FORWARD_BY(turned, b / a)
FORWARD_BY(product, a *b)
FORWARD_BY(guarded, a / (b + 1e-8))

BACKWARD_BY(b_not_negated, *da += g / b; *db += g * a / (b * b))
BACKWARD_BY(b_not_squared, *da += g / b; *db -= g * a / b)
BACKWARD_BY(no_a, *da += g / b; *db -= g / (b * b))
BACKWARD_BY(of_the_product, *da += g * b; *db += g * a)
BACKWARD_BY(no_upstream, *da += 1 / b; *db -= a / (b * b))
BACKWARD_BY(b_missing, *da += g / b)
BACKWARD_BY(a_squared, *da += g / b; *db -= g * a * a / (b * b))
BACKWARD_BY(swapped, *da -= g * a / (b * b); *db += g / b)
BACKWARD_BY(a_divided_twice, *da += g / (b * b); *db -= g * a / (b * b))

WRONG_OP(
    div, WRONG_FORWARD(turned, "y is b / a, not a / b", "which input is on top?"),
    WRONG_FORWARD(product, "y is a b, not a / b", "look at the operator"),
    WRONG_FORWARD(guarded, "y is a / (b + 1e-8): a small number is added that the formula has not",
                  "no guard is asked for"),
    WRONG_BACKWARD(b_not_negated, "db has the wrong sign", "does y grow or fall when b grows?"),
    WRONG_BACKWARD(b_not_squared, "db is -dy a / b: b is not squared",
                   "write y as a b^-1 and use the power rule"),
    WRONG_BACKWARD(no_a, "db is -dy / b^2: the factor a is missing",
                   "write y as a b^-1 and use the power rule"),
    WRONG_BACKWARD(of_the_product, "da is dy b and db is dy a: that is the product's gradient",
                   "write y as a b^-1"),
    WRONG_BACKWARD(no_upstream, "da and db leave out the upstream gradient dy",
                   "by the chain rule dy is a factor of every term"),
    WRONG_BACKWARD(b_missing, "db is never written: it stays zero", "both inputs get a gradient"),
    WRONG_BACKWARD(a_squared, "db is -dy a^2 / b^2: the factor a is there twice",
                   "write y as a b^-1 and use the power rule"),
    WRONG_BACKWARD(swapped, "da and db are exchanged", "which of them is negative?"),
    WRONG_BACKWARD(a_divided_twice, "da is dy / b^2: it divides by b twice",
                   "when a moves by h, how much does y move?"))
