/* training.h - training loops that a student writes.
 *
 * SPDX-License-Identifier: MIT-0
 *
 * A submission defines the function train_NAME of any row of the table TRAININGS. It gets the data,
 * the recipe and the parameters at their start, and leaves the trained parameters in their place.
 * What it reports of itself is not believed: the parameters are judged on data it never saw. */
#ifndef TRAINING_H
#define TRAINING_H

#include "contract.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { MAX_PARAMETERS = 16 };

/* The data and how to train on it. */
typedef struct recipe {
    const tensor *X;     /* [N,D], a sample in every row */
    const tensor *y;     /* [N,M]: targets of a regression, or NULL */
    const size_t *label; /* N labels of a classification, or NULL */
    size_t class_count;  /* labels are below it; outputs of the last layer, for a classification */
    size_t epochs;       /* passes over all samples */
    size_t batch_size;   /* samples of a step; the last batch of an epoch may be smaller */
    double learning_rate;
    double momentum;     /* 0: none */
    double weight_decay; /* 0: none; of weights and biases alike */
} recipe;

/* Trains: batches are taken in the order of the rows, without shuffling; the loss of a step is the
 * mean over its batch. parameter[0..count): as the row says, in place. */
typedef op_status train_function(const recipe *r, tensor *const parameter[], size_t count);

/* Every training once, as TRAINING(name, parameters, model and loss). */
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
