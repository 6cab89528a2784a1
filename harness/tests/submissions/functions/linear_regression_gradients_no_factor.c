/* function=linear_regression_gradients verdict=wrong mistake=the factor 2 is missing */
/* says=right but for a factor of 1/2 */
#include "functions.h"

op_status linear_regression_gradients(const tensor *const in[], const settings *set,
                                      tensor *const out[])
{
    (void)set;
    const double *x = in[0]->data, *y = in[1]->data;
    const size_t N = in[0]->dims[0];
    double sum = 0, sum_by_x = 0;
    for (size_t i = 0; i < N; i++) {
        const double residual = in[3]->data[0] + in[2]->data[0] * x[i] - y[i];
        sum += residual;
        sum_by_x += residual * x[i];
    }
    out[0]->data[0] = sum_by_x / (double)N;
    out[1]->data[0] = sum / (double)N;
    return OP_OK;
}
