/* Two tensors element by element: broadcasting by strides, gradients of broadcast inputs summed up
 * with the error carried along, losses in one compensated sum. */
#include <string.h>

#include "../signatures.h"
#include "sums.h"

typedef struct strides {
    size_t of[MAX_RANK]; /* by axis of the output; 0 where the input is broadcast */
} strides;

static strides strides_of(const tensor *t, const tensor *out)
{
    strides s = {{0}};
    size_t stride = 1;
    for (size_t k = 1; k <= t->rank; k++) {
        s.of[out->rank - k] = t->dims[t->rank - k] == 1 ? 0 : stride;
        stride *= t->dims[t->rank - k];
    }
    return s;
}

static size_t offset(const strides *s, const tensor *out, size_t i)
{
    size_t at = 0;
    for (size_t axis = out->rank; axis-- > 0; i /= out->dims[axis])
        at += i % out->dims[axis] * s->of[axis];
    return at;
}

typedef double pair_rule(double a, double b);

static void combine(const tensor *const in[], tensor *out, pair_rule *value)
{
    strides sa = strides_of(in[0], out), sb = strides_of(in[1], out);
    for (size_t i = element_count(out); i-- > 0;)
        out->data[i] = value(in[0]->data[offset(&sa, out, i)], in[1]->data[offset(&sb, out, i)]);
}

/* din += for each of its elements the compensated sum over all output elements that it goes into.
 */
static void collect(const tensor *const in[], const tensor *dout, size_t which, pair_rule *slope,
                    tensor *din)
{
    strides sa = strides_of(in[0], dout), sb = strides_of(in[1], dout);
    for (size_t k = 0; k < element_count(din); k++) {
        running sum = {0, 0};
        for (size_t i = 0; i < element_count(dout); i++) {
            size_t ia = offset(&sa, dout, i), ib = offset(&sb, dout, i);
            if ((which == 0 ? ia : ib) == k)
                include(&sum, dout->data[i] * slope(in[0]->data[ia], in[1]->data[ib]));
        }
        din->data[k] += total(sum);
    }
}

/* What one input's tangent adds to the tangent of the output. */
static void push(const tensor *const in[], const tensor *tangent, size_t which, pair_rule *slope,
                 tensor *to)
{
    strides sa = strides_of(in[0], to), sb = strides_of(in[1], to);
    for (size_t i = element_count(to); i-- > 0;) {
        size_t ia = offset(&sa, to, i), ib = offset(&sb, to, i);
        to->data[i] = fma(slope(in[0]->data[ia], in[1]->data[ib]),
                          tangent->data[which == 0 ? ia : ib], to->data[i]);
    }
}

