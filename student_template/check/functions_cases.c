/* SPDX-License-Identifier: MIT-0 */
#include "functions_cases.h"

/* The derivative of x^2, element by element. */
static op_status twice(void *context, const tensor *x, tensor *out)
{
    (void)context;
    for (size_t i = 0; i < element_count(x); i++)
        out->data[i] = 2 * x->data[i];
    return OP_OK;
}

/* x^3, whose difference quotient is 3 x^2 + h^2. */
static op_status cube(void *context, const tensor *x, tensor *out)
{
    (void)context;
    for (size_t i = 0; i < element_count(x); i++)
        out->data[i] = x->data[i] * x->data[i] * x->data[i];
    return OP_OK;
}

/* The gradient (x_0, 2 x_1, 3 x_2, ...) of the energy 1/2 sum_k (k + 1) x_k^2, where k counts the
 * pixels row by row. */
static op_status weighted(void *context, const tensor *x, tensor *out)
{
    (void)context;
    for (size_t k = 0; k < element_count(x); k++)
        out->data[k] = (double)(k + 1) * x->data[k];
    return OP_OK;
}

static op_status out_of_memory(void *context, const tensor *x, tensor *out)
{
    (void)context, (void)x, (void)out;
    return OP_NO_MEMORY;
}

#define CASE(name) .function = name, .line = __LINE__
#define DESCENT(...) .set = {.f = weighted, __VA_ARGS__}
#define IMAGE MATRIX(2, 2, 1, 2, 3, 4)

