/* squared_distance: L = sum (ytilde - y)^2, for y[...], ytilde[...] of one shape; L is a scalar.
 *
 * backward: dytilde += 2 dL (ytilde - y), dy -= the same
 * jvp:      L' = sum 2 (ytilde - y) (ytilde' - y') */
#include "contract.h"
#include "shape.h"
#include "squared_error.h"

static bool fits(const tensor *y, const tensor *ytilde, const tensor *L)
{
    return same_shape(y, ytilde) && is_scalar(L);
}

op_status squared_distance_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    const tensor *y = in[0], *ytilde = in[1];
    if (!fits(y, ytilde, out))
        return OP_BAD_INPUT;
    out->data[0] = squared_error(y, ytilde);
    return OP_OK;
}

op_status squared_distance_backward(const tensor *const in[], const attributes *attr,
                                    const tensor *out, const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    const tensor *y = in[0], *ytilde = in[1];
    if (!fits(y, ytilde, dout))
        return OP_BAD_INPUT;
    squared_error_backward(dout->data[0], y, ytilde, din[0], din[1]);
    return OP_OK;
}

op_status squared_distance_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                               const tensor *const tangent[], tensor *out_tangent)
{
    (void)attr, (void)out;
    const tensor *y = in[0], *ytilde = in[1];
    if (!fits(y, ytilde, out_tangent))
        return OP_BAD_INPUT;
    out_tangent->data[0] = squared_error_jvp(y, ytilde, tangent[0], tangent[1]);
    return OP_OK;
}
