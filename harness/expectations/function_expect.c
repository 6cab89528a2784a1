#include "function_expect.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "function_proof.h"
#include "tensor.h"

enum { SIGN_DRAWS = 4 };

static const double golden_tolerance = 1e-8; /* golden numbers are printed with ten digits or so */
static const double disturbance = 0x1p-30;
static const double noticed = 20; /* tolerances that a wrong answer must be away */

/* What the descent's limit lies above the energy that the reference reaches, as a share of the way
 * down. */
static const double energy_margin = 0.01;

void function_expectation_free(function_expectation *x)
{
    if (!x)
        return;
    for (size_t i = 0; i < MAX_FUNCTION_OUTPUTS; i++) {
        free(x->out[i].value);
        free(x->out[i].tolerance);
    }
    free(x);
}

op_status function_solve(course_function *solution, const function_case *c,
                         const tensor *const in[], double noise, tensor *const out[])
{
    if (c->callback)
        callback_restart(c->callback, noise);
    return solution(in, &c->set, out);
}

double function_energy(const function_case *c, const tensor *image)
{
    tensor *seen = tensor_copy(image);
    double energy = NAN;
    for (size_t i = 0; seen && c->set.std != 0 && i < element_count(seen); i++)
        seen->data[i] = (seen->data[i] - c->set.mean) / c->set.std;
    if (seen)
        energy = callback_energy(c->callback, seen);
    free(seen);
    return energy;
}

static double largest(const tensor *t)
{
    double result = 0;
    for (size_t i = 0, count = element_count(t); i < count; i++)
        result = fmax(result, fabs(t->data[i]));
    return result;
}

/* +1 or -1, different for every draw and element, the same on every run. */
static double sign_of(unsigned draw, size_t element)
{
    return (element * 2654435761u >> (28 - draw)) & 1 ? 1 : -1;
}

static bool new_outputs(tensor *out[], const function_case *c, error *e)
{
    size_t rank, dims[MAX_RANK];
    for (size_t i = 0; i < c->f->output_count; i++) {
        if (!function_output_shape(c->f, (const tensor *const *)c->in, i, &rank, dims, e))
            return false;
        out[i] = tensor_new(rank, dims);
        if (!out[i])
            return fail(e, "no memory");
    }
    return true;
}

