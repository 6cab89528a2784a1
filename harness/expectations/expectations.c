#include "expectations.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "differences.h"
#include "tensor.h"
#include "vacuity.h"

enum { SIGN_DRAWS = 4 };

/* Golden numbers are printed with ten digits or so. */
#define GOLDEN_TOLERANCE 1e-8

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

static bool expected_new(expected *x, const tensor *shape)
{
    x->value = tensor_new(shape->rank, shape->dims);
    x->tolerance = tensor_new(shape->rank, shape->dims);
    return x->value && x->tolerance;
}

static void expected_free(expected *x)
{
    free(x->value);
    free(x->tolerance);
}

static void gradient_free(expected_gradient *g)
{
    expected_free(&g->vjp);
    free(g->low);
    free(g->high);
    free(g->gsl);
    free(g->gsl_tolerance);
    free(g->plain);
}

static bool gradient_new(expected_gradient *g, const tensor *shape)
{
    bool complete = expected_new(&g->vjp, shape);
    tensor **all[] = {&g->low, &g->high, &g->gsl, &g->gsl_tolerance, &g->plain};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        *all[i] = tensor_new(shape->rank, shape->dims);
        complete = complete && *all[i];
    }
    return complete;
}

void expectation_free(expectation *x)
{
    if (!x)
        return;
    expected_free(&x->out);
    expected_free(&x->nudged_out);
    expected_free(&x->out_tangent);
    for (size_t i = 0; i < MAX_INPUTS; i++)
        gradient_free(&x->gradient[i]);
    free(x);
}

/* Tensors to compute in, shaped like a case's own. */
typedef struct scratch {
    tensor *dout;
    tensor *out;
    tensor *tangent[MAX_INPUTS]; /* also used as gradient buffers */
} scratch;

static void scratch_free(scratch *s)
{
    free(s->dout);
    free(s->out);
    for (size_t i = 0; i < MAX_INPUTS; i++)
        free(s->tangent[i]);
}

static bool scratch_new(scratch *s, const test_case *c)
{
    s->dout = tensor_copy(c->dout);
    s->out = tensor_copy(c->dout);
    bool complete = s->dout && s->out;
    for (size_t i = 0; i < c->op->input_count; i++)
        if (!c->op->input[i].constant) {
            s->tangent[i] = tensor_copy(c->in[i]);
            complete = complete && s->tangent[i];
        }
    return complete;
}

static const tensor *const *constant(tensor *const *t)
{
    return (const tensor *const *)t;
}

/* What is added to numbers of the size of the inputs, as shifts of logits are, is rounded as they
 * are: how much larger than 1 the inputs are. */
static double size_of_inputs(const op *o, tensor *const in[])
{
    double size = 1;
    for (size_t i = 0; i < o->input_count; i++)
        size = fmax(size, fmin(largest(in[i]), 1e4));
    return size;
}

/* Forward's rounding: a unit for the value, for what relative errors of the inputs make of it (the
 * root mean square over random signs of J applied to x, which sees the terms of a sum that cancel),
 * and for inputs that are added and subtracted on the way, as logits are. */
static bool make_forward(expected *x, const test_case *c, tensor *const in[], double factor,
                         scratch *s)
{
    const op *o = c->op;
    if (o->forward(constant(in), &c->attr, x->value) != OP_OK)
        return false;
    tensor_fill(x->tolerance, 0);
    size_t count = element_count(x->value);
    const double floor = size_of_inputs(o, in);
    for (unsigned draw = 0; draw < SIGN_DRAWS; draw++) {
        for (size_t i = 0; i < o->input_count; i++)
            for (size_t k = 0; s->tangent[i] && k < element_count(in[i]); k++)
                s->tangent[i]->data[k] = sign_of(draw, k + i) * in[i]->data[k];
        if (o->jvp(constant(in), &c->attr, x->value, constant(s->tangent), s->out) != OP_OK)
            return false;
        for (size_t j = 0; j < count; j++)
            x->tolerance->data[j] += s->out->data[j] * s->out->data[j] / SIGN_DRAWS;
    }
    for (size_t j = 0; j < count; j++)
        x->tolerance->data[j] =
            factor * DBL_EPSILON * (fabs(x->value->data[j]) + sqrt(x->tolerance->data[j]) + floor);
    return true;
}

static bool run_backward(const test_case *c, const tensor *out, const tensor *dout,
                         tensor *const din[])
{
    for (size_t i = 0; i < c->op->input_count; i++)
        if (din[i])
            tensor_fill(din[i], 0);
    return c->op->backward(constant(c->in), &c->attr, out, dout, din) == OP_OK;
}

