/* SPDX-License-Identifier: MIT-0
 *
 * The ops differentiate by differences, which serves any formula: good to about ten digits, and
 * much too slow for a real op. */
#include "engine_ops.h"

#include <math.h>

enum { MAX_ELEMENTS = 3 };

/* y = f(x) of an op on one vector, or on one or two scalars. */
typedef void check_formula(const double x[], const attributes *attr, double y[MAX_ELEMENTS]);

/* The elements of all inputs, one after the other. */
static size_t gather(const tensor *const in[], size_t input_count, double x[MAX_ELEMENTS])
{
    size_t count = 0;
    for (size_t i = 0; i < input_count; i++)
        for (size_t j = 0; j < element_count(in[i]) && count < MAX_ELEMENTS; j++)
            x[count++] = in[i]->data[j];
    return count;
}

/* How fast the outputs change as x moves along step: the central difference, with the step halved
 * once to cancel the error in h^2. */
static void slope(check_formula *f, const double x[], const double step[], size_t count,
                  const attributes *attr, double result[MAX_ELEMENTS])
{
    const double h = 1e-3;
    double estimate[2][MAX_ELEMENTS];
    for (int half = 0; half < 2; half++) {
        double width = half ? h / 2 : h, moved[MAX_ELEMENTS] = {0};
        double above[MAX_ELEMENTS] = {0}, below[MAX_ELEMENTS] = {0};
        for (size_t i = 0; i < count; i++)
            moved[i] = x[i] + width * step[i];
        f(moved, attr, above);
        for (size_t i = 0; i < count; i++)
            moved[i] = x[i] - width * step[i];
        f(moved, attr, below);
        for (size_t k = 0; k < MAX_ELEMENTS; k++)
            estimate[half][k] = (above[k] - below[k]) / (2 * width);
    }
    for (size_t k = 0; k < MAX_ELEMENTS; k++)
        result[k] = (4 * estimate[1][k] - estimate[0][k]) / 3;
}

static op_status run_forward(check_formula *f, size_t input_count, const tensor *const in[],
                             const attributes *attr, tensor *out)
{
    double x[MAX_ELEMENTS], y[MAX_ELEMENTS];
    gather(in, input_count, x);
    f(x, attr, y);
    for (size_t k = 0; k < element_count(out); k++)
        out->data[k] = y[k];
    return OP_OK;
}

static op_status run_backward(check_formula *f, size_t input_count, const tensor *const in[],
                              const attributes *attr, const tensor *dout, tensor *const din[])
{
    double x[MAX_ELEMENTS], change[MAX_ELEMENTS];
    size_t count = gather(in, input_count, x), element = 0;
    for (size_t i = 0; i < input_count; i++)
        for (size_t j = 0; j < element_count(in[i]); j++) {
            double step[MAX_ELEMENTS] = {0};
            step[element++] = 1;
            slope(f, x, step, count, attr, change);
            for (size_t k = 0; k < element_count(dout); k++)
                din[i]->data[j] += dout->data[k] * change[k];
        }
    return OP_OK;
}

static op_status run_jvp(check_formula *f, size_t input_count, const tensor *const in[],
                         const attributes *attr, const tensor *const tangent[], tensor *out_tangent)
{
    double x[MAX_ELEMENTS], step[MAX_ELEMENTS], change[MAX_ELEMENTS];
    size_t count = gather(in, input_count, x);
    gather(tangent, input_count, step);
    slope(f, x, step, count, attr, change);
    for (size_t k = 0; k < element_count(out_tangent); k++)
        out_tangent->data[k] = change[k];
    return OP_OK;
}

static op_status scalar_shape(const tensor *a, const tensor *b, size_t *rank)
{
    *rank = 0;
    return a->rank == 0 && b->rank == 0 ? OP_OK : OP_BAD_INPUT;
}

/* The functions of one op, around its formula. */
#define CHECK_OP(name, input_count, formula)                                                       \
    static void name##_formula(const double x[], const attributes *attr, double y[MAX_ELEMENTS])   \
    {                                                                                              \
        (void)attr;                                                                                \
        formula;                                                                                   \
    }                                                                                              \
    static op_status name##_run(const tensor *const in[], const attributes *attr, tensor *out)     \
    {                                                                                              \
        return run_forward(name##_formula, input_count, in, attr, out);                            \
    }                                                                                              \
    static op_status name##_run_back(const tensor *const in[], const attributes *attr,             \
                                     const tensor *out, const tensor *dout, tensor *const din[])   \
    {                                                                                              \
        (void)out;                                                                                 \
        return run_backward(name##_formula, input_count, in, attr, dout, din);                     \
    }                                                                                              \
    static op_status name##_run_jvp(const tensor *const in[], const attributes *attr,              \
                                    const tensor *out, const tensor *const tangent[],              \
                                    tensor *out_tangent)                                           \
    {                                                                                              \
        (void)out;                                                                                 \
        return run_jvp(name##_formula, input_count, in, attr, tangent, out_tangent);               \
    }

#define SCALAR_OP(name, input_count, formula)                                                      \
    CHECK_OP(name, input_count, formula)                                                           \
    static op_status name##_shape(const tensor *const in[], const attributes *attr, size_t *rank,  \
                                  size_t dims[MAX_RANK])                                           \
    {                                                                                              \
        (void)attr, (void)dims;                                                                    \
        return scalar_shape(in[0], in[(input_count)-1], rank);                                     \
    }

SCALAR_OP(exp, 1, y[0] = exp(x[0]))
SCALAR_OP(log, 1, y[0] = log(x[0]))
SCALAR_OP(sqrt, 1, y[0] = sqrt(x[0]))
SCALAR_OP(sin, 1, y[0] = sin(x[0]))
SCALAR_OP(square, 1, y[0] = x[0] * x[0])
SCALAR_OP(scale, 1, y[0] = attr->k * x[0])
SCALAR_OP(sigmoid, 1, y[0] = 1 / (1 + exp(-x[0])))
SCALAR_OP(add, 2, y[0] = x[0] + x[1])
SCALAR_OP(sub, 2, y[0] = x[0] - x[1])
SCALAR_OP(mul, 2, y[0] = x[0] * x[1])
SCALAR_OP(div, 2, y[0] = x[0] / x[1])
CHECK_OP(triple, 1, (y[0] = x[0] * x[1], y[1] = x[0], y[2] = 3 * x[1]))

static op_status triple_shape(const tensor *const in[], const attributes *attr, size_t *rank,
                              size_t dims[MAX_RANK])
{
    (void)attr;
    if (in[0]->rank != 1 || in[0]->dims[0] != 2)
        return OP_BAD_INPUT;
    *rank = 1;
    dims[0] = 3;
    return OP_OK;
}

#define ROW(name, input_count)                                                                     \
    {                                                                                              \
#name, input_count, name##_shape, name##_run, name##_run_back, name##_run_jvp              \
    }

const engine_op check_ops[] = {
    ROW(exp, 1),     ROW(log, 1), ROW(sqrt, 1), ROW(sin, 1), ROW(square, 1), ROW(scale, 1),
    ROW(sigmoid, 1), ROW(add, 2), ROW(sub, 2),  ROW(mul, 2), ROW(div, 2),    ROW(triple, 1),
};
const size_t check_op_count = sizeof check_ops / sizeof *check_ops;
