/* Unseen ways to get div wrong: written after the diagnosis was finished. */
#include "../../wrong/pairs.h"

BACKWARD_BY(b_cubed, *da += g / b; *db -= g * a / (b * b * b))
FORWARD_BY(whole_numbers, trunc(a / b))

WRONG_OP(div, WRONG_BACKWARD(b_cubed, "b^3 for b^2", ""),
         WRONG_FORWARD(whole_numbers, "cut to a whole number", ""))
