/* mean: y = mean of x[...] over the axis `axis`, which drops out, or over all axes (ALL_AXES).
 *
 * backward: dx += dy / n, the same for all n elements along the axis
 * jvp:      y' = mean of x' over that axis */
#include "axis.h"
#include "contract.h"
#include "tensor.h"

op_status mean_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    if (!axis_is_dropped(x, attr->axis, out))
        return OP_BAD_INPUT;
    axis_view v = axis_of(x, attr->axis);
    tensor_fill(out, 0);
    axis_reduce_add(v, 1 / (double)v.length, x->data, out->data);
    return OP_OK;
}

op_status mean_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                        const tensor *dout, tensor *const din[])
{
    (void)out;
    const tensor *x = in[0];
    tensor *dx = din[0];
    if (!axis_is_dropped(x, attr->axis, dout))
        return OP_BAD_INPUT;
    axis_view v = axis_of(x, attr->axis);
    if (dx)
        axis_spread_add(v, 1 / (double)v.length, dout->data, dx->data);
    return OP_OK;
}

op_status mean_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                   const tensor *const tangent[], tensor *out_tangent)
{
    (void)out;
    const tensor *x = in[0], *x_tangent = tangent[0];
    if (!axis_is_dropped(x, attr->axis, out_tangent))
        return OP_BAD_INPUT;
    axis_view v = axis_of(x, attr->axis);
    tensor_fill(out_tangent, 0);
    if (x_tangent)
        axis_reduce_add(v, 1 / (double)v.length, x_tangent->data, out_tangent->data);
    return OP_OK;
}
