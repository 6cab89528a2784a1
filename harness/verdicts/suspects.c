#include "suspects.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tensor.h"

static bool predict_zeros(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    (void)q, (void)detail, (void)size;
    tensor_fill(wrong, 0);
    return true;
}

static bool predict_negated(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    (void)detail, (void)size;
    const tensor *right = inquiry_right(q);
    for (size_t k = 0; k < element_count(wrong); k++)
        wrong->data[k] = -right->data[k];
    return true;
}

/* Backward with another upstream gradient in the place of the right one. */
static bool run_with_upstream(const inquiry *q, double (*upstream)(const tensor *dout, size_t k),
                              tensor *wrong)
{
    call_arguments a = inquiry_arguments(q);
    tensor *dout = tensor_copy(a.dout);
    if (!dout)
        return false;
    for (size_t k = 0; k < element_count(dout); k++)
        dout->data[k] = upstream(a.dout, k);
    a.dout = dout;
    bool ok = inquiry_run(q, &a, wrong);
    free(dout);
    return ok;
}

static double one(const tensor *dout, size_t k)
{
    (void)dout, (void)k;
    return 1;
}

static bool predict_upstream_dropped(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    (void)detail, (void)size;
    return run_with_upstream(q, one, wrong);
}

/* What the entries along an axis are called. */
static const char *axis_name(size_t rank, size_t axis)
{
    return rank == 2 ? (axis == 0 ? "row" : "column") : rank == 1 ? "element" : "slice";
}

/* Of all that is summed over one axis of the output, only the first or the last entry. Behind the
 * variants for each axis come those for the axis that the op was asked for. */
static bool predict_one_entry(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    call_arguments a = inquiry_arguments(q);
    size_t axis = q->variant / 2, stride = 1;
    bool last = q->variant % 2;
    if (axis == MAX_RANK && op_reads(a.op, "axis") && a.attr.axis != ALL_AXES)
        axis = (size_t)a.attr.axis;
    if (axis >= a.dout->rank)
        return false;
    tensor *dout = tensor_copy(a.dout);
    if (!dout)
        return false;
    for (size_t k = axis + 1; k < dout->rank; k++)
        stride *= dout->dims[k];
    size_t kept = last ? dout->dims[axis] - 1 : 0;
    for (size_t k = 0; k < element_count(dout); k++)
        if (k / stride % dout->dims[axis] != kept)
            dout->data[k] = 0;
    a.dout = dout;
    bool ok = inquiry_run(q, &a, wrong);
    snprintf(detail, size, "%s %s", last ? "last" : "first", axis_name(dout->rank, axis));
    free(dout);
    return ok;
}

/* A copy of t with the first or last entry of an axis, or of all elements, set to 0; the caller's
 * to free. */
static tensor *without(const tensor *t, ptrdiff_t axis, bool last)
{
    size_t stride = 1;
    const size_t count = element_count(t), along = axis == ALL_AXES ? count : t->dims[axis];
    tensor *copy = tensor_copy(t);
    for (size_t k = (size_t)(axis + 1); axis != ALL_AXES && k < t->rank; k++)
        stride *= t->dims[k];
    for (size_t k = 0; copy && k < count; k++)
        if (k / stride % along == (last ? along - 1 : 0))
            copy->data[k] = 0;
    return copy;
}

/* A loop that starts too late or ends too early: an entry of an input, or of the upstream gradient,
 * does not contribute. Behind the variants for each axis come those for the axis asked for. */
static bool predict_left_out(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    call_arguments a = inquiry_arguments(q);
    const bool last = q->variant % 2, upstream = q->variant / 2 / (MAX_RANK + 1) == MAX_INPUTS;
    const size_t which = q->variant / 2 / (MAX_RANK + 1);
    ptrdiff_t axis = (ptrdiff_t)(q->variant / 2 % (MAX_RANK + 1));
    if (axis == MAX_RANK && op_reads(a.op, "axis"))
        axis = a.attr.axis;
    if (upstream ? q->direction != BACKWARD : which >= a.op->input_count)
        return false;
    const tensor *t = upstream ? a.dout : a.in[which];
    if (axis >= (ptrdiff_t)t->rank)
        return false;
    tensor *copy = without(t, axis, last);
    *(upstream ? &a.dout : &a.in[which]) = copy;
    snprintf(detail, size, "the %s %s of %s%s", last ? "last" : "first",
             axis == ALL_AXES ? "element" : axis_name(t->rank, (size_t)axis), upstream ? "d" : "",
             upstream ? a.op->output.name : a.op->input[which].name);
    const bool ok = copy && inquiry_run(q, &a, wrong);
    free(copy);
    return ok;
}

