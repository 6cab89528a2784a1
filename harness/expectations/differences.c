#include "differences.h"

#include <assert.h>
#include <float.h>
#include <gsl/gsl_deriv.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tensor.h"

struct prober {
    const op *op;
    attributes attr;
    tensor *in[MAX_INPUTS];
    tensor *dout;
    tensor *out;
    double upstream; /* the largest upstream gradient */
    double scale;    /* and that times the largest input */
};

static double largest(const tensor *t)
{
    double largest = 0;
    for (size_t i = 0, count = element_count(t); i < count; i++)
        largest = fmax(largest, fabs(t->data[i]));
    return largest;
}

prober *prober_open(const op *o, const tensor *const in[], const attributes *attr,
                    const tensor *dout)
{
    prober *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    p->op = o;
    p->attr = *attr;
    p->dout = tensor_copy(dout);
    p->out = tensor_new(dout->rank, dout->dims);
    bool complete = p->dout && p->out;
    for (size_t i = 0; i < o->input_count; i++) {
        p->in[i] = tensor_copy(in[i]);
        complete = complete && p->in[i];
    }
    if (!complete) {
        prober_close(p);
        return NULL;
    }
    p->upstream = largest(p->dout);
    for (size_t i = 0; i < o->input_count; i++)
        p->scale = fmax(p->scale, largest(p->in[i]) * p->upstream);
    return p;
}

void prober_close(prober *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < MAX_INPUTS; i++)
        free(p->in[i]);
    free(p->dout);
    free(p->out);
    free(p);
}

/* L as a function of one element, evaluated on as small a piece of the op as contains it: a single
 * element or a single row where the op works that way. That makes GSL's many evaluations cheap, and
 * keeps the rounding of outputs that do not depend on the element out of the difference. */
typedef struct slice {
    const op *op;
    attributes attr;
    tensor in[MAX_INPUTS];
    size_t dims[MAX_INPUTS][MAX_RANK];
    tensor out;
    size_t out_dims[MAX_RANK];
    const double *dout;
    size_t out_count;
    double *element;
    double magnitude;
} slice;

static bool has_rows(const op *o, size_t input)
{
    const op_operand *operand = &o->input[input];
    return !operand->any_shape && operand->rank > 0 && operand->extent[0].letter &&
           operand->extent[0].letter == o->output.extent[0].letter;
}

/* Narrows a tensor of the slice to its row `row`: the first axis keeps one entry. */
static void keep_row(tensor *t, size_t dims[MAX_RANK], size_t row)
{
    assert(t->rank > 0 && t->dims);
    size_t row_size = element_count(t) / t->dims[0];
    memcpy(dims, t->dims, t->rank * sizeof *dims);
    dims[0] = 1;
    t->dims = dims;
    t->data += row * row_size;
}

static void slice_element(slice *s, const prober *p, size_t element)
{
    static const size_t single = 1;
    for (size_t i = 0; i < s->op->input_count; i++)
        s->in[i] = (tensor){.rank = 1, .dims = &single, .data = p->in[i]->data + element};
    s->out = (tensor){.rank = 1, .dims = &single, .data = p->out->data};
    s->dout = p->dout->data + element;
}

static void slice_row(slice *s, const prober *p, size_t row)
{
    for (size_t i = 0; i < s->op->input_count; i++)
        if (has_rows(s->op, i))
            keep_row(&s->in[i], s->dims[i], row);
    keep_row(&s->out, s->out_dims, row);
    s->out.data = p->out->data;
    s->dout = p->dout->data + row * element_count(&s->out);
    if (op_reads(s->op, "index")) {
        s->attr.index += row;
        s->attr.index_count = 1;
    }
}

/* A slice refers to extents of its own: it is filled where it is to stay. */
static void slice_around(slice *s, const prober *p, size_t input, size_t element)
{
    *s = (slice){.op = p->op, .attr = p->attr, .out = *p->out, .dout = p->dout->data};
    for (size_t i = 0; i < p->op->input_count; i++)
        s->in[i] = *p->in[i];
    s->element = p->in[input]->data + element;
    locality local = op_locality(p->op);
    if (local == LOCAL_ELEMENT)
        slice_element(s, p, element);
    else if (local == LOCAL_ROW && has_rows(p->op, input))
        slice_row(s, p, element / (element_count(p->in[input]) / p->in[input]->dims[0]));
    s->out_count = element_count(&s->out);
}

/* L with the slice's element set to x. */
static double slice_value(double x, void *data)
{
    slice *s = data;
    const tensor *in[MAX_INPUTS];
    for (size_t i = 0; i < s->op->input_count; i++)
        in[i] = &s->in[i];
    double before = *s->element;
    *s->element = x;
    op_status status = s->op->forward(in, &s->attr, &s->out);
    *s->element = before;
    if (status != OP_OK)
        return NAN;
    double sum = 0;
    s->magnitude = 0;
    for (size_t j = 0; j < s->out_count; j++) {
        sum += s->dout[j] * s->out.data[j];
        s->magnitude += fabs(s->dout[j] * s->out.data[j]);
    }
    return sum;
}