#define PAIR_OP(op, value, by_a, by_b)                                                             \
    static double op##_value(double a, double b)                                                   \
    {                                                                                              \
        return value;                                                                              \
    }                                                                                              \
    static double op##_by_a(double a, double b)                                                    \
    {                                                                                              \
        return (void)a, (void)b, by_a;                                                             \
    }                                                                                              \
    static double op##_by_b(double a, double b)                                                    \
    {                                                                                              \
        return (void)a, (void)b, by_b;                                                             \
    }                                                                                              \
    FORWARD(op)                                                                                    \
    {                                                                                              \
        (void)attr;                                                                                \
        combine(in, out, op##_value);                                                              \
        return OP_OK;                                                                              \
    }                                                                                              \
    BACKWARD(op)                                                                                   \
    {                                                                                              \
        (void)attr, (void)out;                                                                     \
        if (din[0])                                                                                \
            collect(in, dout, 0, op##_by_a, din[0]);                                               \
        if (din[1])                                                                                \
            collect(in, dout, 1, op##_by_b, din[1]);                                               \
        return OP_OK;                                                                              \
    }                                                                                              \
    JVP(op)                                                                                        \
    {                                                                                              \
        (void)attr, (void)out;                                                                     \
        memset(out_tangent->data, 0, element_count(out_tangent) * sizeof(double));                 \
        if (tangent[1])                                                                            \
            push(in, tangent[1], 1, op##_by_b, out_tangent);                                       \
        if (tangent[0])                                                                            \
            push(in, tangent[0], 0, op##_by_a, out_tangent);                                       \
        return OP_OK;                                                                              \
    }

PAIR_OP(add, b + a, 1.0, 1.0)
PAIR_OP(sub, -(b - a), 1.0, -1.0)
PAIR_OP(mul, b *a, b, a)
PAIR_OP(div, 1 / b * a, 1 / b, -(a / b) / b)
PAIR_OP(l2_loss, (b - a) * (b - a), -2 * (b - a), 2 * (b - a))
PAIR_OP(perceptron_loss, a == 0 ? 0 : fabs(a) - b * a, a == 0 ? -b : copysign(1, a) - b, 0)
PAIR_OP(lms_loss, 0.5 * (a - b) * (a - b), a - b, 0)
PAIR_OP(logistic_tanh_loss, fabs(a) - M_LN2 + log1p(exp(-2 * fabs(a))) - b * a,
        (a < 0 ? -1 : 1) * -expm1(-2 * fabs(a)) / (1 + exp(-2 * fabs(a))) - b, 0)

#define LOSS_OP(op, term, scale, by_a, by_b)                                                       \
    FORWARD(op)                                                                                    \
    {                                                                                              \
        (void)attr;                                                                                \
        running sum = {0, 0};                                                                      \
        size_t n = element_count(in[0]);                                                           \
        for (size_t i = n; i-- > 0;) {                                                             \
            double a = in[0]->data[i], b = in[1]->data[i];                                         \
            include(&sum, term);                                                                   \
        }                                                                                          \
        out->data[0] = total(sum) scale;                                                           \
        return OP_OK;                                                                              \
    }                                                                                              \
    BACKWARD(op)                                                                                   \
    {                                                                                              \
        (void)attr, (void)out;                                                                     \
        double g = *dout->data;                                                                    \
        size_t n = element_count(in[0]);                                                           \
        for (size_t i = n; i-- > 0;) {                                                             \
            double a = in[0]->data[i], b = in[1]->data[i];                                         \
            (void)a, (void)b;                                                                      \
            if (din[0])                                                                            \
                din[0]->data[i] -= -(g * (by_a)scale);                                             \
            if (din[1])                                                                            \
                din[1]->data[i] -= -(g * (by_b)scale);                                             \
        }                                                                                          \
        return OP_OK;                                                                              \
    }                                                                                              \
    JVP(op)                                                                                        \
    {                                                                                              \
        (void)attr, (void)out;                                                                     \
        running sum = {0, 0};                                                                      \
        size_t n = element_count(in[0]);                                                           \
        for (size_t i = n; i-- > 0;) {                                                             \
            double a = in[0]->data[i], b = in[1]->data[i];                                         \
            (void)a, (void)b;                                                                      \
            include(&sum, tangent[0] ? tangent[0]->data[i] * (by_a) : 0);                          \
            include(&sum, tangent[1] ? tangent[1]->data[i] * (by_b) : 0);                          \
        }                                                                                          \
        out_tangent->data[0] = total(sum) scale;                                                   \
        return OP_OK;                                                                              \
    }

LOSS_OP(dot, a *b, *1, b, a)
LOSS_OP(half_squared_error, (b - a) * (b - a), / 2, 2 * (a - b), -2 * (a - b))
LOSS_OP(squared_distance, a *a - 2 * a * b + b * b, *1, 2 * a - 2 * b, 2 * b - 2 * a)
LOSS_OP(mse_loss, (a - b) * (a - b), / (double)n, 2 * (a - b), 2 * (b - a))
LOSS_OP(bce_loss, -a *log(b) - (1 - a) * log1p(-b), / (double)n, 0, (b - a) / (b * (1 - b)))