static bool predict_upstream_itself(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    (void)detail, (void)size;
    const tensor *from = q->direction == JVP ? q->c->test->tangent[0] : q->c->test->dout;
    if (!from || element_count(from) != element_count(wrong))
        return false;
    memcpy(wrong->data, from->data, element_count(wrong) * sizeof(double));
    return true;
}

/* Written column by column into memory that is read row by row. */
static bool predict_transposed(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    (void)detail, (void)size;
    const tensor *right = inquiry_right(q);
    if (right->rank != 2)
        return false;
    size_t rows = right->dims[0], columns = right->dims[1];
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++)
            wrong->data[j * rows + i] = right->data[i * columns + j];
    return true;
}

static bool predict_input_for_output(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    (void)detail, (void)size;
    call_arguments a = inquiry_arguments(q);
    if (!same_shape(a.in[q->input], a.out))
        return false;
    a.out = a.in[q->input];
    return inquiry_run(q, &a, wrong);
}

static bool predict_output_for_input(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    (void)detail, (void)size;
    call_arguments a = inquiry_arguments(q);
    if (!same_shape(a.in[q->input], a.out))
        return false;
    a.in[q->input] = a.out;
    return inquiry_run(q, &a, wrong);
}

static bool predict_upstream_for_input(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    (void)detail, (void)size;
    call_arguments a = inquiry_arguments(q);
    if (!same_shape(a.in[q->input], a.dout))
        return false;
    a.in[q->input] = a.dout;
    return inquiry_run(q, &a, wrong);
}

static bool predict_swapped_inputs(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    (void)detail, (void)size;
    call_arguments a = inquiry_arguments(q);
    if (a.op->input_count != 2 || !same_shape(a.in[0], a.in[1]))
        return false;
    const tensor *first = a.in[0];
    a.in[0] = a.in[1];
    a.in[1] = first;
    return inquiry_run(q, &a, wrong);
}

/* One argument of the call in another guise. The copy is the caller's to free. */
static tensor *disguise(const tensor *t, double (*of)(const tensor *t, size_t k))
{
    tensor *copy = tensor_copy(t);
    for (size_t k = 0; copy && k < element_count(t); k++)
        copy->data[k] = of(t, k);
    return copy;
}

/* A matrix read as if it were stored column by column. */
static double misread(const tensor *t, size_t k)
{
    size_t rows = t->dims[0], columns = t->dims[1];
    return t->data[k % columns * rows + k / columns];
}

static double cut(const tensor *t, size_t k)
{
    return fmax(0, t->data[k]);
}

static bool predict_misread_input(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    call_arguments a = inquiry_arguments(q);
    if (q->variant >= a.op->input_count || a.in[q->variant]->rank != 2)
        return false;
    tensor *other = disguise(a.in[q->variant], misread);
    a.in[q->variant] = other;
    snprintf(detail, size, "%s", a.op->input[q->variant].name);
    bool ok = other && inquiry_run(q, &a, wrong);
    free(other);
    return ok;
}

/* A product whose factors are cut at 0 one by one: a ReLU's mask in the wrong place. */
static bool predict_cut_inputs(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    (void)detail, (void)size;
    call_arguments a = inquiry_arguments(q);
    tensor *copies[MAX_INPUTS] = {NULL};
    bool ok = a.op->input_count > 1;
    for (size_t i = 0; i < a.op->input_count && ok; i++) {
        copies[i] = disguise(a.in[i], cut);
        a.in[i] = copies[i];
        ok = copies[i];
    }
    ok = ok && inquiry_run(q, &a, wrong);
    for (size_t i = 0; i < MAX_INPUTS; i++)
        free(copies[i]);
    return ok;
}

static bool predict_reversed(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    (void)detail, (void)size;
    const tensor *right = inquiry_right(q);
    size_t last = right->rank ? right->dims[right->rank - 1] : 1;
    for (size_t k = 0; k < element_count(wrong); k++)
        wrong->data[k] = right->data[k - k % last + last - 1 - k % last];
    return last > 1;
}

