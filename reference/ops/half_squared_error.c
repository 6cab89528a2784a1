/* half_squared_error: L = 1/2 sum (y - s)^2, for y[...], s[...] of one shape; L is a scalar.
 *
 * backward: dy += dL (y - s), ds -= the same
 * jvp:      L' = sum (y - s) (y' - s') */
#include "contract.h"
#include "shape.h"
#include "squared_error.h"

static bool fits(const tensor *y, const tensor *s, const tensor *L)
{
    return same_shape(y, s) && is_scalar(L);
}

op_status half_squared_error_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    const tensor *y = in[0], *s = in[1];
    if (!fits(y, s, out))
        return OP_BAD_INPUT;
    out->data[0] = 0.5 * squared_error(y, s);
    return OP_OK;
}

op_status half_squared_error_backward(const tensor *const in[], const attributes *attr,
                                      const tensor *out, const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    const tensor *y = in[0], *s = in[1];
    if (!fits(y, s, dout))
        return OP_BAD_INPUT;
    squared_error_backward(0.5 * dout->data[0], y, s, din[0], din[1]);
    return OP_OK;
}

op_status half_squared_error_jvp(const tensor *const in[], const attributes *attr,
                                 const tensor *out, const tensor *const tangent[],
                                 tensor *out_tangent)
{
    (void)attr, (void)out;
    const tensor *y = in[0], *s = in[1];
    if (!fits(y, s, out_tangent))
        return OP_BAD_INPUT;
    out_tangent->data[0] = 0.5 * squared_error_jvp(y, s, tangent[0], tangent[1]);
    return OP_OK;
}
