/* logistic_tanh_loss: l = ln cosh(s) - y s, ds += dl (tanh s - y). */
#include "pairs.h"

static double ln_cosh(double s)
{
    return fabs(s) + log1p(exp(-2 * fabs(s))) - 0.69314718055994530942;
}

FORWARD_BY(no_target, ln_cosh(a))
FORWARD_BY(plus_for_minus, ln_cosh(a) + b * a)
FORWARD_BY(not_minus_ln_two, ln_cosh(a) + 0.69314718055994530942 - b * a)
FORWARD_BY(unstable, log(cosh(a)) - b * a)
FORWARD_BY(soft_plus, fmax(0, a) + log1p(exp(-fabs(a))) - b * a)

BACKWARD_BY(turned, *da += g * (b - tanh(a)))
BACKWARD_BY(no_target_backward, *da += g * tanh(a))
BACKWARD_BY(of_sigmoid, *da += g * (1 / (1 + exp(-a)) - b))
BACKWARD_BY(no_upstream, *da += tanh(a) - b)
BACKWARD_BY(plus_target, *da += g * (tanh(a) + b))
BACKWARD_BY(score_for_tanh, *da += g * (a - b))
BACKWARD_BY(target_times_score, *da += g * (tanh(a) - b * a))

WRONG_OP(logistic_tanh_loss,
         WRONG_FORWARD(no_target, "l is ln cosh(s): the term -y s is missing",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(plus_for_minus, "l adds y s instead of taking it away",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(not_minus_ln_two,
                       "l is too large by ln 2: cosh is the mean of e^s and e^-s, not their sum",
                       "what is cosh 0?"),
         WRONG_FORWARD(unstable, "l is ln(cosh s) taken step by step: cosh overflows for large s",
                       "rewrite ln cosh so that no exponent is positive"),
         WRONG_FORWARD(soft_plus, "l has ln(1 + e^s) where ln cosh(s) belongs",
                       "that is the loss for targets 0 and 1"),
         WRONG_BACKWARD(turned, "ds has the wrong sign", "compare with the derivative of ln cosh"),
         WRONG_BACKWARD(no_target_backward, "ds is dl tanh s: the -y is missing",
                        "differentiate both terms"),
         WRONG_BACKWARD(of_sigmoid, "ds has the sigmoid where tanh belongs",
                        "what is the derivative of ln cosh?"),
         WRONG_BACKWARD(no_upstream, "ds leaves out the upstream gradient dl",
                        "by the chain rule dl is a factor of every term"),
         WRONG_BACKWARD(plus_target, "ds is dl (tanh s + y): the sign of y is wrong",
                        "differentiate -y s by s"),
         WRONG_BACKWARD(score_for_tanh, "ds is dl (s - y): s stands where tanh s belongs",
                        "what is the derivative of ln cosh?"),
         WRONG_BACKWARD(target_times_score, "ds has y s where y belongs",
                        "the derivative of y s by s no longer has s in it"))
