/* Unseen ways to get tanh wrong: written after the diagnosis was finished. */
#include "../../wrong/elements.h"

BACKWARD_BY(rooted, g *sqrt(1 - y * y))
FORWARD_BY(soft_sign, x / (1 + fabs(x)))

WRONG_OP(tanh, WRONG_BACKWARD(rooted, "dx is the root of what it should be", ""),
         WRONG_FORWARD(soft_sign, "y is the soft sign", ""))
