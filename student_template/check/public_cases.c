/* SPDX-License-Identifier: MIT-0 */
#include "public_cases.h"

#define DATA(...)                                                                                  \
    .count = sizeof((double[]){__VA_ARGS__}) / sizeof(double), .data = (const double[])            \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define SCALAR(value)                                                                              \
    {                                                                                              \
        .rank = 0, DATA(value)                                                                     \
    }
#define VECTOR(n, ...)                                                                             \
    {                                                                                              \
        .rank = 1, .dims = {n}, DATA(__VA_ARGS__)                                                  \
    }
#define MATRIX(n, m, ...)                                                                          \
    {                                                                                              \
        .rank = 2, .dims = {n, m}, DATA(__VA_ARGS__)                                               \
    }
#define CUBE(n, m, k, ...)                                                                         \
    {                                                                                              \
        .rank = 3, .dims = {n, m, k}, DATA(__VA_ARGS__)                                            \
    }

#define LN2 0.69314718055994530942
#define LN3 1.09861228866810969140
#define LN5 1.60943791243410037460
#define LN_1E12 27.6310211159285482
#define PI 3.14159265358979323846
#define SQRT3 1.73205080756887729353
#define NORMAL_DENSITY_1 0.24197072451914334980
#define NORMAL_BELOW_1 0.84134474606854294859

#define CASE(name) .op = name, .line = __LINE__

