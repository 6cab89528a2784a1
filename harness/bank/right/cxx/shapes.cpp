// C++: copies and sums along an axis, over a callback that visits every element of the larger one.
#include <vector>

#include "contract.h"

namespace
{
using wide = long double;

// Calls visit(i, j) for every element i of t and the element j of what is left without the axis.
template <typename Visit> void walk(const tensor *t, ptrdiff_t axis, Visit visit)
{
    size_t inner = 1, along = element_count(t);
    if (axis != ALL_AXES) {
        along = t->dims[axis];
        for (size_t k = static_cast<size_t>(axis) + 1; k < t->rank; k++)
            inner *= t->dims[k];
    }
    for (size_t i = 0; i < element_count(t); i++)
        visit(i, i / (along * inner) * inner + i % inner);
}

// to = (before ? to : 0) + sums / by
void store(tensor *to, const std::vector<wide> &sums, wide by, bool before)
{
    for (size_t i = 0; i < sums.size(); i++)
        to->data[i] = static_cast<double>((before ? to->data[i] : 0) + sums[i] / by);
}

op_status collapse(const tensor *from, ptrdiff_t axis, tensor *to, wide by, bool before)
{
    std::vector<wide> sums(element_count(to));
    walk(from, axis, [&](size_t i, size_t j) { sums[j] += from->data[i]; });
    store(to, sums, by, before);
    return OP_OK;
}

wide entries(const tensor *t, ptrdiff_t axis)
{
    return static_cast<wide>(axis == ALL_AXES ? element_count(t) : t->dims[axis]);
}

op_status copy(const tensor *from, tensor *to, bool before)
{
    for (size_t i = 0; i < element_count(to); i++)
        to->data[i] = (before ? to->data[i] : 0) + from->data[i];
    return OP_OK;
}
} // namespace

#define FORWARD(op)                                                                                \
    op_status op##_forward(const tensor *const in[], const attributes *attr, tensor *out)
#define BACKWARD(op)                                                                               \
    op_status op##_backward(const tensor *const in[], const attributes *attr, const tensor *,      \
                            const tensor *dout, tensor *const din[])

FORWARD(expand)
{
    walk(out, attr->axis, [&](size_t i, size_t j) { out->data[i] = in[0]->data[j]; });
    return OP_OK;
}

BACKWARD(expand)
{
    (void)in;
    return collapse(dout, attr->axis, din[0], 1, true);
}

FORWARD(squeeze)
{
    (void)attr;
    return copy(in[0], out, false);
}

BACKWARD(squeeze)
{
    (void)attr, (void)in;
    return copy(dout, din[0], true);
}

FORWARD(unsqueeze)
{
    (void)attr;
    return copy(in[0], out, false);
}

BACKWARD(unsqueeze)
{
    (void)attr, (void)in;
    return copy(dout, din[0], true);
}

FORWARD(sum)
{
    return collapse(in[0], attr->axis, out, 1, false);
}

BACKWARD(sum)
{
    walk(in[0], attr->axis, [&](size_t i, size_t j) { din[0]->data[i] += dout->data[j]; });
    return OP_OK;
}

FORWARD(mean)
{
    return collapse(in[0], attr->axis, out, entries(in[0], attr->axis), false);
}

BACKWARD(mean)
{
    walk(in[0], attr->axis, [&](size_t i, size_t j) {
        din[0]->data[i] += static_cast<double>(dout->data[j] / entries(in[0], attr->axis));
    });
    return OP_OK;
}

#define LINEAR(op)                                                                                 \
    op_status op##_jvp(const tensor *const[], const attributes *attr, const tensor *,              \
                       const tensor *const tangent[], tensor *out_tangent)                         \
    {                                                                                              \
        return op##_forward(tangent, attr, out_tangent);                                           \
    }

LINEAR(expand)
LINEAR(squeeze)
LINEAR(unsqueeze)
LINEAR(sum)
LINEAR(mean)
