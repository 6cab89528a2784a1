/* function_values.h - calls of the functions at inputs drawn from a seed, and what the functions
 * that give derivatives are the derivatives of. */
#ifndef FUNCTION_VALUES_H
#define FUNCTION_VALUES_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "function_table.h"
#include "tensor.h"
#include "testing.h"

enum { MAX_ELEMENTS = 128 };

/* A function with arguments to call it with. */
typedef struct call {
    const function *f;
    settings set;
    tensor *in[MAX_FUNCTION_INPUTS], *out[MAX_FUNCTION_OUTPUTS];
} call;

/* A sequence of numbers in [0, 1). */
static inline double draw(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (double)(*state >> 8) / 0x1p24;
}

/* The extent of each letter of the signatures: primes that differ where they can, but for images,
 * which must be halved twice. */
static inline size_t letter_extent(char letter)
{
    static const char letters[] = "nmabcNBDKMHW";
    static const size_t extent[] = {5, 3, 5, 3, 2, 7, 7, 3, 5, 2, 4, 12};
    return extent[strchr(letters, letter) - letters];
}

static inline tensor *tensor_of(const signature_operand *operand)
{
    size_t dims[MAX_RANK];
    for (size_t axis = 0; axis < operand->rank; axis++)
        dims[axis] = operand->extent[axis].letter ? letter_extent(operand->extent[axis].letter)
                                                  : operand->extent[axis].fixed;
    tensor *t = tensor_new(operand->rank, dims);
    ck_assert_ptr_nonnull(t);
    ck_assert_uint_le(element_count(t), MAX_ELEMENTS);
    return t;
}

/* Inputs in [0.2, 1.2), where every function is smooth, and outputs that hold nothing. */
static inline call call_open(const function *f, unsigned seed)
{
    call c = {.f = f};
    for (size_t i = 0; i < f->input_count; i++) {
        c.in[i] = tensor_of(&f->input[i]);
        for (size_t j = 0; j < element_count(c.in[i]); j++)
            c.in[i]->data[j] = 0.2 + draw(&seed);
    }
    for (size_t i = 0; i < f->output_count; i++) {
        c.out[i] = tensor_of(&f->output[i]);
        tensor_fill(c.out[i], NAN);
    }
    return c;
}

static inline op_status call_run(call *c, course_function *solution)
{
    return solution((const tensor *const *)c->in, &c->set, c->out);
}

static inline void call_close(call *c)
{
    for (size_t i = 0; i < MAX_FUNCTION_INPUTS; i++)
        free(c->in[i]);
    for (size_t i = 0; i < MAX_FUNCTION_OUTPUTS; i++)
        free(c->out[i]);
}

/* y = the function's value at p, which is the input or parameter that is varied. */
typedef void value_function(const call *c, const double *p, double *y);

/* y[rows] = W[rows,columns] p */
static inline void multiply(const tensor *W, const double *p, double *y)
{
    for (size_t i = 0; i < W->dims[0]; i++) {
        y[i] = 0;
        for (size_t j = 0; j < W->dims[1]; j++)
            y[i] += W->data[i * W->dims[1] + j] * p[j];
    }
}

static inline double sigma(double x)
{
    return 1 / (1 + exp(-x));
}

static inline void value_exp_sin_sqrt(const call *c, const double *p, double *y)
{
    (void)c;
    y[0] = exp(p[0]) * sin(p[2]);
    y[1] = sqrt(p[1] + p[2]);
}

static inline void value_squares(const call *c, const double *p, double *y)
{
    for (size_t i = 0; i < c->in[0]->dims[0]; i++)
        y[i] = p[i] * p[i];
}

static inline void value_sigmas(const call *c, const double *p, double *y)
{
    for (size_t i = 0; i < c->in[0]->dims[0]; i++)
        y[i] = sigma(p[i]);
}

static inline void value_product(const call *c, const double *p, double *y)
{
    multiply(c->in[0], p, y);
}

static inline void value_product_of_w(const call *c, const double *p, double *y)
{
    double W[MAX_ELEMENTS];
    memcpy(W, p, element_count(c->in[0]) * sizeof *W);
    multiply(&(tensor){2, c->in[0]->dims, W}, c->in[1]->data, y);
}

static inline void value_row_of_product(const call *c, const double *p, double *y)
{
    double W[MAX_ELEMENTS], product[MAX_ELEMENTS];
    memcpy(W, p, element_count(c->out[0]) * sizeof *W);
    multiply(&(tensor){2, c->out[0]->dims, W}, c->in[1]->data, product);
    multiply(c->in[0], product, y);
}

static inline void value_softmax(const call *c, const double *p, double *y)
{
    double sum = 0;
    for (size_t i = 0; i < c->in[0]->dims[0]; i++)
        sum += exp(p[i]);
    for (size_t i = 0; i < c->in[0]->dims[0]; i++)
        y[i] = exp(p[i]) / sum;
}