static void free_all(tensor *t[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(t[i]);
}

/* Adds to the tolerances the mean square of what relative disturbances of all inputs, and of what
 * the callback gets and returns, make of the results: the derivative by them, in effect. */
static bool add_sensitivity(function_expectation *x, const function_case *c, error *e)
{
    tensor *in[MAX_FUNCTION_INPUTS] = {NULL}, *out[MAX_FUNCTION_OUTPUTS] = {NULL};
    bool ok = new_outputs(out, c, e);
    for (size_t i = 0; i < c->f->input_count && ok; i++) {
        in[i] = tensor_copy(c->in[i]);
        ok = in[i] || fail(e, "no memory");
    }
    for (unsigned draw = 0; draw < SIGN_DRAWS && ok; draw++) {
        for (size_t i = 0; i < c->f->input_count; i++)
            for (size_t k = 0; k < element_count(in[i]); k++)
                in[i]->data[k] = c->in[i]->data[k] * (1 + disturbance * sign_of(draw, k + i));
        ok = function_solve(c->f->call, c, (const tensor *const *)in, disturbance, out) == OP_OK ||
             fail(e, "%s: the reference cannot compute case %s", c->f->name, c->name);
        for (size_t i = 0; i < c->f->output_count && ok; i++) {
            assert(out[i] && x->out[i].value && x->out[i].tolerance);
            for (size_t k = 0; k < element_count(out[i]); k++) {
                const double moved = (out[i]->data[k] - x->out[i].value->data[k]) / disturbance;
                x->out[i].tolerance->data[k] += moved * moved / SIGN_DRAWS;
            }
        }
    }
    free_all(in, MAX_FUNCTION_INPUTS);
    free_all(out, MAX_FUNCTION_OUTPUTS);
    return ok;
}

/* Rounding: a unit for the value, for what disturbances make of it, and for inputs that are added
 * and subtracted on the way. */
static bool make_tolerances(function_expectation *x, const function_case *c, double factor,
                            error *e)
{
    double floor = 1;
    for (size_t i = 0; i < c->f->input_count; i++)
        floor = fmax(floor, fmin(largest(c->in[i]), 1e4));
    if (!add_sensitivity(x, c, e))
        return false;
    for (size_t i = 0; i < c->f->output_count; i++)
        for (size_t k = 0; k < element_count(x->out[i].value); k++) {
            double *tolerance = &x->out[i].tolerance->data[k];
            *tolerance =
                factor * DBL_EPSILON * (fabs(x->out[i].value->data[k]) + sqrt(*tolerance) + floor);
        }
    return true;
}

static bool agrees_with_golden(const tensor *value, const tensor *golden)
{
    for (size_t k = 0; golden && k < element_count(value); k++)
        if (!(fabs(value->data[k] - golden->data[k]) <=
              golden_tolerance * fmax(1, fabs(golden->data[k]))))
            return false;
    return true;
}

/* Refuses a case that zeros would pass in every output. */
static bool notices_zeros(const function_expectation *x, const function_case *c)
{
    for (size_t i = 0; i < c->f->output_count; i++) {
        bool seen = false;
        for (size_t k = 0; k < element_count(x->out[i].value) && !seen; k++)
            seen = fabs(x->out[i].value->data[k]) > noticed * x->out[i].tolerance->data[k];
        if (!seen)
            return false;
    }
    return true;
}

/* The energies of the image before and after. A descent that takes no way down proves nothing. */
static bool make_energy(function_expectation *x, const function_case *c, double proof_factor,
                        refusal *why, error *e)
{
    x->has_energy = c->callback && callback_is_energy(c->callback);
    if (!x->has_energy)
        return true;
    x->energy_before = function_energy(c, c->in[0]);
    x->energy = function_energy(c, x->out[0].value);
    x->energy_limit = x->energy + energy_margin * (x->energy_before - x->energy);
    *why = REFUSED_UNPROVED;
    if (!function_prove_energy(c, x->out[0].value, proof_factor, e))
        return false;
    *why = REFUSED_BLIND;
    return x->energy < x->energy_before ||
           fail(e, "%s: case %s: the reference's energy goes from %.6g to %.6g; expected a descent",
                c->f->name, c->name, x->energy_before, x->energy);
}

/* A case that expects an error status has no results to compare. */
static bool expect_status(const function_case *c, op_status status, error *e)
{
    return status == c->status ||
           fail(e, "%s: case %s: the reference returns status %d; expected %d", c->f->name, c->name,
                (int)status, (int)c->status);
}

static bool expect_results(function_expectation *x, const function_case *c, const tolerances *t,
                           refusal *why, error *e)
{
    tensor *out[MAX_FUNCTION_OUTPUTS] = {NULL};
    *why = REFUSED_UNPROVED;
    if (!make_tolerances(x, c, t->rounding_factor, e))
        return false;
    for (size_t i = 0; i < c->f->output_count; i++) {
        out[i] = x->out[i].value;
        for (size_t k = 0; k < element_count(out[i]); k++)
            if (!isfinite(out[i]->data[k]))
                return fail(e, "%s: case %s: the reference's %s is not finite", c->f->name, c->name,
                            c->f->output[i].name);
        if (!agrees_with_golden(out[i], c->golden[i]))
            return fail(e, "%s: case %s expects another %s than the reference computes", c->f->name,
                        c->name, c->f->output[i].name);
    }
    if (!function_prove(c, x->out, t->proof_factor, e))
        return false;
    *why = REFUSED_BLIND;
    if (!notices_zeros(x, c))
        return fail(e, "%s: case %s would pass a result of zeros", c->f->name, c->name);
    return make_energy(x, c, t->proof_factor, why, e);
}

bool function_expect(function_expectation **out, const function_case *c, const tolerances *t,
                     refusal *why, error *e)
{
    tensor *value[MAX_FUNCTION_OUTPUTS] = {NULL};
    function_expectation *x = calloc(1, sizeof *x);
    *why = REFUSED_NO_MEMORY;
    bool ok = (x || fail(e, "no memory")) && new_outputs(value, c, e);
    if (ok) {
        *why = REFUSED_UNPROVED;
        ok = expect_status(c, function_solve(c->f->call, c, (const tensor *const *)c->in, 0, value),
                           e);
    }
    for (size_t i = 0; i < c->f->output_count && ok && c->status == OP_OK; i++) {
        x->out[i].value = value[i];
        x->out[i].tolerance = tensor_new(value[i]->rank, value[i]->dims);
        value[i] = NULL;
        ok = x->out[i].tolerance || fail(e, "no memory");
    }
    if (ok && c->status == OP_OK)
        ok = expect_results(x, c, t, why, e);
    free_all(value, MAX_FUNCTION_OUTPUTS);
    if (ok)
        *out = x;
    else
        function_expectation_free(x);
    return ok;
}
