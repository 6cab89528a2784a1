/* SPDX-License-Identifier: MIT-0
 *
 * Training loops. training.h says what a recipe holds; every function here is the same loop over
 * another model, so write the loop once and give it the model.
 *
 * Loop      For every epoch, for every batch of rows in turn: run the model forward on the batch,
 *           find the gradient of the batch's mean loss by every parameter, then take one step with
 *           all of them. Do not shuffle.
 * Batch     Row n of X begins at X->data + n * D, so a batch is a pointer and a number of rows. The
 *           last batch of an epoch has what is left over; divide its loss by that number.
 * Gradients Start them at 0 in every step: backward functions add. Find all of them before the
 *           first parameter changes, as layers further down still need the old weights.
 * Loss      For softmax with cross-entropy, and for sigmoid with bce_loss, the gradient by what
 *           goes into the softmax or sigmoid is (p - y) over the number of samples (and outputs,
 *           for bce_loss). It needs neither logarithms nor divisions by probabilities.
 * Memory    Allocate before the first step what all steps need, and free it on every way out.
 * Speed     Time goes into the products X W and X^T dZ. Loops over rows, inner dimension and
 *           columns, in that order, let the compiler work on neighbouring numbers; cblas_dgemm is
 *           faster. Most pixels of a digit are 0.
 * Check     At the start, the loss of C balanced classes is about ln C. The gradients agree with
 *           central differences of the loss, also after some steps. Ten samples can be learnt by
 *           heart: there the loss falls to 0. */
#include "training.h"

/* Linear regression: y is approximated by X W + b. Loss: mse_loss. */
op_status train_linear_regression(const recipe *r, tensor *const parameter[], size_t count)
{
    (void)r, (void)parameter, (void)count; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

/* Logistic regression: p = sigmoid(X W + b), the probability that y is 1. Loss: bce_loss. */
op_status train_logistic_regression(const recipe *r, tensor *const parameter[], size_t count)
{
    (void)r, (void)parameter, (void)count; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

/* Logits X W + b, one for each class. Loss: softmax_cross_entropy. */
op_status train_softmax_regression(const recipe *r, tensor *const parameter[], size_t count)
{
    (void)r, (void)parameter, (void)count; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

/* Two layers for two classes: h = sigmoid(X W1 + b1), p = sigmoid(h W2 + b2). Loss: bce_loss. */
op_status train_point_cloud_mlp(const recipe *r, tensor *const parameter[], size_t count)
{
    (void)r, (void)parameter, (void)count; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

/* h = sigmoid(X W1 + b1), logits h W2 + b2. Loss: softmax_cross_entropy. For any number of hidden
 * layers, as for the three below: count / 2 layers in all. */
op_status train_mlp_sigmoid(const recipe *r, tensor *const parameter[], size_t count)
{
    (void)r, (void)parameter, (void)count; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

/* The same with h = tanh(X W1 + b1). */
op_status train_mlp_tanh(const recipe *r, tensor *const parameter[], size_t count)
{
    (void)r, (void)parameter, (void)count; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

/* The same with h = max(0, X W1 + b1), derivative 0 at 0. */
op_status train_mlp_relu(const recipe *r, tensor *const parameter[], size_t count)
{
    (void)r, (void)parameter, (void)count; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

/* The same, and h is 0.01 times X W1 + b1 where that is not positive. */
op_status train_mlp_leaky_relu(const recipe *r, tensor *const parameter[], size_t count)
{
    (void)r, (void)parameter, (void)count; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

/* h = 3 max(0, X W1^T + b1), outputs h W2^T + b2; weights are [out,in]. Loss: the mean over the
 * batch of the sum over the outputs of (output - y)^2. */
op_status train_hw1_regression(const recipe *r, tensor *const parameter[], size_t count)
{
    (void)r, (void)parameter, (void)count; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

/* h = tanh(X W1^T + b1), outputs sigmoid(h W2^T + b2). Loss as in hw1_regression. */
op_status train_hw1_classification_distance(const recipe *r, tensor *const parameter[],
                                            size_t count)
{
    (void)r, (void)parameter, (void)count; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

/* The same network as above. Loss: bce_loss. */
op_status train_hw1_classification_bce(const recipe *r, tensor *const parameter[], size_t count)
{
    (void)r, (void)parameter, (void)count; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
