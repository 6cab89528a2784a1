/* Element by element in long double, rounded once at the end. A table holds value and slope of
 * every function; all take x, none takes y. */
#include <math.h>

#include "../signatures.h"

typedef long double real;
typedef real formula(real x, const attributes *attr);

typedef struct curve {
    formula *value, *slope;
} curve;

static real decay(real x)
{
    return expl(-fabsl(x));
}

static real normal_cdf(real x)
{
    return erfcl(-x / sqrtl(2)) / 2;
}

static real normal_density(real x)
{
    return expl(-x * x / 2) / sqrtl(2 * acosl(-1));
}

#define CURVES(CURVE)                                                                              \
    CURVE(exp, expl(x), expl(x))                                                                   \
    CURVE(log, logl(x), 1 / x)                                                                     \
    CURVE(sqrt, sqrtl(x), 1 / (2 * sqrtl(x)))                                                      \
    CURVE(sin, sinl(x), cosl(x))                                                                   \
    CURVE(square, x *x, 2 * x)                                                                     \
    CURVE(identity, x, 1)                                                                          \
    CURVE(scale, attr->k *x, attr->k)                                                              \
    CURVE(sigmoid, (x < 0 ? decay(x) : 1) / (1 + decay(x)), decay(x) / powl(1 + decay(x), 2))      \
    CURVE(tanh, tanhl(x), 4 * decay(2 * x) / powl(1 + decay(2 * x), 2))                            \
    CURVE(relu, (x + fabsl(x)) / 2, x > 0)                                                         \
    CURVE(relu_c, fmaxl(x - attr->c, 0), x > attr->c)                                              \
    CURVE(leaky_relu, x > 0 ? x : attr->slope * x, x > 0 ? 1 : attr->slope)                        \
    CURVE(elu, x < 0 ? attr->c * expm1l(x) : x, x < 0 ? attr->c * expl(x) : 1)                     \
    CURVE(gelu, x *normal_cdf(x), normal_cdf(x) + x * normal_density(x))

#define FORMULAS(op, value, slope)                                                                 \
    static real value_of_##op(real x, const attributes *attr)                                      \
    {                                                                                              \
        (void)attr;                                                                                \
        return value;                                                                              \
    }                                                                                              \
    static real slope_of_##op(real x, const attributes *attr)                                      \
    {                                                                                              \
        (void)attr, (void)x;                                                                       \
        return slope;                                                                              \
    }
CURVES(FORMULAS)

#define NUMBER(op, value, slope) NUMBER_OF_##op,
enum { CURVES(NUMBER) };

#define ROW(op, value, slope) [NUMBER_OF_##op] = {value_of_##op, slope_of_##op},
static const curve curves[] = {CURVES(ROW)};

static op_status evaluate(size_t number, const tensor *in, const attributes *attr, tensor *out)
{
    const double *restrict x = in->data;
    double *restrict y = out->data;
    for (size_t i = 0, n = element_count(in); i < n; i++)
        y[i] = (double)curves[number].value(x[i], attr);
    return OP_OK;
}

/* to = kept * to + slope(x) * factor, element by element; with kept 0, to is not read. */
static op_status chain(size_t number, const tensor *in, const attributes *attr,
                       const tensor *factor, int kept, tensor *to)
{
    const double *restrict x = in->data, *restrict g = factor->data;
    double *restrict sum = to->data;
    for (size_t i = 0, n = element_count(in); i < n; i++) {
        const real term = curves[number].slope(x[i], attr) * g[i];
        sum[i] = (double)(kept ? sum[i] + term : term);
    }
    return OP_OK;
}

#define DEFINE(op, value, slope)                                                                   \
    FORWARD(op)                                                                                    \
    {                                                                                              \
        return evaluate(NUMBER_OF_##op, in[0], attr, out);                                         \
    }                                                                                              \
    BACKWARD(op)                                                                                   \
    {                                                                                              \
        (void)out;                                                                                 \
        return chain(NUMBER_OF_##op, in[0], attr, dout, 1, din[0]);                                \
    }                                                                                              \
    JVP(op)                                                                                        \
    {                                                                                              \
        (void)out;                                                                                 \
        return chain(NUMBER_OF_##op, in[0], attr, tangent[0], 0, out_tangent);                     \
    }
CURVES(DEFINE)
