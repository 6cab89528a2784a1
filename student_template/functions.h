/* functions.h - the functions of the course documents that are no ops: Jacobians, gradients of
 * whole losses, numeric differentiation, optimiser steps, and descent on an input.
 *
 * SPDX-License-Identifier: MIT-0
 *
 * A submission defines the function NAME of any row of the table FUNCTIONS below:
 *
 *     op_status NAME(const tensor *const in[], const settings *set, tensor *const out[]);
 *
 * It writes every element of every output. As for ops: the caller owns all tensors, inputs may lie
 * in read-only memory, nothing is kept between calls, and a function that is missing or returns
 * OP_NOT_IMPLEMENTED costs its own points and no others. Results are compared up to rounding: sums
 * may be taken in any order. Shapes and settings that make no sense are OP_BAD_INPUT.
 *
 * Jacobians have a row for every element of the function's value and a column for every element of
 * its argument: J_ij = df_i / dx_j. */
#ifndef FUNCTIONS_H
#define FUNCTIONS_H

#include "contract.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { MAX_FUNCTION_INPUTS = 7, MAX_FUNCTION_OUTPUTS = 2 };

/* A function that is handed to a function. It writes every element of out, and returns OP_OK; if
 * not, the function that called it returns what it returned. x and out are both shaped like the x
 * of the row, and do not overlap. context is what the settings hold beside it. */
typedef op_status callback(void *context, const tensor *x, tensor *out);

/* What a function needs beside tensors. It reads only the fields that its row names. */
typedef struct settings {
    double h; /* step of a symmetric difference quotient */
    double learning_rate;
    double momentum;      /* 0: none */
    double dampening;     /* of the gradient as it enters the velocity, from the second step on */
    double weight_decay;  /* 0: none */
    int nesterov;         /* 1: step along d + momentum v_new instead of v_new */
    size_t step;          /* the number of this step, counted from 0 */
    double max_norm;      /* gradients longer than that are shortened to it; 0: none are */
    size_t steps;         /* how many steps of descent to take on every scale */
    int clamp;            /* 1: every element goes to the nearest number in [0, 1] */
    double blur_image;    /* how much of the image is replaced by its blur; 0: none */
    double blur_gradient; /* how much of the gradient is; 0: none */
    const size_t *jitter; /* how far to roll the image, down and right: two numbers for every step;
                             NULL: not at all */
    double mean, std;     /* f gets (image - mean) / std; std 0: the image as it is */
    size_t scales;        /* how many scales to descend on, each twice as fine as the one before,
                             the last one that of x; 0 is taken for 1 */
    callback *f;          /* jacobian_elementwise: a', at every element of its x; numeric_gradient:
                             any function that works element by element; gradient_descent: the
                             gradient of the energy at the image x */
    void *context;        /* goes to f */
} settings;

typedef op_status course_function(const tensor *const in[], const settings *set,
                                  tensor *const out[]);

/* sgd_step follows PyTorch's SGD. v is the velocity that the step before left; it is not read at
 * step 0. dampening is 0 where momentum is. With d = g + weight_decay w,
 *
 *     v_new = d                                         at step 0, whatever the dampening
 *     v_new = momentum v + (1 - dampening) d            at every later step
 *     w_new = w - learning_rate v_new                   without nesterov
 *     w_new = w - learning_rate (d + momentum v_new)    with it
 *
 * clip_gradient: where the Euclidean norm of all elements of g is greater than max_norm, every
 * element is multiplied by max_norm / norm; otherwise, and for max_norm 0, clipped = g.
 *
 * gradient_descent works on an image z, at first coarser than x by the factor q = 2^(scales - 1),
 * which divides H and W (else OP_BAD_INPUT). z starts as the mean of every block of q x q pixels of
 * x. On every scale it takes `steps` steps of
 *
 *     u = z, each pixel repeated to a block of q x q                    shaped like x
 *     u is rolled: pixel (i, j) goes to ((i + down) mod H, (j + right) mod W), with down and right
 *         in jitter[2 t] and jitter[2 t + 1], t counting the steps of all scales from 0
 *     u = (u - mean) / std
 *     g = f(u)                                                          shaped like x
 *     d = the gradient by z, the chain rule back through all this: g / std, rolled back, and
 *         summed over every block of q x q                              shaped like z
 *     d = (1 - blur_gradient) d + blur_gradient blur(d)
 *     d = d + weight_decay z
 *     d = clip_gradient(d)
 *     z = z - learning_rate d
 *     z = (1 - blur_image) z + blur_image blur(z)
 *     z is clamped
 *
 * and then, unless q is 1, halves q, repeats each pixel of z to a block of 2 x 2, and goes on with
 * that scale. x_new is the last z. */

