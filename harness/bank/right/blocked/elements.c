/* Element by element with other algebra: derivatives from y where that is shorter, exponents that
 * are never positive, pointers that run, loops from the end. */
#include <math.h>

#include "../signatures.h"

typedef struct element {
    double x, y, k, c, slope;
} element;

typedef double rule(const element *e);

static void fill(const tensor *from, const attributes *attr, rule *value, tensor *to)
{
    const double *x = from->data, *end = x + element_count(from);
    for (double *y = to->data; x != end; x++, y++) {
        element e = {*x, 0, attr->k, attr->c, attr->slope};
        *y = value(&e);
    }
}

static void pull_back(const tensor *from, const attributes *attr, const tensor *out,
                      const tensor *dout, rule *slope, tensor *din)
{
    for (size_t left = element_count(from); left > 0; left--) {
        size_t i = left - 1;
        element e = {from->data[i], out->data[i], attr->k, attr->c, attr->slope};
        din->data[i] = fma(dout->data[i], slope(&e), din->data[i]);
    }
}

static void push_forward(const tensor *from, const attributes *attr, const tensor *out,
                         const tensor *tangent, rule *slope, tensor *to)
{
    const double *x = from->data, *y = out->data, *v = tangent->data,
                 *end = x + element_count(from);
    for (double *moved = to->data; x != end; x++, y++, v++, moved++) {
        element e = {*x, *y, attr->k, attr->c, attr->slope};
        *moved = *v * slope(&e);
    }
}

#define ELEMENT_OP(op, value, slope)                                                               \
    static double op##_value(const element *e)                                                     \
    {                                                                                              \
        (void)e;                                                                                   \
        return value;                                                                              \
    }                                                                                              \
    static double op##_slope(const element *e)                                                     \
    {                                                                                              \
        (void)e;                                                                                   \
        return slope;                                                                              \
    }                                                                                              \
    FORWARD(op)                                                                                    \
    {                                                                                              \
        fill(in[0], attr, op##_value, out);                                                        \
        return OP_OK;                                                                              \
    }                                                                                              \
    BACKWARD(op)                                                                                   \
    {                                                                                              \
        pull_back(in[0], attr, out, dout, op##_slope, din[0]);                                     \
        return OP_OK;                                                                              \
    }                                                                                              \
    JVP(op)                                                                                        \
    {                                                                                              \
        push_forward(in[0], attr, out, tangent[0], op##_slope, out_tangent);                       \
        return OP_OK;                                                                              \
    }

static double half_tanh(double x)
{
    double t = exp(-fabs(x));
    return copysign((1 - t) / (1 + t), x);
}

ELEMENT_OP(exp, expm1(e->x) + 1 > 0.5 ? expm1(e->x) + 1 : exp(e->x), e->y)
ELEMENT_OP(log, 2 * log(sqrt(e->x)), 1 / e->x)
ELEMENT_OP(sqrt, hypot(sqrt(e->x), 0), 0.5 / e->y)
ELEMENT_OP(sin, 2 * sin(e->x / 2) * cos(e->x / 2), 1 - 2 * sin(e->x / 2) * sin(e->x / 2))
ELEMENT_OP(square, fabs(e->x) * fabs(e->x), ldexp(e->x, 1))
ELEMENT_OP(identity, e->x, 1)
ELEMENT_OP(scale, e->k * e->x, e->k)
ELEMENT_OP(sigmoid, e->x > 0 ? 1 / (1 + exp(-e->x)) : exp(e->x) / (1 + exp(e->x)),
           exp(-fabs(e->x)) / ((1 + exp(-fabs(e->x))) * (1 + exp(-fabs(e->x)))))
ELEMENT_OP(tanh, half_tanh(2 * e->x), fma(-e->y, e->y, 1))
ELEMENT_OP(relu, fmax(e->x, 0), (double)(e->x > 0))
ELEMENT_OP(relu_c, fdim(e->x, e->c), isgreater(e->x, e->c) ? 1 : 0)
ELEMENT_OP(leaky_relu, e->x *(e->x > 0 ? 1 : e->slope), e->x > 0 ? 1 : e->slope)
ELEMENT_OP(elu, e->x < 0 ? e->c * (exp(e->x) - 1) : e->x, e->x < 0 ? e->y + e->c : 1)
ELEMENT_OP(gelu, e->x * 0.5 * erfc(-e->x * M_SQRT1_2),
           0.5 * erfc(-e->x * M_SQRT1_2) +
               e->x * exp(-e->x * e->x * 0.5) * M_2_SQRTPI * M_SQRT1_2 * 0.5)
