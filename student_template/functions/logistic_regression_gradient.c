/* SPDX-License-Identifier: MIT-0
 *
 * logistic_regression_gradient: the gradient of logistic regression by its weights.
 *
 *     dw = 1/B sum_i (yhat_i - y_i) X_i
 *
 * Shapes    X[B,D], a sample X_i in every row; y[B], its class, 0 or 1; yhat[B], the probability
 *           sigma(X_i w) that the model gives to class 1. They give dw[D].
 * Hint      It is the gradient of the mean of -(y ln yhat + (1 - y) ln(1 - yhat)). D can be any
 *           number; a column of ones in X makes its weight an offset. */
#include "functions.h"

op_status logistic_regression_gradient(const tensor *const in[], const settings *set,
                                       tensor *const out[])
{
    const tensor *X = in[0];
    const tensor *y = in[1];
    const tensor *yhat = in[2];
    tensor *dw = out[0];

    (void)X, (void)y, (void)yhat, (void)dw, (void)set; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