/* L as GSL sees it: a function of the distance from x. The points that GSL asks for, x + h, are
 * rounded to representable ones, which matters where h is small; with a first estimate of the slope
 * the values there are led back to the points that were meant. */
typedef struct recorder {
    slice *slice;
    double origin, step;
    double below, above; /* L at origin -+ step */
    double slope;
    double value[4]; /* at the first four points: -h, h, -h/2, h/2 */
    size_t count;
    double nearest; /* the smallest distance asked for */
} recorder;

static recorder recorder_start(slice *s, double step)
{
    recorder r = {.slice = s, .origin = *s->element, .step = step, .nearest = step};
    double low = r.origin - step, high = r.origin + step;
    r.below = slice_value(low, s);
    r.above = slice_value(high, s);
    double slope = (r.above - r.below) / (high - low);
    r.slope = isfinite(slope) ? slope : 0;
    return r;
}

static double recorder_value(double distance, void *data)
{
    recorder *r = data;
    double point = r->origin + distance;
    double missed = (point - r->origin) - distance;
    double value;
    if (distance == r->step)
        value = r->above;
    else if (distance == -r->step)
        value = r->below;
    else if (fabs(missed) > 0.1 * fabs(distance))
        value = NAN; /* nearer than the numbers are apart there is nothing to see */
    else
        value = slice_value(point, r->slice);
    value -= r->slope * missed;
    if (r->count < 4)
        r->value[r->count++] = value;
    r->nearest = fmin(r->nearest, fabs(distance));
    return value;
}

/* J(h) and J(h/2) tell a smooth point from a kink, where they stand out of the rounding. A kink at
 * a third of h from here imitates the smooth ratio of 2, but it gives itself away in J(h/4). */
static smoothness classify(slice *s, const derivative *d, double center, const double value[4],
                           double noise)
{
    double x = *s->element, h = d->step;
    double wide = (value[1] - 2 * center + value[0]) / h;
    double narrow = (value[3] - 2 * center + value[2]) / (h / 2);
    if (!(fabs(wide) > noise / h) || !(fabs(narrow) > noise / h))
        return fabs(wide) > 1e3 * noise / h ? KINK_NEARBY : SMOOTH;
    double ratio = wide / narrow;
    if (fabs(ratio - 1) < 0.05)
        return KINK_HERE;
    if (!(ratio > 1.5 && ratio < 3))
        return KINK_NEARBY;
    if (fabs(wide) < 0.01 * (fabs(d->left) + fabs(d->right)))
        return SMOOTH;
    double narrowest =
        (slice_value(x + h / 4, s) - 2 * center + slice_value(x - h / 4, s)) / (h / 4);
    return narrow / narrowest > 1.5 && narrow / narrowest < 3 ? SMOOTH : KINK_NEARBY;
}

/* The differences with one step. scale bounds the terms that L is summed from. */
static derivative differentiate(slice *s, double scale, double step)
{
    derivative d = {.step = step};
    double center = slice_value(*s->element, s);
    d.magnitude = s->magnitude;
    recorder r = recorder_start(s, step);
    gsl_function function = {.function = recorder_value, .params = &r};
    gsl_deriv_central(&function, 0.0, step, &d.gsl, &d.gsl_error);
    d.plain = (r.above - r.below) / (2 * step);
    d.left = (center - r.value[0]) / step;
    d.right = (r.value[1] - center) / step;
    /* GSL counts one rounding of L; it is a sum, and each of its terms has one. */
    d.gsl_error += DBL_EPSILON * (d.magnitude + scale) / r.nearest;
    d.smoothness = classify(s, &d, center, r.value, 64 * DBL_EPSILON * (d.magnitude + scale));
    return d;
}

static bool is_finite(const derivative *d)
{
    return isfinite(d->gsl) && isfinite(d->gsl_error);
}

/* Whether the derivative proves anything. upstream is the size of the upstream gradient: of a
 * derivative far below it nothing is asked. */
static bool accurate(const derivative *d, double upstream)
{
    return is_finite(d) && d->smoothness == SMOOTH &&
           d->gsl_error <= 1e-5 * (fabs(d->gsl) + d->magnitude + upstream);
}

/* The default step, but for the neighbourhood of a domain's edge: there, where the default is too
 * coarse or reaches past the edge, powers of two (x + h is then exact) down to what serves. */
derivative prober_differentiate(prober *p, size_t input, size_t element)
{
    slice s;
    slice_around(&s, p, input, element);
    derivative best = differentiate(&s, p->scale, DIFFERENCE_STEP);
    double plain = best.plain;
    if (is_finite(&best) && best.smoothness != SMOOTH)
        return best;
    for (int exponent = -17; !accurate(&best, p->upstream) && exponent >= -50; exponent -= 3) {
        derivative d = differentiate(&s, p->scale, ldexp(1, exponent));
        if (accurate(&d, p->upstream) || (is_finite(&d) && !(d.gsl_error >= best.gsl_error)))
            best = d;
    }
    best.plain = plain;
    return best;
}

double difference_central(double (*f)(double x, void *context), void *context, double x,
                          double step, double *estimate)
{
    const gsl_function function = {.function = f, .params = context};
    double slope = NAN;
    gsl_deriv_central(&function, x, step, &slope, estimate);
    return slope;
}