const op_case op_cases[] = {
    {CASE("exp"), .in = {VECTOR(3, 0, LN2, -LN2)}, .out = VECTOR(3, 1, 2, 0.5),
     .dout = VECTOR(3, 3, -1, 2), .gradient = {VECTOR(3, 3, -2, 1)}},
    {CASE("log"), .in = {VECTOR(3, 1, 2, 0.5)}, .out = VECTOR(3, 0, LN2, -LN2),
     .dout = VECTOR(3, 3, -1, 2), .gradient = {VECTOR(3, 3, -0.5, 4)}},
    {CASE("sqrt"), .in = {VECTOR(3, 1, 4, 0.25)}, .out = VECTOR(3, 1, 2, 0.5),
     .dout = VECTOR(3, 2, -4, 3), .gradient = {VECTOR(3, 1, -1, 3)}},
    {CASE("sin"), .in = {VECTOR(3, 0, PI / 2, PI / 6)}, .out = VECTOR(3, 0, 1, 0.5),
     .dout = VECTOR(3, 2, -1, 4), .gradient = {VECTOR(3, 2, 0, 2 * SQRT3)}},
    {CASE("square"), .in = {VECTOR(3, 0, 3, -2)}, .out = VECTOR(3, 0, 9, 4),
     .dout = VECTOR(3, 1, -1, 0.5), .gradient = {VECTOR(3, 0, -6, -2)}},
    {CASE("identity"), .in = {VECTOR(3, 1, -2, 5)}, .out = VECTOR(3, 1, -2, 5),
     .dout = VECTOR(3, 3, -1, 2), .gradient = {VECTOR(3, 3, -1, 2)}},
    {CASE("scale"), .attr = {.k = -3}, .in = {VECTOR(3, 1, -2, 0.5)}, .out = VECTOR(3, -3, 6, -1.5),
     .dout = VECTOR(3, 2, 1, -1), .gradient = {VECTOR(3, -6, -3, 3)}},
    {CASE("sigmoid"), .in = {VECTOR(5, 0, LN3, -LN3, 800, -800)},
     .out = VECTOR(5, 0.5, 0.75, 0.25, 1, 0), .dout = VECTOR(5, 4, -16, 16, 1, 1),
     .gradient = {VECTOR(5, 1, -3, 3, 0, 0)}},
    {CASE("tanh"), .in = {VECTOR(5, 0, LN3 / 2, -LN3 / 2, 400, -400)},
     .out = VECTOR(5, 0, 0.5, -0.5, 1, -1), .dout = VECTOR(5, 2, 4, -8, 1, 1),
     .gradient = {VECTOR(5, 2, 3, -6, 0, 0)}},
    {CASE("relu"), .in = {VECTOR(4, -2, 0, 3, -0.5)}, .out = VECTOR(4, 0, 0, 3, 0),
     .dout = VECTOR(4, 5, 7, -4, 1), .gradient = {VECTOR(4, 0, 0, -4, 0)}},
    {CASE("relu_c"), .attr = {.c = 1}, .in = {VECTOR(3, -2, 1, 3)}, .out = VECTOR(3, 0, 0, 2),
     .dout = VECTOR(3, 5, 7, -4), .gradient = {VECTOR(3, 0, 0, -4)}},
    {CASE("leaky_relu"), .attr = {.slope = 0.1}, .in = {VECTOR(3, -2, 3, -10)},
     .out = VECTOR(3, -0.2, 3, -1), .dout = VECTOR(3, 5, -4, 10),
     .gradient = {VECTOR(3, 0.5, -4, 1)}},
    {CASE("elu"), .attr = {.c = 2}, .in = {VECTOR(3, -LN2, 3, -LN3)},
     .out = VECTOR(3, -1, 3, -4.0 / 3), .dout = VECTOR(3, 3, -4, 6),
     .gradient = {VECTOR(3, 3, -4, 4)}},
    {CASE("gelu"), .in = {VECTOR(3, 0, 1, -1)},
     .out = VECTOR(3, 0, NORMAL_BELOW_1, NORMAL_BELOW_1 - 1), .dout = VECTOR(3, 2, -1, 4),
     .gradient = {VECTOR(3, 1, -(NORMAL_BELOW_1 + NORMAL_DENSITY_1),
                         4 * (1 - NORMAL_BELOW_1 - NORMAL_DENSITY_1))}},
    {CASE("add"), .in = {MATRIX(2, 1, 1, 2), VECTOR(3, 10, 20, 30)},
     .out = MATRIX(2, 3, 11, 21, 31, 12, 22, 32), .dout = MATRIX(2, 3, 1, 2, 3, -4, 5, 6),
     .gradient = {MATRIX(2, 1, 6, 7), VECTOR(3, -3, 7, 9)}},
    {CASE("sub"), .in = {MATRIX(2, 1, 1, 2), VECTOR(3, 10, 20, 30)},
     .out = MATRIX(2, 3, -9, -19, -29, -8, -18, -28), .dout = MATRIX(2, 3, 1, 2, 3, -4, 5, 6),
     .gradient = {MATRIX(2, 1, 6, 7), VECTOR(3, 3, -7, -9)}},
    {CASE("mul"), .in = {MATRIX(2, 1, 1, 2), VECTOR(3, 10, 20, 30)},
     .out = MATRIX(2, 3, 10, 20, 30, 20, 40, 60), .dout = MATRIX(2, 3, 1, 2, 3, -4, 5, 6),
     .gradient = {MATRIX(2, 1, 140, 240), VECTOR(3, -7, 12, 15)}},
    {CASE("mul"), .same = true, .in = {VECTOR(2, 3, -2)}, .out = VECTOR(2, 9, 4),
     .dout = VECTOR(2, 1, -1), .gradient = {VECTOR(2, 6, 4)}},
    {CASE("div"), .in = {MATRIX(2, 1, 1, 2), VECTOR(3, 1, 2, 4)},
     .out = MATRIX(2, 3, 1, 0.5, 0.25, 2, 1, 0.5), .dout = MATRIX(2, 3, 1, 2, 4, -4, 2, 8),
     .gradient = {MATRIX(2, 1, 3, -1), VECTOR(3, 7, -1.5, -1.25)}},
    {CASE("matmul"), .in = {MATRIX(1, 2, 3, 2), MATRIX(2, 3, 2, 1, -1, 4, -2, 0)},
     .out = MATRIX(1, 3, 14, -1, -3), .dout = MATRIX(1, 3, -1, -4, -4),
     .gradient = {MATRIX(1, 2, -2, 4), MATRIX(2, 3, -3, -12, -12, -2, -8, -8)}},
    {CASE("matmul"), .in = {MATRIX(2, 3, 1, 0, 2, -1, 3, 1), MATRIX(3, 1, 2, 1, 3)},
     .out = MATRIX(2, 1, 8, 4), .dout = MATRIX(2, 1, 1, -2),
     .gradient = {MATRIX(2, 3, 2, 1, 3, -4, -2, -6), MATRIX(3, 1, 3, -6, 0)}},
    {CASE("matmul"), .same = true, .in = {MATRIX(2, 2, 1, 2, 3, 4)},
     .out = MATRIX(2, 2, 7, 10, 15, 22), .dout = MATRIX(2, 2, 1, -1, 2, 0),
     .gradient = {MATRIX(2, 2, 6, -2, 12, 4)}},
    {CASE("affine"),
     .in = {MATRIX(2, 3, 1, 0, 2, -1, 3, 1), MATRIX(3, 2, 2, 1, 1, 0, 3, -1), VECTOR(2, 10, 20)},
     .out = MATRIX(2, 2, 18, 19, 14, 18), .dout = MATRIX(2, 2, 1, -2, 3, 1),
     .gradient = {MATRIX(2, 3, 0, 1, 5, 7, 3, 8), MATRIX(3, 2, -2, -3, 9, 3, 5, -3),
                  VECTOR(2, 4, -1)}},
    {CASE("linear"),
     .in = {MATRIX(2, 3, 1, 0, 2, -1, 3, 1), MATRIX(2, 3, 2, 1, 3, 1, 0, -1), VECTOR(2, 10, 20)},
     .out = MATRIX(2, 2, 18, 19, 14, 18), .dout = MATRIX(2, 2, 1, -2, 3, 1),
     .gradient = {MATRIX(2, 3, 0, 1, 5, 7, 3, 8), MATRIX(2, 3, -2, 9, 5, -3, 3, -3),
                  VECTOR(2, 4, -1)}},
    {CASE("vector_derivative_product"), .in = {MATRIX(1, 2, 2, -1), VECTOR(3, 1, 0, 4)},
     .out = MATRIX(2, 3, 2, 0, 8, -1, 0, -4), .dout = MATRIX(2, 3, 1, 2, 3, -1, 0, 2),
     .gradient = {MATRIX(1, 2, 13, 7), VECTOR(3, 3, 4, 4)}},
    {CASE("dot"), .in = {VECTOR(3, 1, 2, 3), VECTOR(3, 4, -5, 6)}, .out = SCALAR(12),
     .dout = SCALAR(2), .gradient = {VECTOR(3, 8, -10, 12), VECTOR(3, 2, 4, 6)}},
    {CASE("dot"), .same = true, .in = {VECTOR(2, 3, -2)}, .out = SCALAR(13), .dout = SCALAR(-1),
     .gradient = {VECTOR(2, -6, 4)}},
    {CASE("expand"), .attr = {.axis = 1, .repeats = 3}, .in = {MATRIX(2, 1, 5, 7)},
     .out = MATRIX(2, 3, 5, 5, 5, 7, 7, 7), .dout = MATRIX(2, 3, 1, 2, 3, -4, 5, 6),
     .gradient = {MATRIX(2, 1, 6, 7)}},
    {CASE("expand"), .attr = {.axis = 0, .repeats = 3}, .in = {MATRIX(1, 2, 5, 7)},
     .out = MATRIX(3, 2, 5, 7, 5, 7, 5, 7), .dout = MATRIX(3, 2, 1, 2, 3, -4, 5, 6),
     .gradient = {MATRIX(1, 2, 9, 4)}},
    {CASE("select"), .attr = {.index = (const size_t[]){1, 0, 1}, .index_count = 3},
     .in = {MATRIX(3, 2, 1, 2, 3, 4, 5, 6)}, .out = VECTOR(3, 2, 3, 6),
     .dout = VECTOR(3, 10, -20, 30), .gradient = {MATRIX(3, 2, 0, 10, -20, 0, 0, 30)}},
    {CASE("squeeze"), .attr = {.axis = 0}, .in = {CUBE(1, 3, 1, 4, 5, 6)},
     .out = MATRIX(3, 1, 4, 5, 6), .dout = MATRIX(3, 1, 1, -2, 3),
     .gradient = {CUBE(1, 3, 1, 1, -2, 3)}},
    {CASE("unsqueeze"), .attr = {.axis = 2}, .in = {MATRIX(1, 3, 4, 5, 6)},
     .out = CUBE(1, 3, 1, 4, 5, 6), .dout = CUBE(1, 3, 1, 1, -2, 3),
     .gradient = {MATRIX(1, 3, 1, -2, 3)}},
    {CASE("sum"), .attr = {.axis = 0}, .in = {MATRIX(2, 3, 1, 2, 3, 4, 5, 6)},
     .out = VECTOR(3, 5, 7, 9), .dout = VECTOR(3, 1, -2, 3),
     .gradient = {MATRIX(2, 3, 1, -2, 3, 1, -2, 3)}},
    {CASE("sum"), .attr = {.axis = 1}, .in = {CUBE(2, 2, 2, 1, 2, 3, 4, 5, 6, 7, 8)},
     .out = MATRIX(2, 2, 4, 6, 12, 14), .dout = MATRIX(2, 2, 1, 2, 3, 4),
     .gradient = {CUBE(2, 2, 2, 1, 2, 1, 2, 3, 4, 3, 4)}},
    {CASE("sum"), .attr = {.axis = ALL_AXES}, .in = {MATRIX(2, 3, 1, 2, 3, 4, 5, 6)},
     .out = SCALAR(21), .dout = SCALAR(2), .gradient = {MATRIX(2, 3, 2, 2, 2, 2, 2, 2)}},
    {CASE("mean"), .attr = {.axis = 1}, .in = {MATRIX(2, 3, 1, 2, 3, 4, 5, 6)},
     .out = VECTOR(2, 2, 5), .dout = VECTOR(2, 3, -6),
     .gradient = {MATRIX(2, 3, 1, 1, 1, -2, -2, -2)}},
    {CASE("mean"), .attr = {.axis = ALL_AXES}, .in = {MATRIX(2, 3, 1, 2, 3, 4, 5, 6)},
     .out = SCALAR(3.5), .dout = SCALAR(12), .gradient = {MATRIX(2, 3, 2, 2, 2, 2, 2, 2)}},
    {CASE("normalize"), .in = {MATRIX(2, 2, 1, 3, 2, -1)}, .out = MATRIX(2, 2, 0.25, 0.75, 2, -1),
     .dout = MATRIX(2, 2, 8, 4, 1, 2), .gradient = {MATRIX(2, 2, 0.75, -0.25, 1, 2)}},
    {CASE("softmax"), .in = {MATRIX(2, 3, 0, LN2, LN5, 1000, 1000, -1000)},
     .out = MATRIX(2, 3, 0.125, 0.25, 0.625, 0.5, 0.5, 0), .dout = MATRIX(2, 3, 8, 4, 0, 1, 3, 7),
     .gradient = {MATRIX(2, 3, 0.75, 0.5, -1.25, -0.5, 0.5, 0)}},
    {CASE("log_softmax"), .in = {MATRIX(2, 3, 0, LN2, LN5, 1000, 1000, -1000)},
     .out = MATRIX(2, 3, -3 * LN2, -2 * LN2, LN5 - 3 * LN2, -LN2, -LN2, -2000 - LN2),
     .dout = MATRIX(2, 3, 8, 4, -4, 1, 3, 2), .gradient = {MATRIX(2, 3, 7, 2, -9, -2, 0, 2)}},
    {CASE("prob_to_prob_vector"), .in = {MATRIX(2, 1, 0.25, 0.9)},
     .out = MATRIX(2, 2, 0.25, 0.75, 0.9, 0.1), .dout = MATRIX(2, 2, 3, 1, -2, 5),
     .gradient = {MATRIX(2, 1, 2, -7)}},
    {CASE("l2_loss"), .in = {MATRIX(3, 1, 1, 2, -1), MATRIX(3, 1, 3, 2, 1)},
     .out = MATRIX(3, 1, 4, 0, 4), .dout = MATRIX(3, 1, 1, 5, -2),
     .gradient = {MATRIX(3, 1, -4, 0, 8), MATRIX(3, 1, 4, 0, -8)}},
    {CASE("half_squared_error"), .in = {MATRIX(1, 3, 14, -1, -3), MATRIX(1, 3, 15, 3, 1)},
     .out = SCALAR(16.5), .dout = SCALAR(2),
     .gradient = {MATRIX(1, 3, -2, -8, -8), MATRIX(1, 3, 2, 8, 8)}},
    {CASE("squared_distance"), .in = {VECTOR(2, 1, 2), VECTOR(2, 4, -2)}, .out = SCALAR(25),
     .dout = SCALAR(-1), .gradient = {VECTOR(2, 6, -8), VECTOR(2, -6, 8)}},
    {CASE("mse_loss"), .in = {MATRIX(2, 2, 1, 2, 3, 4), MATRIX(2, 2, 3, 2, 1, 8)}, .out = SCALAR(6),
     .dout = SCALAR(2), .gradient = {MATRIX(2, 2, -2, 0, 2, -4), MATRIX(2, 2, 2, 0, -2, 4)}},
    {CASE("bce_loss"), .in = {VECTOR(2, 1, 0), VECTOR(2, 0.5, 0.25)},
     .out = SCALAR((3 * LN2 - LN3) / 2), .dout = SCALAR(2),
     .gradient = {[1] = VECTOR(2, -2, 4.0 / 3)}},
    {CASE("bce_loss"), .in = {VECTOR(1, 1), VECTOR(1, 1e-12)}, .out = SCALAR(LN_1E12),
     .dout = SCALAR(2), .gradient = {[1] = VECTOR(1, -2e12)}},
    {CASE("cross_entropy"), .attr = {.index = (const size_t[]){1, 0}, .index_count = 2},
     .in = {MATRIX(2, 3, 0.5, 0.25, 0.25, 0.125, 0.5, 0.375)}, .out = VECTOR(2, 2 * LN2, 3 * LN2),
     .dout = VECTOR(2, 3, -1), .gradient = {MATRIX(2, 3, 0, -12, 0, 8, 0, 0)}},
    {CASE("cross_entropy_soft"),
     .in = {MATRIX(2, 2, 0.5, 0.5, 0.25, 0.75), MATRIX(2, 2, 1, 0, 0.5, 0.5)},
     .out = VECTOR(2, LN2, 2 * LN2 - LN3 / 2), .dout = VECTOR(2, 2, -3),
     .gradient = {MATRIX(2, 2, -4, 0, 6, 2)}},
    {CASE("softmax_cross_entropy"), .attr = {.index = (const size_t[]){1, 2}, .index_count = 2},
     .in = {MATRIX(2, 3, 0, LN2, LN5, 1000, 1000, -1000)}, .out = SCALAR((2000 + 3 * LN2) / 2),
     .dout = SCALAR(2), .gradient = {MATRIX(2, 3, 0.125, -0.75, 0.625, 0.5, 0.5, -1)}},
    {CASE("perceptron_loss"), .in = {VECTOR(4, 2, -3, 0, -1), VECTOR(4, 1, 1, -1, -1)},
     .out = VECTOR(4, 0, 6, 0, 0), .dout = VECTOR(4, 5, 2, 3, 7),
     .gradient = {VECTOR(4, 0, -4, 3, 0)}},
    {CASE("lms_loss"), .in = {VECTOR(2, 2, -3), VECTOR(2, 1, 1)}, .out = VECTOR(2, 0.5, 8),
     .dout = VECTOR(2, 3, -1), .gradient = {VECTOR(2, 3, 4)}},
    {CASE("logistic_tanh_loss"), .in = {VECTOR(3, 0, LN3 / 2, 1000), VECTOR(3, 1, -1, 1)},
     .out = VECTOR(3, 0, LN2, -LN2), .dout = VECTOR(3, 2, 4, 1), .gradient = {VECTOR(3, -2, 6, 0)}},
};
const size_t op_case_count = sizeof op_cases / sizeof *op_cases;

