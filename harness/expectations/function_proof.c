#include "function_proof.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "differences.h"
#include "tensor.h"

enum { ELEMENTS_PROVED = 512 };

/* value = the function's value at p, which is what the derivative is taken by. */
typedef void value_function(const function_case *c, const double *p, double *value);

/* y[rows] = W[rows,columns] p */
static void multiply(const tensor *W, const double *weights, const double *p, double *y)
{
    for (size_t i = 0; i < W->dims[0]; i++) {
        y[i] = 0;
        for (size_t j = 0; j < W->dims[1]; j++)
            y[i] += weights[i * W->dims[1] + j] * p[j];
    }
}

static double sigma(double x)
{
    return 1 / (1 + exp(-x));
}

static void value_exp_sin_sqrt(const function_case *c, const double *p, double *value)
{
    (void)c;
    value[0] = exp(p[0]) * sin(p[2]);
    value[1] = sqrt(p[1] + p[2]);
}

static void value_elementwise(const function_case *c, const double *p, double *value)
{
    for (size_t i = 0; i < c->in[0]->dims[0]; i++)
        value[i] = callback_value(c->callback, p[i]);
}

static void value_sigmas(const function_case *c, const double *p, double *value)
{
    for (size_t i = 0; i < c->in[0]->dims[0]; i++)
        value[i] = sigma(p[i]);
}

static void value_product(const function_case *c, const double *p, double *value)
{
    multiply(c->in[0], c->in[0]->data, p, value);
}

static void value_product_of_w(const function_case *c, const double *p, double *value)
{
    multiply(c->in[0], p, c->in[1]->data, value);
}

/* A (W x) as a function of W, of which there is no input: row i of W is what A_i multiplies. */
static void value_row_of_product(const function_case *c, const double *p, double *value)
{
    const size_t m = c->in[0]->dims[1], n = c->in[1]->dims[0];
    *value = 0;
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++)
            *value += c->in[0]->data[i] * p[i * n + j] * c->in[1]->data[j];
}

static void value_softmax(const function_case *c, const double *p, double *value)
{
    const size_t n = c->in[0]->dims[0];
    double sum = 0, largest = p[0];
    for (size_t i = 1; i < n; i++)
        largest = fmax(largest, p[i]);
    for (size_t i = 0; i < n; i++)
        sum += exp(p[i] - largest);
    for (size_t i = 0; i < n; i++)
        value[i] = exp(p[i] - largest) / sum;
}

/* The second of two weight matrices, or the only one. */
static const tensor *last_weights(const function_case *c)
{
    return c->in[c->f->input_count - 1];
}

static void value_sum(const function_case *c, const double *p, double *value)
{
    double second[ELEMENTS_PROVED];
    multiply(c->in[0], c->in[0]->data, p, value);
    multiply(last_weights(c), last_weights(c)->data, p, second);
    for (size_t i = 0; i < c->in[0]->dims[0]; i++)
        value[i] += second[i];
}

static void value_chain(const function_case *c, const double *p, double *value)
{
    double first[ELEMENTS_PROVED];
    multiply(c->in[0], c->in[0]->data, p, first);
    multiply(last_weights(c), last_weights(c)->data, first, value);
}

static void value_linear_regression(const function_case *c, const double *p, double *value)
{
    const size_t N = c->in[0]->dims[0];
    *value = 0;
    for (size_t i = 0; i < N; i++) {
        const double residual = p[1] + p[0] * c->in[0]->data[i] - c->in[1]->data[i];
        *value += residual * residual / (double)N;
    }
}

/* The mean cross-entropy as a function of w, which is no input: yhat, which is, stands for sigma(X
 * w0) at some w0, and p for w - w0. */
static void value_logistic_regression(const function_case *c, const double *p, double *value)
{
    const tensor *X = c->in[0];
    const size_t B = X->dims[0], D = X->dims[1];
    *value = 0;
    for (size_t i = 0; i < B; i++) {
        const double y = c->in[1]->data[i], yhat = c->in[2]->data[i];
        double z = log(yhat / (1 - yhat));
        for (size_t d = 0; d < D; d++)
            z += X->data[i * D + d] * p[d];
        *value -= (y * log(sigma(z)) + (1 - y) * log(sigma(-z))) / (double)B;
    }
}

static void value_network(const function_case *c, const double *p, double *value)
{
    double h[ELEMENTS_PROVED] = {0}, y[ELEMENTS_PROVED] = {0};
    *value = 0;
    multiply(c->in[0], c->in[0]->data, p, h);
    for (size_t k = 0; k < c->in[1]->dims[0]; k++) {
        h[k] = sigma(h[k] + c->in[1]->data[k]);
        *value += c->in[4]->data[k] * h[k];
    }
    multiply(c->in[2], c->in[2]->data, h, y);
    for (size_t m = 0; m < c->in[3]->dims[0]; m++) {
        const double off = y[m] + c->in[3]->data[m] - c->in[5]->data[m];
        *value += off * off / 2;
    }
}

/* What the derivative is taken by, if not by the input of that number: any point, since it is the
 * same everywhere; or inputs 2 and 3 at once. */
enum { ANYWHERE = -1, INPUTS_2_AND_3 = -2 };

typedef struct proof {
    const char *function;
    int varied;
    enum {
        JACOBIAN,
        GRADIENT,
        DIAGONAL
    } shape; /* a row for every value; of one value; only the
                diagonal of the Jacobian */
    value_function *value;
} proof;

