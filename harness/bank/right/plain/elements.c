/* Element by element, as it is first written down: a loop for each function, and every derivative
 * from x, not from y. Helpers have names that libm and libc have, too. */
#include <math.h>

#include "../signatures.h"

static double gamma(double x)
{
    return 1 / (1 + exp(-x));
}

static double y0(double x)
{
    return exp(-0.5 * x * x) / sqrt(2 * acos(-1));
}

static double j1(double x)
{
    return 0.5 * (1 + erf(x / sqrt(2)));
}

#define LOOP(formula)                                                                              \
    (void)attr;                                                                                    \
    for (size_t i = 0; i < element_count(in[0]); i++) {                                            \
        double x = in[0]->data[i];                                                                 \
        formula;                                                                                   \
    }                                                                                              \
    return OP_OK;
#define VALUE(op, formula)                                                                         \
    FORWARD(op)                                                                                    \
    {                                                                                              \
        LOOP(out->data[i] = (formula))                                                             \
    }
#define SLOPE(op, formula)                                                                         \
    BACKWARD(op)                                                                                   \
    {                                                                                              \
        (void)out;                                                                                 \
        LOOP((void)x; din[0]->data[i] += dout->data[i] * (formula))                                \
    }                                                                                              \
    JVP(op)                                                                                        \
    {                                                                                              \
        (void)out;                                                                                 \
        LOOP((void)x; out_tangent->data[i] = (formula)*tangent[0]->data[i])                        \
    }

VALUE(exp, exp(x))
SLOPE(exp, exp(x))
VALUE(log, log(x))
SLOPE(log, 1 / x)
VALUE(sqrt, sqrt(x))
SLOPE(sqrt, 0.5 * pow(x, -0.5))
VALUE(sin, sin(x))
SLOPE(sin, cos(x))
VALUE(square, x *x)
SLOPE(square, x + x)
VALUE(identity, x)
SLOPE(identity, 1)
VALUE(scale, x * attr->k)
SLOPE(scale, attr->k)
VALUE(sigmoid, x < 0 ? exp(x) / (1 + exp(x)) : gamma(x))
SLOPE(sigmoid, gamma(x) * gamma(-x))
VALUE(tanh, tanh(x))
SLOPE(tanh, 1 / (cosh(x) * cosh(x)))
VALUE(relu, x > 0 ? x : 0)
SLOPE(relu, x > 0 ? 1 : 0)
VALUE(relu_c, x - attr->c > 0 ? x - attr->c : 0)
SLOPE(relu_c, x - attr->c > 0 ? 1 : 0)
VALUE(leaky_relu, x > 0 ? x : attr->slope * x)
SLOPE(leaky_relu, x > 0 ? 1 : attr->slope)
VALUE(elu, x >= 0 ? x : attr->c * expm1(x))
SLOPE(elu, x >= 0 ? 1 : attr->c * exp(x))
VALUE(gelu, x < -1 ? x * 0.5 * erfc(-x / sqrt(2)) : x * j1(x))
SLOPE(gelu, (x < -1 ? 0.5 * erfc(-x / sqrt(2)) : j1(x)) + x * y0(x))