/* The gradient that belongs to another input. */
static bool predict_other_gradient(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    const op *o = q->c->test->op;
    const tensor *other = q->c->expected->gradient[q->variant].vjp.value;
    if (q->variant >= o->input_count || q->variant == q->input || !other ||
        element_count(other) != element_count(wrong))
        return false;
    snprintf(detail, size, "d%s", o->input[q->variant].name);
    memcpy(wrong->data, other->data, element_count(wrong) * sizeof(double));
    return true;
}

/* Each output's derivative by the input element of the same number alone. */
static bool predict_diagonal(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    (void)detail, (void)size;
    call_arguments a = inquiry_arguments(q);
    size_t count = element_count(wrong);
    if (!same_shape(a.in[q->input], a.out))
        return false;
    tensor *unit = tensor_new(a.dout->rank, a.dout->dims);
    tensor *row = tensor_copy(wrong);
    bool ok = unit && row;
    a.dout = unit;
    for (size_t k = 0; k < count && ok; k++) {
        unit->data[k] = q->c->test->dout->data[k];
        ok = inquiry_run(q, &a, row);
        wrong->data[k] = row->data[k];
        unit->data[k] = 0;
    }
    free(unit);
    free(row);
    return ok;
}

static bool predict_shifted(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    (void)detail, (void)size;
    const tensor *right = inquiry_right(q);
    size_t count = element_count(wrong), by = q->variant ? count - 1 : 1;
    for (size_t k = 0; k < count; k++)
        wrong->data[k] = right->data[(k + by) % count];
    return count > 1;
}

/* Factors that a mistake may bring in: fixed ones, and those read off the case. */
typedef struct factor {
    const char *name;
    double fixed; /* 0: an extent, see below */
    bool of_output;
    size_t axis;
    bool all; /* all elements, not one axis */
} factor;

static const factor factors[] = {
    {.name = "2", .fixed = 2},
    {.name = "the number of rows", .axis = 0},
    {.name = "the number of columns", .axis = 1},
    {.name = "the number of elements", .all = true},
    {.name = "the number of rows of the output", .of_output = true, .axis = 0},
    {.name = "the number of columns of the output", .of_output = true, .axis = 1},
    {.name = "the number of elements of the output", .of_output = true, .all = true},
    {.name = "3", .fixed = 3},
    {.name = "4", .fixed = 4},
    {.name = "10", .fixed = 10},
    {.name = "100", .fixed = 100},
};
enum { FACTOR_COUNT = sizeof factors / sizeof *factors };

static bool factor_value(const factor *f, const inquiry *q, double *value)
{
    const tensor *t = f->of_output ? q->c->test->dout : q->c->test->in[q->input];
    if (f->fixed != 0) {
        *value = f->fixed;
    } else if (f->all) {
        *value = (double)element_count(t);
    } else {
        if (f->axis >= t->rank)
            return false;
        *value = (double)t->dims[f->axis];
    }
    return true;
}

/* Variants: each factor as multiplier and divisor, with either sign. */
static bool predict_scaled(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    const factor *f = &factors[q->variant / 4];
    bool divided = q->variant & 1, negated = q->variant & 2;
    double value;
    if (!factor_value(f, q, &value))
        return false;
    value = (divided ? 1 / value : value) * (negated ? -1 : 1);
    const tensor *right = inquiry_right(q);
    for (size_t k = 0; k < element_count(wrong); k++)
        wrong->data[k] = value * right->data[k];
    snprintf(detail, size, "%s%s%s", negated ? "the negative, " : "",
             divided ? "divided by " : "multiplied by ", f->name);
    return true;
}

/* Attributes taken for a constant. */
static bool predict_fixed_attribute(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    static const double values[] = {0, 0.01, 0.1, 1, -1};
    static const char *const names[] = {"k", "c", "slope"};
    call_arguments a = inquiry_arguments(q);
    double *fields[] = {&a.attr.k, &a.attr.c, &a.attr.slope};
    double value = values[q->variant % 5];
    size_t field = q->variant / 5;
    if (!op_reads(a.op, names[field]))
        return false;
    *fields[field] = value;
    snprintf(detail, size, "%s as if it were always %g", names[field], value);
    return inquiry_run(q, &a, wrong);
}

