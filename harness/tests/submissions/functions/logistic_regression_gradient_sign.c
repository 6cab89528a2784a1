/* function=logistic_regression_gradient verdict=wrong mistake=y - yhat */
/* says=negated: the sign is wrong */
#include "functions.h"

op_status logistic_regression_gradient(const tensor *const in[], const settings *set,
                                       tensor *const out[])
{
    (void)set;
    const tensor *X = in[0], *y = in[1], *yhat = in[2];
    const size_t B = X->dims[0], D = X->dims[1];
    for (size_t d = 0; d < D; d++) {
        double sum = 0;
        for (size_t i = 0; i < B; i++)
            sum += (y->data[i] - yhat->data[i]) * X->data[i * D + d];
        out[0]->data[d] = sum / (double)B;
    }
    return OP_OK;
}
