/* elementwise.h - the three functions of an op y = f(x) that works on each element by itself.
 *
 *     ELEMENTWISE_OP(exp, y = exp(x), dx = g * y)
 *
 * defines exp_forward, exp_backward and exp_jvp. The first formula computes y from the element x
 * and the attributes attr. The second computes dx, which is g dy/dx, from g, x, attr and forward's
 * y (the derivative is often cheapest in terms of y).
 *
 * One formula serves both directions, because the Jacobian of such an op is diagonal and so its own
 * transpose: backward puts in the upstream gradient for g and adds dx to the gradient of x; jvp
 * puts in the tangent of x for g, and the same product is the tangent of y. A gradient buffer that
 * is NULL is not wanted; a tangent that is NULL is 0. */
#ifndef ELEMENTWISE_H
#define ELEMENTWISE_H

#include <math.h>

#include "contract.h"
#include "tensor.h"

#define ELEMENTWISE_OP(name, value_formula, gradient_formula)                                      \
    op_status name##_forward(const tensor *const in[], const attributes *attr, tensor *out)        \
    {                                                                                              \
        (void)attr;                                                                                \
        if (!same_shape(in[0], out))                                                               \
            return OP_BAD_INPUT;                                                                   \
        for (size_t i = 0, count = element_count(out); i < count; i++) {                           \
            const double x = in[0]->data[i];                                                       \
            double y;                                                                              \
            value_formula;                                                                         \
            out->data[i] = y;                                                                      \
        }                                                                                          \
        return OP_OK;                                                                              \
    }                                                                                              \
                                                                                                   \
    op_status name##_backward(const tensor *const in[], const attributes *attr, const tensor *out, \
                              const tensor *dout, tensor *const din[])                             \
    {                                                                                              \
        (void)attr;                                                                                \
        if (!same_shape(in[0], out))                                                               \
            return OP_BAD_INPUT;                                                                   \
        for (size_t i = 0, count = element_count(out); din[0] && i < count; i++) {                 \
            const double x = in[0]->data[i], y = out->data[i], g = dout->data[i];                  \
            (void)x, (void)y;                                                                      \
            double dx;                                                                             \
            gradient_formula;                                                                      \
            din[0]->data[i] += dx;                                                                 \
        }                                                                                          \
        return OP_OK;                                                                              \
    }                                                                                              \
                                                                                                   \
    op_status name##_jvp(const tensor *const in[], const attributes *attr, const tensor *out,      \
                         const tensor *const tangent[], tensor *out_tangent)                       \
    {                                                                                              \
        (void)attr;                                                                                \
        if (!same_shape(in[0], out))                                                               \
            return OP_BAD_INPUT;                                                                   \
        for (size_t i = 0, count = element_count(out); i < count; i++) {                           \
            const double x = in[0]->data[i], y = out->data[i],                                     \
                         g = tangent[0] ? tangent[0]->data[i] : 0;                                 \
            (void)x, (void)y;                                                                      \
            double dx;                                                                             \
            gradient_formula;                                                                      \
            out_tangent->data[i] = dx;                                                             \
        }                                                                                          \
        return OP_OK;                                                                              \
    }

#endif