/* Another op's function. */
static bool predict_other_op(const inquiry *q, tensor *wrong, char *detail, size_t size)
{
    call_arguments a = inquiry_arguments(q);
    const op *other = op_at(q->variant);
    size_t rank, dims[MAX_RANK];
    if (other == a.op || other->input_count != a.op->input_count)
        return false;
    for (size_t i = 0; i < other->input_count; i++)
        if (other->input[i].constant != a.op->input[i].constant)
            return false;
    if (op_reads(other, "index") != op_reads(a.op, "index") ||
        !op_output_shape(other, a.in, &a.attr, &rank, dims, NULL) ||
        !same_shape(&(tensor){.rank = rank, .dims = dims}, a.out))
        return false;
    a.op = other;
    a.forward = other->forward;
    a.backward = other->backward;
    a.jvp = other->jvp;
    snprintf(detail, size, "%s", other->name);
    return inquiry_run(q, &a, wrong);
}

/* The number of ops, as a constant. */
#define ONE_MORE(name, signature, attributes, formula) +1
enum { OP_COUNT = 0 OPS(ONE_MORE) };

#define BACKWARD_ONLY                                                                              \
    {                                                                                              \
        false, true, false                                                                         \
    }
#define GRADIENTS                                                                                  \
    {                                                                                              \
        false, true, true                                                                          \
    }
#define EVERYWHERE                                                                                 \
    {                                                                                              \
        true, true, true                                                                           \
    }

static const suspect suspects[] = {
    {"$d is never written: it stays zero", EVERYWHERE, 1, predict_zeros},
    {"$d has the wrong sign", EVERYWHERE, 1, predict_negated},
    {"$d leaves out the upstream gradient $g: by the chain rule it is a factor of every term",
     BACKWARD_ONLY, 1, predict_upstream_dropped},
    {"$d is the upstream gradient itself: the derivative of the op is missing", BACKWARD_ONLY, 1,
     predict_upstream_itself},
    {"$d is the transpose of what it should be, written in its place", EVERYWHERE, 1,
     predict_transposed},
    {"$d uses the input $x where the output $y belongs", GRADIENTS, 1, predict_input_for_output},
    {"$d uses the output $y where the input $x belongs", GRADIENTS, 1, predict_output_for_input},
    {"$d looks at the upstream gradient $g where the input $x belongs", BACKWARD_ONLY, 1,
     predict_upstream_for_input},
    {"the two inputs are exchanged", EVERYWHERE, 1, predict_swapped_inputs},
    {"$d is what $* should be: the two are exchanged", BACKWARD_ONLY, MAX_INPUTS,
     predict_other_gradient},
    {"$d holds only what the $* contributes: the sum over the others is missing", BACKWARD_ONLY,
     2 * (MAX_RANK + 1), predict_one_entry},
    {"$d keeps only the diagonal of the Jacobian: every input of the row moves every output",
     BACKWARD_ONLY, 1, predict_diagonal},
    {"$d reads $* as if it were stored transposed", EVERYWHERE, MAX_INPUTS, predict_misread_input},
    {"$d cuts negative inputs one by one: a ReLU's mask belongs to the whole pre-activation",
     EVERYWHERE, 1, predict_cut_inputs},
    {"$d has the columns in reverse order", EVERYWHERE, 1, predict_reversed},
    {"$d takes the attribute $*", EVERYWHERE, 15, predict_fixed_attribute},
    {"$d is right up to a constant factor: it is $*", EVERYWHERE, 4 * FACTOR_COUNT, predict_scaled},
    {"$d is shifted by one element", EVERYWHERE, 2, predict_shifted},
    {"$d leaves out $*", EVERYWHERE, 2 * MAX_RANK *(MAX_INPUTS + 1), predict_left_out},
    {"$d is what $* would give", EVERYWHERE, OP_COUNT, predict_other_op},
};

size_t suspect_count(void)
{
    return sizeof suspects / sizeof *suspects;
}

size_t suspect_late(void)
{
    return suspect_count() - 1;
}

const suspect *suspect_at(size_t i)
{
    assert(i < suspect_count());
    return &suspects[i];
}
