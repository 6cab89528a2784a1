/* perceptron_loss: l = (sign(s) - y) s, sign held constant; ds += dl (sign(s) - y). */
#include "pairs.h"

static double sign(double s)
{
    return (s > 0) - (s < 0);
}

FORWARD_BY(turned, (b - sign(a)) * a)
FORWARD_BY(no_score, sign(a) - b)
FORWARD_BY(hinge, fmax(0, -a *b))
FORWARD_BY(plus_at_zero, ((a >= 0 ? 1 : -1) - b) * (a == 0 ? 1 : a))

BACKWARD_BY(turned_backward, *da += g * (b - sign(a)))
BACKWARD_BY(times_score, *da += g * (sign(a) - b) * a)
BACKWARD_BY(no_upstream, *da += sign(a) - b)
BACKWARD_BY(target_only, *da -= g * b)
BACKWARD_BY(sign_only, *da += g * sign(a))
BACKWARD_BY(of_lms, *da += g * (a - b))
BACKWARD_BY(plus_at_zero_backward, *da += g * ((a >= 0 ? 1 : -1) - b))

WRONG_OP(perceptron_loss,
         WRONG_FORWARD(turned, "l has the wrong sign: (y - sign s) for (sign s - y)",
                       "a loss of the perceptron is never negative"),
         WRONG_FORWARD(no_score, "l is sign(s) - y: the factor s is missing",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(hinge, "l is max(0, -y s): half of what is asked",
                       "put s = -1, y = 1 into the formula"),
         WRONG_FORWARD(plus_at_zero, "l is not 0 at s = 0", "what is the factor s there?"),
         WRONG_BACKWARD(turned_backward, "ds has the wrong sign: (y - sign s) for (sign s - y)",
                        "compare with the formula in the contract"),
         WRONG_BACKWARD(times_score, "ds has the factor s still in it",
                        "the derivative of c s by s no longer has s in it"),
         WRONG_BACKWARD(no_upstream, "ds leaves out the upstream gradient dl",
                        "by the chain rule dl is a factor of every term"),
         WRONG_BACKWARD(target_only, "ds is -dl y: sign(s) is missing",
                        "sign(s) is held constant, but it is there"),
         WRONG_BACKWARD(sign_only, "ds is dl sign(s): y is missing",
                        "what is the whole factor of s?"),
         WRONG_BACKWARD(of_lms, "ds is dl (s - y): that belongs to the least-mean-squares loss",
                        "where is sign(s)?"),
         WRONG_BACKWARD(plus_at_zero_backward, "ds takes sign(0) for 1; the contract says 0",
                        "how is sign computed at 0?"))
