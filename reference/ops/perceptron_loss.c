/* perceptron_loss: l = (sign(s) - y) s, element by element, for scores s[...] and constant targets
 * y[...] = +-1, with sign(0) = 0.
 *
 * sign(s) is held constant in the derivative:
 * backward: ds += dl (sign(s) - y)
 * jvp:      l' = (sign(s) - y) s' */
#include "contract.h"
#include "score_loss.h"

static double slope(double s, double y)
{
    return (s > 0) - (s < 0) - y;
}

static double loss(double s, double y)
{
    return slope(s, y) * s;
}

op_status perceptron_loss_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    return score_loss_forward(loss, in, out);
}

op_status perceptron_loss_backward(const tensor *const in[], const attributes *attr,
                                   const tensor *out, const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    return score_loss_backward(slope, in, dout, din);
}

op_status perceptron_loss_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                              const tensor *const tangent[], tensor *out_tangent)
{
    (void)attr, (void)out;
    return score_loss_jvp(slope, in, tangent, out_tangent);
}
