/* logistic_tanh_loss: l = ln cosh(s) - y s, element by element, for scores s[...] and constant
 * targets y[...].
 *
 * backward: ds += dl (tanh(s) - y)
 * jvp:      l' = (tanh(s) - y) s' */
#include <math.h>

#include "contract.h"
#include "score_loss.h"

/* cosh(s) = e^|s| (1 + e^(-2|s|)) / 2, of which only the logarithm does not overflow. */
static double loss(double s, double y)
{
    const double ln_2 = 0.693147180559945309417;
    return fabs(s) + log1p(exp(-2 * fabs(s))) - ln_2 - y * s;
}

static double slope(double s, double y)
{
    return tanh(s) - y;
}

op_status logistic_tanh_loss_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    return score_loss_forward(loss, in, out);
}

op_status logistic_tanh_loss_backward(const tensor *const in[], const attributes *attr,
                                      const tensor *out, const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    return score_loss_backward(slope, in, dout, din);
}

op_status logistic_tanh_loss_jvp(const tensor *const in[], const attributes *attr,
                                 const tensor *out, const tensor *const tangent[],
                                 tensor *out_tangent)
{
    (void)attr, (void)out;
    return score_loss_jvp(slope, in, tangent, out_tangent);
}
