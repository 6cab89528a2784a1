#include "op_table.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "broadcast.h"
#include "tensor.h"

const char *const direction_name[DIRECTION_COUNT] = {"forward", "backward", "jvp"};

/* A shape that is being worked out. */
typedef struct shape {
    size_t rank;
    size_t dims[MAX_RANK];
} shape;

#define COUNT_OP(id, operands, attribute_names, text) +1
enum { OP_COUNT = 0 OPS(COUNT_OP) };
#undef COUNT_OP

static void parse_row(op *o)
{
    const char *text = o->signature;
    o->input_count = signature_parse(&text, o->input, MAX_INPUTS);
    signature_parse(&text, &o->output, 1);
}

static const op *table(void)
{
#define ROW(id, operands, attribute_names, text)                                                   \
    {.name = #id,                                                                                  \
     .signature = operands,                                                                        \
     .attributes = attribute_names,                                                                \
     .formula = text,                                                                              \
     .forward = id##_forward,                                                                      \
     .backward = id##_backward,                                                                    \
     .jvp = id##_jvp},
    static op rows[OP_COUNT] = {OPS(ROW)};
#undef ROW
    static bool parsed;
    if (!parsed)
        for (size_t i = 0; i < OP_COUNT; i++)
            parse_row(&rows[i]);
    parsed = true;
    return rows;
}

size_t op_count(void)
{
    return OP_COUNT;
}

const op *op_at(size_t i)
{
    assert(i < OP_COUNT);
    return &table()[i];
}

const op *op_find(const char *name)
{
    for (size_t i = 0; i < OP_COUNT; i++)
        if (strcmp(op_at(i)->name, name) == 0)
            return op_at(i);
    return NULL;
}

bool op_reads(const op *o, const char *attribute)
{
    return signature_behind_word(o->attributes, attribute) != NULL;
}

/* Whether the operand is made of rows that the letter counts. */
static bool has_rows(const op_operand *o, char letter)
{
    return o->rank > 0 && letter && o->extent[0].letter == letter;
}

locality op_locality(const op *o)
{
    if (o->output.any_shape)
        return LOCAL_ELEMENT;
    for (size_t i = 0; i < o->input_count; i++)
        if (has_rows(&o->input[i], o->output.extent[0].letter))
            return LOCAL_ROW;
    return LOCAL_NOT;
}

/* The output's shape: first the letters are bound, then the index checked, then the output put
 * together by its letters or by its rule. */

/* Compares input i with the first input written [...]. Where the output has a rule, that rule says
 * how the inputs' shapes belong together, and any shape passes here. */
static bool check_same_shape(const op *o, const tensor *const in[], size_t i, error *e)
{
    size_t first = 0;
    while (!o->input[first].any_shape)
        first++;
    char text[SHAPE_TEXT], wanted[SHAPE_TEXT];
    if (o->output.rule[0] || same_shape(in[i], in[first]))
        return true;
    return fail(e, "%s is %s, but the signature %.*s needs it to be shaped like %s, %s",
                o->input[i].name, shape_text(in[i], text), signature_inputs_length(o->signature),
                o->signature, o->input[first].name, shape_text(in[first], wanted));
}

/* An index chooses one column for every row of the matrix whose rows its letter counts. */
static bool check_index(const op *o, const tensor *const in[], const attributes *attr,
                        const signature_bindings *bound, error *e)
{
    const char *letter = signature_behind_word(o->attributes, "index");
    if (!letter)
        return true;
    assert(letter[0] == '[' && isalpha((unsigned char)letter[1]) && letter[2] == ']');
    const size_t rows = bound->extent[(unsigned char)letter[1]];
    if (!attr->index || attr->index_count != rows)
        return fail(e, "index has %zu entries, but needs %c = %zu: one for every row of %s",
                    attr->index ? attr->index_count : 0, letter[1], rows, o->input[0].name);
    assert(has_rows(&o->input[0], letter[1]));
    const size_t columns = in[0]->dims[in[0]->rank - 1];
    for (size_t row = 0; row < rows; row++)
        if (attr->index[row] >= columns)
            return fail(e, "index[%zu] is %zu, but the last column of %s is %zu", row,
                        attr->index[row], o->input[0].name, columns - 1);
    return true;
}

/* The rules. Each is found by its word in the signature. */
typedef bool shape_rule(const op *o, const tensor *const in[], const attributes *attr, shape *out,
                        error *e);

static bool shape_broadcast(const op *o, const tensor *const in[], const attributes *attr,
                            shape *out, error *e)
{
    (void)attr;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (broadcast_shape(in[0], in[1], &out->rank, out->dims))
        return true;
    return fail(e,
                "%s is %s and %s is %s, which do not broadcast: counted from the last axis, two "
                "extents must be equal, or one of them 1",
                o->input[0].name, shape_text(in[0], a), o->input[1].name, shape_text(in[1], b));
}

static bool check_axis(const op *o, const tensor *x, ptrdiff_t axis, error *e)
{
    char text[SHAPE_TEXT];
    if (axis >= 0 && (size_t)axis < x->rank)
        return true;
    if (x->rank == 0)
        return fail(e, "axis is %td, but %s is a scalar, which has no axes", axis,
                    o->input[0].name);
    return fail(e, "axis is %td, but %s is %s, whose axes are 0 to %zu", axis, o->input[0].name,
                shape_text(x, text), x->rank - 1);
}

static bool check_unit_axis(const op *o, const tensor *x, ptrdiff_t axis, error *e)
{
    char text[SHAPE_TEXT];
    if (!check_axis(o, x, axis, e))
        return false;
    if (x->dims[axis] != 1)
        return fail(e, "%s is %s, but its axis %td must have extent 1", o->input[0].name,
                    shape_text(x, text), axis);
    return true;
}

/* The shape of x. */
static shape shape_of(const tensor *x)
{
    shape s = {.rank = x->rank};
    for (size_t axis = 0; axis < x->rank; axis++)
        s.dims[axis] = x->dims[axis];
    return s;
}

static void drop_axis(shape *s, size_t axis)
{
    s->rank--;
    for (; axis < s->rank; axis++)
        s->dims[axis] = s->dims[axis + 1];
}

static bool shape_reduce(const op *o, const tensor *const in[], const attributes *attr, shape *out,
                         error *e)
{
    *out = (shape){0};
    if (attr->axis == ALL_AXES)
        return true;
    if (!check_axis(o, in[0], attr->axis, e))
        return false;
    *out = shape_of(in[0]);
    drop_axis(out, (size_t)attr->axis);
    return true;
}

static bool shape_expand(const op *o, const tensor *const in[], const attributes *attr, shape *out,
                         error *e)
{
    if (!check_unit_axis(o, in[0], attr->axis, e))
        return false;
    if (attr->repeats == 0)
        return fail(e, "repeats is 0, but must be at least 1");
    *out = shape_of(in[0]);
    out->dims[attr->axis] = attr->repeats;
    return true;
}

static bool shape_squeeze(const op *o, const tensor *const in[], const attributes *attr, shape *out,
                          error *e)
{
    if (!check_unit_axis(o, in[0], attr->axis, e))
        return false;
    *out = shape_of(in[0]);
    drop_axis(out, (size_t)attr->axis);
    return true;
}

static bool shape_unsqueeze(const op *o, const tensor *const in[], const attributes *attr,
                            shape *out, error *e)
{
    char text[SHAPE_TEXT];
    *out = shape_of(in[0]);
    if (out->rank == MAX_RANK)
        return fail(e, "%s is %s, which has no room for another axis: the highest rank is %d",
                    o->input[0].name, shape_text(in[0], text), MAX_RANK);
    if (attr->axis < 0 || (size_t)attr->axis > out->rank)
        return fail(e, "axis is %td, but %s is %s: the new axis can be 0 to %zu", attr->axis,
                    o->input[0].name, shape_text(in[0], text), out->rank);
    const size_t unit = (size_t)attr->axis;
    for (size_t axis = out->rank++; axis > unit; axis--)
        out->dims[axis] = out->dims[axis - 1];
    out->dims[unit] = 1;
    return true;
}

static shape_rule *find_rule(const char *name)
{
    static const struct {
        const char *name;
        shape_rule *rule;
    } rules[] = {
        {"broadcast", shape_broadcast}, {"reduce", shape_reduce},       {"expand", shape_expand},
        {"squeeze", shape_squeeze},     {"unsqueeze", shape_unsqueeze},
    };
    size_t i = 0;
    while (strcmp(rules[i].name, name) != 0) {
        i++;
        assert(i < sizeof rules / sizeof *rules);
    }
    return rules[i].rule;
}

bool op_output_shape(const op *o, const tensor *const in[], const attributes *attr, size_t *rank,
                     size_t dims[MAX_RANK], error *e)
{
    signature_bindings bound = {0};
    for (size_t i = 0; i < o->input_count; i++)
        if (o->input[i].any_shape ? !check_same_shape(o, in, i, e)
                                  : !signature_bind(o->signature, &o->input[i], in[i], &bound, e))
            return false;
    if (!check_index(o, in, attr, &bound, e))
        return false;
    shape out = {0};
    if (o->output.rule[0]) {
        if (!find_rule(o->output.rule)(o, in, attr, &out, e))
            return false;
    } else if (o->output.any_shape) {
        out = shape_of(in[0]);
    } else {
        signature_shape(&o->output, &bound, &out.rank, out.dims);
    }
    *rank = out.rank;
    memcpy(dims, out.dims, out.rank * sizeof *dims);
    return true;
}