/* A result whose value is not checked. */
#define SHAPE_2(n, m)                                                                              \
    {                                                                                              \
        .rank = 2, .dims = { n, m }                                                                \
    }

const graph_case graph_cases[] = {
    {"f1 = e^(2 x2) + x1 sin(3 x2^2) at (2, 1)", .input_count = 2, .step_count = 7,
     .node = {SCALAR(2), SCALAR(1), [8] = SCALAR(7.671296115050385)},
     .step = {{"scale", {1}, 1, {.k = 2}},
              {"exp", {2}, 1, {0}},
              {"square", {1}, 1, {0}},
              {"scale", {4}, 1, {.k = 3}},
              {"sin", {5}, 1, {0}},
              {"mul", {0, 6}, 2, {0}},
              {"add", {3, 7}, 2, {0}}},
     .gradient = {SCALAR(0.141120008059867), SCALAR(2.898202238655955)}},
    {"f2 = x1 x2 + sigmoid(x2) at (2, 1)", .input_count = 2, .step_count = 3,
     .node = {SCALAR(2), SCALAR(1), [4] = SCALAR(2.731058578630005)},
     .step = {{"mul", {0, 1}, 2, {0}}, {"sigmoid", {1}, 1, {0}}, {"add", {2, 3}, 2, {0}}},
     .gradient = {SCALAR(1), SCALAR(2.196611933241482)}},
    {"L = 1/2 sum (A X - t)^2", .input_count = 3, .step_count = 2,
     .node = {MATRIX(1, 2, 3, 2), MATRIX(2, 3, 2, 1, -1, 4, -2, 0), MATRIX(1, 3, 15, 3, 1),
              SHAPE_2(1, 3), SCALAR(16.5)},
     .step = {{"matmul", {0, 1}, 2, {0}}, {"half_squared_error", {3, 2}, 2, {0}}},
     .gradient = {MATRIX(1, 2, -2, 4)}},
    {"L = 1/2 sum (relu(A X) - t)^2", .input_count = 3, .step_count = 3,
     .node = {MATRIX(1, 2, 3, 2), MATRIX(2, 3, 2, 1, -1, 4, -2, 0), MATRIX(1, 3, 15, 3, 1),
              SHAPE_2(1, 3), SHAPE_2(1, 3), SCALAR(5.5)},
     .step = {{"matmul", {0, 1}, 2, {0}},
              {"relu", {3}, 1, {0}},
              {"half_squared_error", {4, 2}, 2, {0}}},
     .gradient = {MATRIX(1, 2, -2, -4)}},
    {"a = x y + z, b = a (x + x), w = a b + b at (2, 3, 1)", .input_count = 3, .step_count = 6,
     .node = {SCALAR(2), SCALAR(3), SCALAR(1), [8] = SCALAR(224)},
     .step = {{"mul", {0, 1}, 2, {0}},
              {"add", {3, 2}, 2, {0}},
              {"add", {0, 0}, 2, {0}},
              {"mul", {4, 5}, 2, {0}},
              {"mul", {4, 6}, 2, {0}},
              {"add", {7, 6}, 2, {0}}},
     .gradient = {SCALAR(292), SCALAR(120), SCALAR(60)}},
};
const size_t graph_case_count = sizeof graph_cases / sizeof *graph_cases;