/* Backward's rounding: a unit for the value, for the terms that summed up to it (seen by flipping
 * the signs of the upstream gradient), and for the upstream gradient itself, which formulas such as
 * g (1 - y^2) subtract from, as often as the inputs are larger than 1: e^(x - ln sum e^x) is as
 * wrong as x is rounded. */
static bool make_backward(expectation *x, const test_case *c, double factor, scratch *s)
{
    const op *o = c->op;
    tensor *din[MAX_INPUTS] = {NULL};
    for (size_t i = 0; i < o->input_count; i++)
        din[i] = x->gradient[i].vjp.value;
    if (!run_backward(c, x->out.value, c->dout, din))
        return false;
    for (unsigned draw = 0; draw < SIGN_DRAWS; draw++) {
        for (size_t j = 0; j < element_count(c->dout); j++)
            s->dout->data[j] = sign_of(draw, j) * c->dout->data[j];
        if (!run_backward(c, x->out.value, s->dout, s->tangent))
            return false;
        for (size_t i = 0; i < o->input_count; i++)
            for (size_t k = 0; din[i] && k < element_count(din[i]); k++)
                x->gradient[i].vjp.tolerance->data[k] +=
                    s->tangent[i]->data[k] * s->tangent[i]->data[k] / SIGN_DRAWS;
    }
    const double floor = largest(c->dout) * size_of_inputs(o, c->in);
    for (size_t i = 0; i < o->input_count; i++)
        for (size_t k = 0; din[i] && k < element_count(din[i]); k++) {
            double *tolerance = &x->gradient[i].vjp.tolerance->data[k];
            *tolerance = factor * DBL_EPSILON * (fabs(din[i]->data[k]) + sqrt(*tolerance) + floor);
        }
    return true;
}

static bool make_tangent(expected *x, const test_case *c, const tensor *out, double factor,
                         scratch *s)
{
    const op *o = c->op;
    if (o->jvp(constant(c->in), &c->attr, out, constant(c->tangent), x->value) != OP_OK)
        return false;
    double floor = 0;
    for (size_t i = 0; i < o->input_count; i++)
        if (c->tangent[i])
            floor = fmax(floor, largest(c->tangent[i]));
    floor *= size_of_inputs(o, c->in); /* as for backward */
    size_t count = element_count(x->value);
    for (unsigned draw = 0; draw < SIGN_DRAWS; draw++) {
        for (size_t i = 0; i < o->input_count; i++)
            for (size_t k = 0; s->tangent[i] && k < element_count(c->in[i]); k++)
                s->tangent[i]->data[k] = sign_of(draw, k + i) * c->tangent[i]->data[k];
        if (o->jvp(constant(c->in), &c->attr, out, constant(s->tangent), s->out) != OP_OK)
            return false;
        for (size_t j = 0; j < count; j++)
            x->tolerance->data[j] += s->out->data[j] * s->out->data[j] / SIGN_DRAWS;
    }
    for (size_t j = 0; j < count; j++)
        x->tolerance->data[j] =
            factor * DBL_EPSILON * (fabs(x->value->data[j]) + sqrt(x->tolerance->data[j]) + floor);
    return true;
}

/* One element of the proof: the reference's gradient against the derivative of its forward. */
static bool prove_element(expected_gradient *g, size_t element, const test_case *c, size_t input,
                          const derivative *d, const tolerances *t, refusal *why, error *e)
{
    double vjp = g->vjp.value->data[element];
    double tolerance = t->proof_factor * d->gsl_error + g->vjp.tolerance->data[element];
    const char *op_name = c->op->name, *name = c->op->input[input].name;
    g->gsl->data[element] = d->gsl;
    g->plain->data[element] = d->plain;
    g->gsl_tolerance->data[element] = tolerance;
    g->low->data[element] = g->high->data[element] = vjp;
    if (d->smoothness == KINK_NEARBY) {
        *why = REFUSED_ROUGH;
        return fail(e, "%s: case %s has a kink next to %s, element %zu", op_name, c->name, name,
                    element);
    }
    if (d->smoothness == KINK_HERE) {
        double low = fmin(d->left, d->right), high = fmax(d->left, d->right);
        double slack = DIFFERENCE_STEP * (fabs(low) + fabs(high)) + tolerance;
        if (!c->kink_pinned) {
            g->low->data[element] = low;
            g->high->data[element] = high;
        }
        if (vjp >= low - slack && vjp <= high + slack)
            return true;
    } else if (fabs(vjp - d->gsl) <= tolerance) {
        return true;
    }
    *why = REFUSED_UNPROVED;
    return fail(e,
                "%s: case %s: the reference's d%s, element %zu, is %.17g, but GSL's central "
                "difference is %.17g with tolerance %.3g: the case or the reference is wrong",
                op_name, c->name, name, element, vjp, d->gsl, tolerance);
}

