// C++: everything in long double, rounded once at the end; lambdas and templates.
#include <algorithm>
#include <cmath>

#include "contract.h"

namespace
{
using wide = long double;

template <typename Value> op_status fill(const tensor *x, tensor *y, Value value)
{
    for (size_t i = 0; i < element_count(y); i++)
        y->data[i] = static_cast<double>(value(static_cast<wide>(x->data[i])));
    return OP_OK;
}

template <typename Slope> op_status pull(const tensor *x, const tensor *dy, tensor *dx, Slope slope)
{
    for (size_t i = 0; i < element_count(dy); i++)
        dx->data[i] = static_cast<double>(dx->data[i] + dy->data[i] * slope(wide(x->data[i])));
    return OP_OK;
}

template <typename Slope> op_status push(const tensor *x, const tensor *v, tensor *dy, Slope slope)
{
    std::transform(x->data, x->data + element_count(x), v->data, dy->data,
                   [=](double at, double by) { return static_cast<double>(slope(wide(at)) * by); });
    return OP_OK;
}

wide Phi(wide x)
{
    return erfcl(-x / sqrtl(2)) / 2;
}

wide sigmoid(wide x)
{
    return 1 / (1 + expl(-x));
}
} // namespace

#define ELEMENT_OP(op, value, slope)                                                               \
    op_status op##_forward(const tensor *const in[], const attributes *attr, tensor *out)          \
    {                                                                                              \
        return fill(in[0], out, [=](wide x) -> wide { return (void)attr, (void)x, (value); });     \
    }                                                                                              \
    op_status op##_backward(const tensor *const in[], const attributes *attr, const tensor *,      \
                            const tensor *dout, tensor *const din[])                               \
    {                                                                                              \
        return pull(in[0], dout, din[0],                                                           \
                    [=](wide x) -> wide { return (void)attr, (void)x, (slope); });                 \
    }                                                                                              \
    op_status op##_jvp(const tensor *const in[], const attributes *attr, const tensor *,           \
                       const tensor *const tangent[], tensor *out_tangent)                         \
    {                                                                                              \
        return push(in[0], tangent[0], out_tangent,                                                \
                    [=](wide x) -> wide { return (void)attr, (void)x, (slope); });                 \
    }

ELEMENT_OP(exp, expl(x), expl(x))
ELEMENT_OP(log, logl(x), 1 / x)
ELEMENT_OP(sqrt, sqrtl(x), 1 / (2 * sqrtl(x)))
ELEMENT_OP(sin, sinl(x), cosl(x))
ELEMENT_OP(square, x *x, 2 * x)
ELEMENT_OP(identity, x, 1)
ELEMENT_OP(scale, attr->k *x, attr->k)
ELEMENT_OP(sigmoid, sigmoid(x), sigmoid(x) * sigmoid(-x))
ELEMENT_OP(tanh, tanhl(x), 1 - tanhl(x) * tanhl(x))
ELEMENT_OP(relu, x > 0 ? x : 0, x > 0)
ELEMENT_OP(relu_c, x > attr->c ? x - attr->c : 0, x > attr->c)
ELEMENT_OP(leaky_relu, x > 0 ? x : attr->slope * x, x > 0 ? 1 : attr->slope)
ELEMENT_OP(elu, x >= 0 ? x : attr->c * expm1l(x), x >= 0 ? 1 : attr->c * expl(x))
ELEMENT_OP(gelu, x *Phi(x), Phi(x) + x * expl(-x * x / 2) / sqrtl(2 * acosl(-1)))
