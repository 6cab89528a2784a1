/* training.h - training loops that a student writes.
 *
 * SPDX-License-Identifier: MIT-0
 *
 * A submission defines the function train_NAME of any row of the table TRAININGS:
 *
 *     op_status train_NAME(const recipe *r, tensor *const parameter[], size_t count);
 *
 * It gets the data, the recipe and the parameters at their start, and leaves the trained parameters
 * in their place. What it reports of itself is not believed: the parameters are judged on data it
 * never saw. As for ops: the caller owns all tensors, the data may lie in read-only memory, nothing
 * is kept between calls, and a training that is missing or returns OP_NOT_IMPLEMENTED costs its own
 * points and no others. Shapes that do not fit together are OP_BAD_INPUT. */
#ifndef TRAINING_H
#define TRAINING_H

#include "contract.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { MAX_PARAMETERS = 16 };

/* The data and how to train on it. A training has either y or labels, as its loss asks for:
 * softmax_cross_entropy takes labels, every other loss takes y. The other one is NULL. */
typedef struct recipe {
    const tensor *X;     /* [N,D], a sample in every row */
    const tensor *y;     /* [N,M]: what the outputs should be; for bce_loss, 0 or 1 */
    const size_t *label; /* N labels, each below class_count */
    size_t class_count;  /* C, the outputs of the last layer; 0 where there are no labels */
    size_t epochs;       /* passes over all samples; 0 leaves the parameters as they are */
    size_t batch_size;   /* samples of a step; the last batch of an epoch may be smaller */
    double learning_rate;
    double momentum;     /* 0: none */
    double weight_decay; /* 0: none; of weights and biases alike */
} recipe;

/* Trains. Batches are taken in the order of the rows, without shuffling, and the loss of a step is
 * the mean over the samples that are in its batch. All gradients of a step are taken at the
 * parameters before it; then, for every parameter w with gradient g and a velocity v that is kept
 * from the first step of the first epoch to the last and starts at 0,
 *
 *     v = momentum v + g + weight_decay w
 *     w = w - learning_rate v
 *
 * parameter[0..count): the tensors that the row names, in its order. The networks mlp_... may be
 * deeper than the row says: count is twice the number of layers, and every hidden layer between the
 * first and the last has W[H,H] b[H] and the activation of the first. */
typedef op_status train_function(const recipe *r, tensor *const parameter[], size_t count);

/* Every training once, as TRAINING(name, parameters, model and loss). The losses are those of the
 * table OPS; mse_loss and bce_loss are means over the batch and over the M outputs,
 * squared_distance is a sum over the outputs. */
#define TRAININGS(TRAINING)                                                                        \
    TRAINING(linear_regression, "W[D,M] b[M]", "X W + b; mse_loss")                                \
    TRAINING(logistic_regression, "W[D,1] b[1]", "sigmoid(X W + b); bce_loss")                     \
    TRAINING(softmax_regression, "W[D,C] b[C]", "X W + b; softmax_cross_entropy")                  \
    TRAINING(point_cloud_mlp, "W1[D,H] b1[H] W2[H,1] b2[1]",                                       \
             "sigmoid(sigmoid(X W1 + b1) W2 + b2); bce_loss")                                      \
    TRAINING(mlp_sigmoid, "W1[D,H] b1[H] W2[H,C] b2[C]",                                           \
             "sigmoid(X W1 + b1) W2 + b2; softmax_cross_entropy")                                  \
    TRAINING(mlp_tanh, "W1[D,H] b1[H] W2[H,C] b2[C]",                                              \
             "tanh(X W1 + b1) W2 + b2; softmax_cross_entropy")                                     \
    TRAINING(mlp_relu, "W1[D,H] b1[H] W2[H,C] b2[C]",                                              \
             "relu(X W1 + b1) W2 + b2; softmax_cross_entropy")                                     \
    TRAINING(mlp_leaky_relu, "W1[D,H] b1[H] W2[H,C] b2[C]",                                        \
             "leaky_relu(X W1 + b1) W2 + b2, slope 0.01; softmax_cross_entropy")                   \
    TRAINING(hw1_regression, "W1[H,D] b1[H] W2[M,H] b2[M]",                                        \
             "3 relu(X W1^T + b1) W2^T + b2; mean over the batch of squared_distance")             \
    TRAINING(hw1_classification_distance, "W1[H,D] b1[H] W2[M,H] b2[M]",                           \
             "sigmoid(tanh(X W1^T + b1) W2^T + b2); mean over the batch of squared_distance")      \
    TRAINING(hw1_classification_bce, "W1[H,D] b1[H] W2[M,H] b2[M]",                                \
             "sigmoid(tanh(X W1^T + b1) W2^T + b2); bce_loss")

#pragma GCC visibility push(default)
#define DECLARE_TRAINING(name, parameters, model) train_function train_##name;
TRAININGS(DECLARE_TRAINING)
#undef DECLARE_TRAINING
#pragma GCC visibility pop

#ifdef __cplusplus
}
#endif

#endif