static bool prove_gradient(expectation *x, const test_case *c, prober *p, size_t input,
                           const tolerances *t, refusal *why, error *e)
{
    expected_gradient *g = &x->gradient[input];
    double loosest = 0;
    for (size_t k = 0, count = element_count(c->in[input]); k < count; k++) {
        derivative d = prober_differentiate(p, input, k);
        if (!prove_element(g, k, c, input, &d, t, why, e))
            return false;
        if (d.smoothness == SMOOTH)
            loosest = fmax(loosest, g->gsl_tolerance->data[k]);
    }
    double scale = largest(g->vjp.value);
    /* A gradient of zeros is for the check of vacuity to refuse. */
    if (loosest <= 1e-3 * scale || scale == 0)
        return true;
    *why = REFUSED_ROUGH;
    return fail(e,
                "%s: case %s: differences prove d%s only to %.3g, which is too coarse for a "
                "gradient of at most %.3g",
                c->op->name, c->name, c->op->input[input].name, loosest, scale);
}

static bool agrees_with_golden(const tensor *value, const tensor *golden)
{
    for (size_t k = 0; golden && k < element_count(value); k++)
        if (!(fabs(value->data[k] - golden->data[k]) <=
              GOLDEN_TOLERANCE * fmax(1, fabs(golden->data[k]))))
            return false;
    return true;
}

static bool prove(expectation *x, const test_case *c, const tolerances *t, refusal *why, error *e)
{
    *why = REFUSED_UNPROVED;
    if (!agrees_with_golden(x->out.value, c->golden_out))
        return fail(e, "%s: case %s expects another %s than the reference computes", c->op->name,
                    c->name, c->op->output.name);
    prober *p = prober_open(c->op, constant(c->in), &c->attr, c->dout);
    if (!p) {
        *why = REFUSED_NO_MEMORY;
        return fail(e, "no memory");
    }
    bool proved = true;
    for (size_t i = 0; i < c->op->input_count && proved; i++) {
        if (c->op->input[i].constant)
            continue;
        if (!agrees_with_golden(x->gradient[i].vjp.value, c->golden_gradient[i]))
            proved = fail(e, "%s: case %s expects another d%s than the reference computes",
                          c->op->name, c->name, c->op->input[i].name);
        else
            proved = prove_gradient(x, c, p, i, t, why, e);
    }
    prober_close(p);
    return proved;
}

static bool expectation_new(expectation *x, const test_case *c)
{
    bool complete = expected_new(&x->out, c->dout) && expected_new(&x->nudged_out, c->dout) &&
                    expected_new(&x->out_tangent, c->dout);
    for (size_t i = 0; i < c->op->input_count && complete; i++)
        if (!c->op->input[i].constant)
            complete = gradient_new(&x->gradient[i], c->in[i]);
    return complete;
}

bool expectation_make(expectation **out, const test_case *c, const tolerances *t, refusal *why,
                      error *e)
{
    bool made = false;
    scratch s = {0};
    expectation *x = calloc(1, sizeof *x);
    *why = REFUSED_NO_MEMORY;
    if (!x || !expectation_new(x, c) || !scratch_new(&s, c)) {
        fail(e, "no memory");
        goto done;
    }
    *why = REFUSED_UNPROVED;
    double factor = t->rounding_factor;
    if (!make_forward(&x->out, c, c->in, factor, &s) ||
        !make_forward(&x->nudged_out, c, c->nudged, factor, &s) ||
        !make_backward(x, c, factor, &s) ||
        !make_tangent(&x->out_tangent, c, x->out.value, factor, &s)) {
        fail(e, "%s: the reference cannot compute case %s", c->op->name, c->name);
        goto done;
    }
    if (!prove(x, c, t, why, e))
        goto done;
    if (!vacuity_check(x, c, e)) {
        *why = REFUSED_BLIND;
        goto done;
    }
    *out = x;
    x = NULL;
    made = true;
done:
    scratch_free(&s);
    expectation_free(x);
    return made;
}