/* Every function once, as FUNCTION(name, signature, settings, formula). Signatures are written as
 * those of ops are, but for several outputs. */
#define FUNCTIONS(FUNCTION)                                                                        \
    FUNCTION(jacobian_exp_sin_sqrt, "x[3] -> J[2,3]", "",                                          \
             "of f(x) = (e^x_1 sin x_3, sqrt(x_2 + x_3))")                                         \
    FUNCTION(jacobian_elementwise, "x[n] -> J[n,n]", "f",                                          \
             "of (a(x_1), ..., a(x_n)), where f writes the derivatives a'(x_i)")                   \
    FUNCTION(jacobian_sigmoid, "x[n] -> J[n,n]", "", "of (sigma(x_1), ..., sigma(x_n))")           \
    FUNCTION(jacobian_product_by_x, "W[m,n] x[n] -> J[m,n]", "", "J_ij = d(W x)_i / dx_j")         \
    FUNCTION(jacobian_product_by_w, "W[m,n] x[n] -> J[m,m,n]", "", "J_kij = d(W x)_k / dW_ij")     \
    FUNCTION(vector_derivative_product, "A[1,m] x[n] -> What[m,n]", "",                            \
             "What_ij = A d(W x) / dW_ij")                                                         \
    FUNCTION(jacobian_softmax, "x[n] -> J[n,n]", "", "J_jk = dS_j / dx_k, S = softmax(x)")         \
    FUNCTION(jacobian_sum, "W1[b,a] W2[b,a] -> J[b,a]", "", "of h(x) = W1 x + W2 x")               \
    FUNCTION(jacobian_sum_tied, "W[b,a] -> J[b,a]", "", "of h(x) = W x + W x")                     \
    FUNCTION(jacobian_chain, "W1[b,a] W2[c,b] -> J[c,a]", "", "of h(x) = W2 (W1 x)")               \
    FUNCTION(jacobian_chain_tied, "W[a,a] -> J[a,a]", "", "of h(x) = W (W x)")                     \
    FUNCTION(linear_regression_gradients, "x[N] y[N] slope[] offset[] -> dslope[] doffset[]", "",  \
             "of L = 1/N sum_i (offset + slope x_i - y_i)^2")                                      \
    FUNCTION(logistic_regression_gradient, "X[B,D] y[B] yhat[B] -> dw[D]", "",                     \
             "1/B sum_i (yhat_i - y_i) X_i")                                                       \
    FUNCTION(numeric_gradient, "x[n] -> df[n]", "h f",                                             \
             "(f(x+h) - f(x-h)) / 2h, element by element")                                         \
    FUNCTION(network_input_gradient, "W1[K,N] b1[K] W2[M,K] b2[M] r[K] s[M] x[N] -> dx[N]", "",    \
             "of 1/2 |y - s|^2 + r^T h; h = sigma(W1 x + b1), y = W2 h + b2")                      \
    FUNCTION(sgd_step, "w[n] g[n] v[n] -> w_new[n] v_new[n]",                                      \
             "learning_rate momentum dampening weight_decay nesterov step",                        \
             "d = g + weight_decay w; v_new = d at step 0, else momentum v + (1 - dampening) d; "  \
             "w_new = w - learning_rate (v_new, or d + momentum v_new with nesterov)")             \
    FUNCTION(clip_gradient, "g[n] -> clipped[n]", "max_norm",                                      \
             "g, shortened to length max_norm where it is longer")                                 \
    FUNCTION(blur, "x[H,W] -> y[H,W]", "",                                                         \
             "the mean of the up to 9 pixels in the 3 x 3 around each that lie in the image")      \
    FUNCTION(gradient_descent, "x[H,W] -> x_new[H,W]",                                             \
             "f learning_rate steps weight_decay max_norm clamp blur_image blur_gradient jitter "  \
             "mean std scales",                                                                    \
             "z -= learning_rate d, again and again; d = gradient f of an energy by the image z")

#pragma GCC visibility push(default)
#define DECLARE_FUNCTION(name, signature, settings, formula) course_function name;
FUNCTIONS(DECLARE_FUNCTION)
#undef DECLARE_FUNCTION
#pragma GCC visibility pop

#ifdef __cplusplus
}
#endif

#endif
