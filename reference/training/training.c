/* Every training of the table TRAININGS: each is the same loop over another model. */
#include "training.h"

#include "models.h"

#define MODEL(name, ...) const mlp_model model_##name = {__VA_ARGS__};

MODEL(linear_regression, .output = ACTIVATE_IDENTITY, .loss = LOSS_MSE)
MODEL(logistic_regression, .output = ACTIVATE_IDENTITY, .loss = LOSS_SIGMOID_BCE)
MODEL(softmax_regression, .output = ACTIVATE_IDENTITY, .loss = LOSS_SOFTMAX_CROSS_ENTROPY)
MODEL(point_cloud_mlp, .hidden = ACTIVATE_SIGMOID, .output = ACTIVATE_IDENTITY,
      .loss = LOSS_SIGMOID_BCE)
MODEL(mlp_sigmoid, .hidden = ACTIVATE_SIGMOID, .output = ACTIVATE_IDENTITY,
      .loss = LOSS_SOFTMAX_CROSS_ENTROPY)
MODEL(mlp_tanh, .hidden = ACTIVATE_TANH, .output = ACTIVATE_IDENTITY,
      .loss = LOSS_SOFTMAX_CROSS_ENTROPY)
MODEL(mlp_relu, .hidden = ACTIVATE_RECTIFIER(1, 0), .output = ACTIVATE_IDENTITY,
      .loss = LOSS_SOFTMAX_CROSS_ENTROPY)
MODEL(mlp_leaky_relu, .hidden = ACTIVATE_RECTIFIER(1, 0.01), .output = ACTIVATE_IDENTITY,
      .loss = LOSS_SOFTMAX_CROSS_ENTROPY)
MODEL(hw1_regression, .hidden = ACTIVATE_RECTIFIER(3, 0), .output = ACTIVATE_IDENTITY,
      .loss = LOSS_SQUARED_DISTANCE, .transposed = true)
MODEL(hw1_classification_distance, .hidden = ACTIVATE_TANH, .output = ACTIVATE_SIGMOID,
      .loss = LOSS_SQUARED_DISTANCE, .transposed = true)
MODEL(hw1_classification_bce, .hidden = ACTIVATE_TANH, .output = ACTIVATE_IDENTITY,
      .loss = LOSS_SIGMOID_BCE, .transposed = true)

#define TRAIN(name, parameters, text)                                                              \
    op_status train_##name(const recipe *r, tensor *const parameter[], size_t count)               \
    {                                                                                              \
        return mlp_train(&model_##name, r, parameter, count);                                      \
    }
TRAININGS(TRAIN)