const function_case function_cases[] = {
    {CASE("jacobian_exp_sin_sqrt"), .in = {VECTOR(3, LN2, 4 - PI / 6, PI / 6)},
     .out = {MATRIX(2, 3, 1, 0, SQRT3, 0, 0.25, 0.25)}},
    {CASE("jacobian_elementwise"), .in = {VECTOR(3, 3, -1, 0.5)}, .set = {.f = twice},
     .out = {MATRIX(3, 3, 6, 0, 0, 0, -2, 0, 0, 0, 1)}},
    {CASE("jacobian_elementwise"), .in = {VECTOR(1, 3)}, .set = {.f = out_of_memory},
     .status = OP_NO_MEMORY, .out = {MATRIX(1, 1, 0)}},
    {CASE("jacobian_sigmoid"), .in = {VECTOR(3, 0, LN3, -800)},
     .out = {MATRIX(3, 3, 0.25, 0, 0, 0, 0.1875, 0, 0, 0, 0)}},
    {CASE("jacobian_product_by_x"), .in = {MATRIX(2, 3, 1, 2, 3, 4, 5, 6), VECTOR(3, 7, 8, 9)},
     .out = {MATRIX(2, 3, 1, 2, 3, 4, 5, 6)}},
    {CASE("jacobian_product_by_w"), .in = {MATRIX(2, 3, 1, 2, 3, 4, 5, 6), VECTOR(3, 1, 0, 7)},
     .out = {CUBE(2, 2, 3, 1, 0, 7, 0, 0, 0, 0, 0, 0, 1, 0, 7)}},
    {CASE("vector_derivative_product"), .in = {MATRIX(1, 2, 2, -1), VECTOR(3, 1, 0, 4)},
     .out = {MATRIX(2, 3, 2, 0, 8, -1, 0, -4)}},
    {CASE("jacobian_softmax"), .in = {VECTOR(3, 1000, 1000, 1000 + LN2)},
     .out = {MATRIX(3, 3, 0.1875, -0.0625, -0.125, -0.0625, 0.1875, -0.125, -0.125, -0.125, 0.25)}},
    {CASE("jacobian_sum"), .in = {MATRIX(2, 3, 1, 2, 3, 4, 5, 6), MATRIX(2, 3, 6, 5, 4, 3, 2, 0)},
     .out = {MATRIX(2, 3, 7, 7, 7, 7, 7, 6)}},
    {CASE("jacobian_sum_tied"), .in = {MATRIX(2, 3, 1, 2, 3, 4, 5, 6)},
     .out = {MATRIX(2, 3, 2, 4, 6, 8, 10, 12)}},
    {CASE("jacobian_chain"), .in = {MATRIX(2, 3, 1, 0, 2, -1, 3, 1), MATRIX(1, 2, 2, 1)},
     .out = {MATRIX(1, 3, 1, 3, 5)}},
    {CASE("jacobian_chain"), .in = {MATRIX(2, 2, 1, 2, 3, 4), MATRIX(2, 2, 0, 1, 1, -1)},
     .out = {MATRIX(2, 2, 3, 4, -2, -2)}},
    {CASE("jacobian_chain_tied"), .in = {MATRIX(2, 2, 1, 2, 3, 4)},
     .out = {MATRIX(2, 2, 7, 10, 15, 22)}},
    {CASE("linear_regression_gradients"),
     .in = {VECTOR(2, 1, 2), VECTOR(2, 1, 4), SCALAR(2), SCALAR(1)}, .out = {SCALAR(4), SCALAR(3)}},
    {CASE("logistic_regression_gradient"),
     .in = {MATRIX(2, 3, 1, 2, 4, 3, -1, 0), VECTOR(2, 0, 1), VECTOR(2, 0.5, 0.25)},
     .out = {VECTOR(3, -0.875, 0.875, 1)}},
    {CASE("numeric_gradient"), .in = {VECTOR(3, 1, -2, 0)}, .set = {.h = 0.5, .f = cube},
     .out = {VECTOR(3, 3.25, 12.25, 0.25)}},
    {CASE("numeric_gradient"), .in = {VECTOR(1, 1)}, .set = {.h = 0.5, .f = out_of_memory},
     .status = OP_NO_MEMORY, .out = {VECTOR(1, 0)}},
    {CASE("network_input_gradient"),
     .in = {MATRIX(2, 2, 1, -1, 1, 2), VECTOR(2, LN3, -6), MATRIX(2, 2, 4, 2, 8, 0),
            VECTOR(2, 1, -2), VECTOR(2, 16, -12), VECTOR(2, 1, 6), VECTOR(2, 2, 2)},
     .out = {VECTOR(2, 2, -5)}},
    {CASE("sgd_step"), .in = {VECTOR(2, 1, -2), VECTOR(2, 3, 1), VECTOR(2, 0.5, 2)},
     .set = {.learning_rate = 0.1, .step = 3}, .out = {VECTOR(2, 0.7, -2.1), VECTOR(2, 3, 1)}},
    {CASE("sgd_step"), .in = {VECTOR(2, 1, -2), VECTOR(2, 3, 1), VECTOR(2, 1e9, -1e9)},
     .set = {.learning_rate = 0.1, .momentum = 0.75, .dampening = 0.5},
     .out = {VECTOR(2, 0.7, -2.1), VECTOR(2, 3, 1)}},
    {CASE("sgd_step"), .in = {VECTOR(2, 1, -2), VECTOR(2, 3, 1), VECTOR(2, 0.5, 2)},
     .set = {.learning_rate = 0.1, .weight_decay = 0.5, .step = 1},
     .out = {VECTOR(2, 0.65, -2), VECTOR(2, 3.5, 0)}},
    {CASE("sgd_step"), .in = {VECTOR(2, 1, -2), VECTOR(2, 3, 1), VECTOR(2, 0.5, 2)},
     .set =
         {.learning_rate = 0.1, .momentum = 0.5, .dampening = 0.25, .weight_decay = 1, .step = 1},
     .out = {VECTOR(2, 0.675, -2.025), VECTOR(2, 3.25, 0.25)}},
    {CASE("sgd_step"), .in = {VECTOR(2, 1, -2), VECTOR(2, 3, 1), VECTOR(2, 0.5, 2)},
     .set = {.learning_rate = 0.1, .momentum = 0.5, .nesterov = 1, .step = 2},
     .out = {VECTOR(2, 0.5375, -2.2), VECTOR(2, 3.25, 2)}},
    {CASE("clip_gradient"), .in = {VECTOR(2, 3, -4)}, .set = {.max_norm = 1},
     .out = {VECTOR(2, 0.6, -0.8)}},
    {CASE("clip_gradient"), .in = {VECTOR(2, 3, -4)}, .set = {.max_norm = 10},
     .out = {VECTOR(2, 3, -4)}},
    {CASE("clip_gradient"), .in = {VECTOR(2, 3, -4)}, .out = {VECTOR(2, 3, -4)}},
    {CASE("clip_gradient"), .in = {VECTOR(2, 0, 0)}, .set = {.max_norm = 1},
     .out = {VECTOR(2, 0, 0)}},
    {CASE("blur"), .in = {MATRIX(3, 3, 0, 0, 0, 0, 36, 0, 0, 0, 9)},
     .out = {MATRIX(3, 3, 9, 6, 9, 6, 5, 7.5, 9, 7.5, 11.25)}},
    {CASE("blur"), .in = {MATRIX(2, 3, 1, 2, 3, 4, 5, 6)},
     .out = {MATRIX(2, 3, 3, 3.5, 4, 3, 3.5, 4)}},
    {CASE("blur"), .in = {MATRIX(1, 3, 1, 2, 3)}, .out = {MATRIX(1, 3, 1.5, 2, 2.5)}},
    {CASE("gradient_descent"), .in = {IMAGE}, DESCENT(.learning_rate = 0.1, .steps = 2),
     .out = {MATRIX(2, 2, 0.81, 1.28, 1.47, 1.44)}},
    {CASE("gradient_descent"), .in = {IMAGE},
     DESCENT(.learning_rate = 0.1, .steps = 1, .weight_decay = 1),
     .out = {MATRIX(2, 2, 0.8, 1.4, 1.8, 2)}},
    {CASE("gradient_descent"), .in = {MATRIX(2, 2, 3, 2, 0, 0)},
     DESCENT(.learning_rate = 1, .steps = 1, .max_norm = 1), .out = {MATRIX(2, 2, 2.4, 1.2, 0, 0)}},
    {CASE("gradient_descent"), .in = {MATRIX(2, 2, 1.5, 4.0 / 3, 0, 0)},
     DESCENT(.learning_rate = 1, .steps = 1, .weight_decay = 1, .max_norm = 1),
     .out = {MATRIX(2, 2, 0.9, 4.0 / 3 - 0.8, 0, 0)}},
    {CASE("gradient_descent"), .in = {MATRIX(2, 2, 4, 3, -1, 0.25)},
     DESCENT(.learning_rate = 0.25, .steps = 1, .clamp = 1), .out = {MATRIX(2, 2, 1, 1, 0, 0)}},
    {CASE("gradient_descent"), .in = {IMAGE},
     DESCENT(.learning_rate = 0.1, .steps = 1, .blur_image = 0.5),
     .out = {MATRIX(2, 2, 1.325, 1.675, 1.925, 2.075)}},
    {CASE("gradient_descent"), .in = {IMAGE},
     DESCENT(.learning_rate = 0.1, .steps = 1, .blur_gradient = 0.5),
     .out = {MATRIX(2, 2, 0.575, 1.425, 2.175, 2.825)}},
    {CASE("gradient_descent"), .in = {IMAGE},
     DESCENT(.learning_rate = 1, .steps = 1, .mean = 1, .std = 2),
     .out = {MATRIX(2, 2, 1, 1.5, 1.5, 1)}},
    {CASE("gradient_descent"), .in = {MATRIX(1, 3, 1, 2, 3)},
     DESCENT(.learning_rate = 0.1, .steps = 1, .jitter = (const size_t[]){0, 1}),
     .out = {MATRIX(1, 3, 0.8, 1.4, 2.7)}},
    {CASE("gradient_descent"), .in = {IMAGE},
     DESCENT(.learning_rate = 0.05, .steps = 1, .scales = 2),
     .out = {MATRIX(2, 2, 1.1875, 1.125, 1.0625, 1)}},
    {CASE("gradient_descent"), .in = {IMAGE},
     DESCENT(.learning_rate = 0.05, .steps = 1, .jitter = (const size_t[]){0, 0, 0, 1},
             .scales = 2),
     .out = {MATRIX(2, 2, 1.125, 1.1875, 1, 1.0625)}},
    {CASE("gradient_descent"), .in = {MATRIX(1, 2, 1, 2)},
     DESCENT(.learning_rate = 0.05, .steps = 1, .scales = 2), .status = OP_BAD_INPUT,
     .out = {MATRIX(1, 2, 0, 0)}},
    {CASE("gradient_descent"), .in = {IMAGE}, .set = {.f = out_of_memory, .steps = 1},
     .status = OP_NO_MEMORY, .out = {MATRIX(2, 2, 0, 0, 0, 0)}},
};
const size_t function_case_count = sizeof function_cases / sizeof *function_cases;
