/* lms_loss (least mean squares): l = 1/2 (y - s)^2, element by element, for scores s[...] and
 * constant targets y[...].
 *
 * backward: ds += dl (s - y)
 * jvp:      l' = (s - y) s' */
#include "contract.h"
#include "score_loss.h"

static double loss(double s, double y)
{
    return 0.5 * (y - s) * (y - s);
}

static double slope(double s, double y)
{
    return s - y;
}

op_status lms_loss_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    return score_loss_forward(loss, in, out);
}

op_status lms_loss_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                            const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    return score_loss_backward(slope, in, dout, din);
}

op_status lms_loss_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                       const tensor *const tangent[], tensor *out_tangent)
{
    (void)attr, (void)out;
    return score_loss_jvp(slope, in, tangent, out_tangent);
}
