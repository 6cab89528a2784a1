/* Two tensors element by element. Broadcasting goes by the coordinates of every output element. */
#include <math.h>

#include "../signatures.h"

/* The element of t at the coordinates of element i of whole; extents of 1 count as 0. */
size_t index(const tensor *t, const tensor *whole, size_t i)
{
    size_t coordinate[MAX_RANK] = {0}, at = 0;
    for (size_t axis = whole->rank; axis-- > 0;) {
        coordinate[axis] = i % whole->dims[axis];
        i /= whole->dims[axis];
    }
    for (size_t axis = 0; axis < t->rank; axis++) {
        size_t c = coordinate[axis + whole->rank - t->rank];
        at = at * t->dims[axis] + (t->dims[axis] == 1 ? 0 : c);
    }
    return at;
}

#define BROADCAST(op, value, by_a, by_b)                                                           \
    FORWARD(op)                                                                                    \
    {                                                                                              \
        (void)attr;                                                                                \
        for (size_t i = 0; i < element_count(out); i++) {                                          \
            double a = in[0]->data[index(in[0], out, i)], b = in[1]->data[index(in[1], out, i)];   \
            out->data[i] = value;                                                                  \
        }                                                                                          \
        return OP_OK;                                                                              \
    }                                                                                              \
    BACKWARD(op)                                                                                   \
    {                                                                                              \
        (void)attr;                                                                                \
        for (size_t i = 0; i < element_count(out); i++) {                                          \
            size_t ia = index(in[0], out, i), ib = index(in[1], out, i);                           \
            double a = in[0]->data[ia], b = in[1]->data[ib], g = dout->data[i];                    \
            (void)a, (void)b;                                                                      \
            din[0]->data[ia] += g * (by_a);                                                        \
            din[1]->data[ib] += g * (by_b);                                                        \
        }                                                                                          \
        return OP_OK;                                                                              \
    }                                                                                              \
    JVP(op)                                                                                        \
    {                                                                                              \
        (void)attr;                                                                                \
        for (size_t i = 0; i < element_count(out); i++) {                                          \
            size_t ia = index(in[0], out, i), ib = index(in[1], out, i);                           \
            double a = in[0]->data[ia], b = in[1]->data[ib];                                       \
            (void)a, (void)b;                                                                      \
            out_tangent->data[i] = (by_a)*tangent[0]->data[ia] + (by_b)*tangent[1]->data[ib];      \
        }                                                                                          \
        return OP_OK;                                                                              \
    }

BROADCAST(add, a + b, 1, 1)
BROADCAST(sub, a - b, 1, -1)
BROADCAST(mul, a *b, b, a)
BROADCAST(div, a / b, 1 / b, -a / b / b)

/* A loss for each element, of the two there. by_a: its derivative by the first input, by_b: by the
 * second. */
#define EACH(op, value, by_a, by_b)                                                                \
    FORWARD(op)                                                                                    \
    {                                                                                              \
        (void)attr;                                                                                \
        for (size_t i = 0; i < element_count(out); i++) {                                          \
            double a = in[0]->data[i], b = in[1]->data[i];                                         \
            out->data[i] = value;                                                                  \
        }                                                                                          \
        return OP_OK;                                                                              \
    }                                                                                              \
    BACKWARD(op)                                                                                   \
    {                                                                                              \
        (void)attr, (void)out;                                                                     \
        for (size_t i = 0; i < element_count(dout); i++) {                                         \
            double a = in[0]->data[i], b = in[1]->data[i], g = dout->data[i];                      \
            if (din[0])                                                                            \
                din[0]->data[i] += g * (by_a);                                                     \
            if (din[1])                                                                            \
                din[1]->data[i] += g * (by_b);                                                     \
        }                                                                                          \
        return OP_OK;                                                                              \
    }                                                                                              \
    JVP(op)                                                                                        \
    {                                                                                              \
        (void)attr;                                                                                \
        for (size_t i = 0; i < element_count(out); i++) {                                          \
            double a = in[0]->data[i], b = in[1]->data[i];                                         \
            out_tangent->data[i] = 0;                                                              \
            if (tangent[0])                                                                        \
                out_tangent->data[i] += (by_a)*tangent[0]->data[i];                                \
            if (tangent[1])                                                                        \
                out_tangent->data[i] += (by_b)*tangent[1]->data[i];                                \
        }                                                                                          \
        return OP_OK;                                                                              \
    }

#define SIGN(s) ((s) > 0 ? 1 : (s) < 0 ? -1 : 0)
EACH(l2_loss, pow(a - b, 2), 2 * (a - b), 2 * (b - a))
EACH(perceptron_loss, (SIGN(a) - b) * a, SIGN(a) - b, 0)
EACH(lms_loss, (b - a) * (b - a) / 2, a - b, 0)
EACH(logistic_tanh_loss, (fabs(a) > 20 ? fabs(a) - log(2) : log(cosh(a))) - b * a, tanh(a) - b, 0)

/* One loss for all: the sum of a term over the elements, times weight. */
#define ALL(op, weight, term, by_a, by_b)                                                          \
    FORWARD(op)                                                                                    \
    {                                                                                              \
        (void)attr;                                                                                \
        double sum = 0;                                                                            \
        size_t n = element_count(in[0]);                                                           \
        for (size_t i = 0; i < n; i++) {                                                           \
            double a = in[0]->data[i], b = in[1]->data[i];                                         \
            sum += term;                                                                           \
        }                                                                                          \
        out->data[0] = sum * (weight);                                                             \
        return OP_OK;                                                                              \
    }                                                                                              \
    BACKWARD(op)                                                                                   \
    {                                                                                              \
        (void)attr, (void)out;                                                                     \
        size_t n = element_count(in[0]);                                                           \
        for (size_t i = 0; i < n; i++) {                                                           \
            double a = in[0]->data[i], b = in[1]->data[i], g = dout->data[0] * (weight);           \
            (void)a, (void)b;                                                                      \
            if (din[0])                                                                            \
                din[0]->data[i] += g * (by_a);                                                     \
            if (din[1])                                                                            \
                din[1]->data[i] += g * (by_b);                                                     \
        }                                                                                          \
        return OP_OK;                                                                              \
    }                                                                                              \
    JVP(op)                                                                                        \
    {                                                                                              \
        (void)attr, (void)out;                                                                     \
        size_t n = element_count(in[0]);                                                           \
        out_tangent->data[0] = 0;                                                                  \
        for (size_t i = 0; i < n; i++) {                                                           \
            double a = in[0]->data[i], b = in[1]->data[i];                                         \
            (void)a, (void)b;                                                                      \
            if (tangent[0])                                                                        \
                out_tangent->data[0] += (weight) * (by_a)*tangent[0]->data[i];                     \
            if (tangent[1])                                                                        \
                out_tangent->data[0] += (weight) * (by_b)*tangent[1]->data[i];                     \
        }                                                                                          \
        return OP_OK;                                                                              \
    }

ALL(dot, 1, a *b, b, a)
ALL(half_squared_error, 0.5, (a - b) * (a - b), 2 * (a - b), 2 * (b - a))
ALL(squared_distance, 1, (b - a) * (b - a), 2 * (a - b), 2 * (b - a))
ALL(mse_loss, 1.0 / (double)n, (b - a) * (b - a), -2 * (b - a), 2 * (b - a))
ALL(bce_loss, -1.0 / (double)n, (a != 0 ? a * log(b) : 0) + (a != 1 ? (1 - a) * log(1 - b) : 0), 0,
    (a != 0 ? a / b : 0) - (a != 1 ? (1 - a) / (1 - b) : 0))