static inline void value_sum(const call *c, const double *p, double *y)
{
    double second[MAX_ELEMENTS];
    multiply(c->in[0], p, y);
    multiply(c->in[c->f->input_count - 1], p, second);
    for (size_t i = 0; i < c->in[0]->dims[0]; i++)
        y[i] += second[i];
}

static inline void value_chain(const call *c, const double *p, double *y)
{
    double first[MAX_ELEMENTS];
    multiply(c->in[0], p, first);
    multiply(c->in[c->f->input_count - 1], first, y);
}

static inline void value_linear_regression(const call *c, const double *p, double *y)
{
    const size_t N = c->in[0]->dims[0];
    *y = 0;
    for (size_t i = 0; i < N; i++) {
        const double residual = p[1] + p[0] * c->in[0]->data[i] - c->in[1]->data[i];
        *y += residual * residual / (double)N;
    }
}

static inline void value_logistic_regression(const call *c, const double *p, double *y)
{
    const size_t B = c->in[0]->dims[0];
    double scores[MAX_ELEMENTS];
    multiply(c->in[0], p, scores);
    *y = 0;
    for (size_t i = 0; i < B; i++)
        *y -= log(c->in[1]->data[i] > 0 ? sigma(scores[i]) : sigma(-scores[i])) / (double)B;
}

static inline void value_network(const call *c, const double *p, double *y)
{
    double h[MAX_ELEMENTS], out[MAX_ELEMENTS];
    *y = 0;
    multiply(c->in[0], p, h);
    for (size_t k = 0; k < c->in[1]->dims[0]; k++) {
        h[k] = sigma(h[k] + c->in[1]->data[k]);
        *y += c->in[4]->data[k] * h[k];
    }
    multiply(c->in[2], h, out);
    for (size_t m = 0; m < c->in[3]->dims[0]; m++)
        *y += pow(out[m] + c->in[3]->data[m] - c->in[5]->data[m], 2) / 2;
}

/* What is varied, if not the input of that number: a vector x or a matrix W that is no input, since
 * the derivative is the same everywhere; two inputs at once; weights that yhat depends on. */
enum { ANY_X = -1, ANY_W = -2, SLOPE_AND_OFFSET = -3, WEIGHTS = -4 };

static const struct {
    const char *function;
    int varied;
    value_function *value;
} derivatives[] = {
    {"jacobian_exp_sin_sqrt", 0, value_exp_sin_sqrt},
    {"jacobian_elementwise", 0, value_squares},
    {"jacobian_sigmoid", 0, value_sigmas},
    {"jacobian_product_by_x", 1, value_product},
    {"jacobian_product_by_w", 0, value_product_of_w},
    {"vector_derivative_product", ANY_W, value_row_of_product},
    {"jacobian_softmax", 0, value_softmax},
    {"jacobian_sum", ANY_X, value_sum},
    {"jacobian_sum_tied", ANY_X, value_sum},
    {"jacobian_chain", ANY_X, value_chain},
    {"jacobian_chain_tied", ANY_X, value_chain},
    {"linear_regression_gradients", SLOPE_AND_OFFSET, value_linear_regression},
    {"logistic_regression_gradient", WEIGHTS, value_logistic_regression},
    {"network_input_gradient", 6, value_network},
};

enum { DERIVATIVE_COUNT = sizeof derivatives / sizeof *derivatives };

/* DERIVATIVE_COUNT where there is none of that name. */
static inline size_t find_derivative(const char *name)
{
    size_t i = 0;
    while (i < DERIVATIVE_COUNT && strcmp(derivatives[i].function, name) != 0)
        i++;
    return i;
}

/* Where the derivative is taken: writes the parameters that are varied to p. Logistic regression
 * gets classes and probabilities that belong to its weights p. */
static inline void choose_point(const call *c, int varied, double p[MAX_ELEMENTS])
{
    unsigned seed = 99;
    for (size_t i = 0; i < MAX_ELEMENTS; i++)
        p[i] = draw(&seed);
    if (varied >= 0)
        memcpy(p, c->in[varied]->data, element_count(c->in[varied]) * sizeof *p);
    if (varied == SLOPE_AND_OFFSET) {
        p[0] = c->in[2]->data[0];
        p[1] = c->in[3]->data[0];
    }
    if (varied == WEIGHTS) {
        multiply(c->in[0], p, c->in[2]->data);
        for (size_t i = 0; i < c->in[2]->dims[0]; i++) {
            c->in[1]->data[i] = (double)(i % 2);
            c->in[2]->data[i] = sigma(c->in[2]->data[i]);
        }
    }
}

/* How many parameters are varied: the columns of the Jacobian. */
static inline size_t column_count(const call *c, int varied)
{
    if (varied >= 0)
        return element_count(c->in[varied]);
    if (varied == SLOPE_AND_OFFSET)
        return 2;
    const tensor *J = c->out[0];
    return varied == ANY_W ? element_count(J) : J->dims[J->rank - 1];
}

#endif