static const proof proofs[] = {
    {"jacobian_exp_sin_sqrt", 0, JACOBIAN, value_exp_sin_sqrt},
    {"jacobian_elementwise", 0, JACOBIAN, value_elementwise},
    {"jacobian_sigmoid", 0, JACOBIAN, value_sigmas},
    {"jacobian_product_by_x", 1, JACOBIAN, value_product},
    {"jacobian_product_by_w", 0, JACOBIAN, value_product_of_w},
    {"vector_derivative_product", ANYWHERE, GRADIENT, value_row_of_product},
    {"jacobian_softmax", 0, JACOBIAN, value_softmax},
    {"jacobian_sum", ANYWHERE, JACOBIAN, value_sum},
    {"jacobian_sum_tied", ANYWHERE, JACOBIAN, value_sum},
    {"jacobian_chain", ANYWHERE, JACOBIAN, value_chain},
    {"jacobian_chain_tied", ANYWHERE, JACOBIAN, value_chain},
    {"linear_regression_gradients", INPUTS_2_AND_3, GRADIENT, value_linear_regression},
    {"logistic_regression_gradient", ANYWHERE, GRADIENT, value_logistic_regression},
    {"network_input_gradient", 6, GRADIENT, value_network},
    {"numeric_gradient", 0, DIAGONAL, value_elementwise},
};

/* One value as a function of one parameter. */
typedef struct line {
    const function_case *c;
    value_function *value;
    double p[ELEMENTS_PROVED];
    size_t row, column;
    double largest; /* of all values seen */
} line;

static double value_on_line(double x, void *context)
{
    line *l = context;
    double value[ELEMENTS_PROVED];
    const double before = l->p[l->column];
    l->p[l->column] = x;
    l->value(l->c, l->p, value);
    l->p[l->column] = before;
    l->largest = fmax(l->largest, fabs(value[l->row]));
    return value[l->row];
}

static void choose_point(line *l, int varied)
{
    const function_case *c = l->c;
    memset(l->p, 0, sizeof l->p);
    if (varied >= 0)
        memcpy(l->p, c->in[varied]->data, element_count(c->in[varied]) * sizeof *l->p);
    if (varied == INPUTS_2_AND_3) {
        l->p[0] = c->in[2]->data[0];
        l->p[1] = c->in[3]->data[0];
    }
}

static bool prove_element(line *l, double value, double tolerance, double proof_factor, error *e)
{
    double gsl_error = 0;
    l->largest = 0;
    const double gsl =
        difference_central(value_on_line, l, l->p[l->column], DIFFERENCE_STEP, &gsl_error);
    const double rounding = 64 * DBL_EPSILON * (l->largest + 1) / DIFFERENCE_STEP;
    if (fabs(value - gsl) <= proof_factor * gsl_error + rounding + tolerance)
        return true;
    return fail(e,
                "%s: case %s: the reference's derivative of value %zu by parameter %zu is %.17g, "
                "but GSL's central difference is %.17g: the case or the reference is wrong",
                l->c->f->name, l->c->name, l->row, l->column, value, gsl);
}

static bool prove(const function_case *c, const proof *by, const expected out[],
                  double proof_factor, error *e)
{
    line l = {.c = c, .value = by->value};
    size_t count = 0, columns, done = 0;
    for (size_t i = 0; i < c->f->output_count; i++)
        count += element_count(out[i].value);
    for (size_t i = 0; i < c->f->input_count; i++)
        if (count > ELEMENTS_PROVED || element_count(c->in[i]) > ELEMENTS_PROVED)
            return fail(e, "%s: case %s is too large to be proved; expected at most %d elements",
                        c->f->name, c->name, ELEMENTS_PROVED);
    const tensor *J = out[0].value;
    columns = by->shape == GRADIENT ? count
              : by->varied >= 0     ? element_count(c->in[by->varied])
                                    : J->dims[J->rank - 1];
    choose_point(&l, by->varied);
    /* A difference quotient is off by its own step, whatever computes it. */
    const double truncation = by->shape == DIAGONAL ? 100 * c->set.h * c->set.h : 0;
    for (size_t i = 0; i < c->f->output_count; i++)
        for (size_t k = 0; k < element_count(out[i].value); k++, done++) {
            const double value = out[i].value->data[k];
            l.row = by->shape == DIAGONAL ? done : done / columns;
            l.column = by->shape == DIAGONAL ? done : done % columns;
            if (!prove_element(&l, value,
                               out[i].tolerance->data[k] + truncation * fmax(1, fabs(value)),
                               proof_factor, e))
                return false;
        }
    return true;
}

bool function_prove(const function_case *c, const expected *out, double proof_factor, error *e)
{
    for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++)
        if (strcmp(proofs[i].function, c->f->name) == 0)
            return prove(c, &proofs[i], out, proof_factor, e);
    return true;
}

static void value_energy(const function_case *c, const double *p, double *value)
{
    double image[ELEMENTS_PROVED];
    memcpy(image, p, element_count(c->in[0]) * sizeof *image);
    *value = callback_energy(c->callback, &(tensor){.rank = 2, .dims = c->in[0]->dims, image});
}

bool function_prove_energy(const function_case *c, const tensor *x, double proof_factor, error *e)
{
    line l = {.c = c, .value = value_energy};
    const size_t count = element_count(x);
    if (count > ELEMENTS_PROVED)
        return fail(e, "%s: case %s: an image of %zu pixels is too large to be proved; expected %d",
                    c->f->name, c->name, count, ELEMENTS_PROVED);
    tensor *gradient = tensor_copy(x);
    if (!gradient)
        return fail(e, "no memory");
    memcpy(l.p, x->data, count * sizeof *l.p);
    callback_restart(c->callback, 0);
    bool proved = callback_run(c->callback, x, gradient) == OP_OK;
    for (l.column = 0; proved && l.column < count; l.column++)
        proved = prove_element(&l, gradient->data[l.column], 1e-9, proof_factor, e);
    free(gradient);
    return proved;
}
