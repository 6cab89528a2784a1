/* expand: y is x[...] with its unit axis `axis` repeated `repeats` times.
 *
 * backward: dx += sum of dy over that axis
 * jvp:      y' is x', repeated in the same way */
#include "axis.h"
#include "contract.h"
#include "shape.h"

static bool fits(const tensor *x, const attributes *attr, const tensor *y)
{
    if (attr->axis < 0 || (size_t)attr->axis >= x->rank || y->rank != x->rank)
        return false;
    for (size_t axis = 0; axis < x->rank; axis++) {
        bool repeated = axis == (size_t)attr->axis;
        if (repeated && x->dims[axis] != 1)
            return false;
        if (y->dims[axis] != (repeated ? attr->repeats : x->dims[axis]))
            return false;
    }
    return true;
}

op_status expand_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    if (!fits(x, attr, out))
        return OP_BAD_INPUT;
    tensor_fill(out, 0);
    axis_spread_add(axis_of(out, attr->axis), 1, x->data, out->data);
    return OP_OK;
}

op_status expand_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    (void)out;
    const tensor *x = in[0];
    tensor *dx = din[0];
    if (!fits(x, attr, dout))
        return OP_BAD_INPUT;
    if (dx)
        axis_reduce_add(axis_of(dout, attr->axis), 1, dout->data, dx->data);
    return OP_OK;
}

op_status expand_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                     const tensor *const tangent[], tensor *out_tangent)
{
    (void)out;
    const tensor *x = in[0], *x_tangent = tangent[0];
    if (!fits(x, attr, out_tangent))
        return OP_BAD_INPUT;
    tensor_fill(out_tangent, 0);
    if (x_tangent)
        axis_spread_add(axis_of(out_tangent, attr->axis), 1, x_tangent->data, out_tangent->data);
    return OP_OK;
}
