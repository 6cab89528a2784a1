/* squeeze: y is x[...] without its axis `axis`, which has extent 1.
 *
 * The elements and their order stay the same; only the shape differs.
 *
 * backward: dx += dy, element by element
 * jvp:      y' = x' */
#include "axis.h"
#include "contract.h"
#include "shape.h"

static bool fits(const tensor *x, const attributes *attr, const tensor *y)
{
    return attr->axis != ALL_AXES && axis_is_dropped(x, attr->axis, y) && x->dims[attr->axis] == 1;
}

op_status squeeze_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    if (!fits(x, attr, out))
        return OP_BAD_INPUT;
    for (size_t i = 0, count = element_count(x); i < count; i++)
        out->data[i] = x->data[i];
    return OP_OK;
}

op_status squeeze_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                           const tensor *dout, tensor *const din[])
{
    (void)out;
    const tensor *x = in[0];
    tensor *dx = din[0];
    if (!fits(x, attr, dout))
        return OP_BAD_INPUT;
    for (size_t i = 0, count = element_count(x); dx && i < count; i++)
        dx->data[i] += dout->data[i];
    return OP_OK;
}

op_status squeeze_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                      const tensor *const tangent[], tensor *out_tangent)
{
    (void)out;
    const tensor *x = in[0], *x_tangent = tangent[0];
    if (!fits(x, attr, out_tangent))
        return OP_BAD_INPUT;
    for (size_t i = 0, count = element_count(x); i < count; i++)
        out_tangent->data[i] = x_tangent ? x_tangent->data[i] : 0;
    return OP_OK;
}
