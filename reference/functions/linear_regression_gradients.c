/* linear_regression_gradients: of L = 1/N sum_i (offset + slope x_i - y_i)^2 by slope and offset,
 * for x[N] and y[N]; all else is scalars.
 *
 * With the residual e_i = offset + slope x_i - y_i:
 * dslope = 2/N sum_i e_i x_i, doffset = 2/N sum_i e_i */
#include "functions.h"
#include "shape.h"

op_status linear_regression_gradients(const tensor *const in[], const settings *set,
                                      tensor *const out[])
{
    (void)set;
    const tensor *x = in[0], *y = in[1], *slope = in[2], *offset = in[3];
    tensor *dslope = out[0], *doffset = out[1];
    if (x->rank != 1 || !same_shape(x, y) || !is_scalar(slope) || !is_scalar(offset) ||
        !is_scalar(dslope) || !is_scalar(doffset))
        return OP_BAD_INPUT;
    const size_t N = x->dims[0];
    double sum = 0, sum_by_x = 0;
    for (size_t i = 0; i < N; i++) {
        const double residual = offset->data[0] + slope->data[0] * x->data[i] - y->data[i];
        sum += residual;
        sum_by_x += residual * x->data[i];
    }
    dslope->data[0] = 2 * sum_by_x / (double)N;
    doffset->data[0] = 2 * sum / (double)N;
    return OP_OK;
}
