#include "op_table.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "broadcast.h"
#include "tensor.h"

const char *const direction_name[DIRECTION_COUNT] = {"forward", "backward", "jvp"};

/* A shape as text: 4 extents of up to 20 digits, with commas and brackets. */
enum { SHAPE_TEXT = 96 };

/* A shape that is being worked out. */
typedef struct shape {
    size_t rank;
    size_t dims[MAX_RANK];
} shape;

static const char *shape_text(const tensor *t, char text[SHAPE_TEXT])
{
    int used = snprintf(text, SHAPE_TEXT, "[");
    for (size_t axis = 0; axis < t->rank; axis++)
        used +=
            snprintf(text + used, SHAPE_TEXT - (size_t)used, axis ? ",%zu" : "%zu", t->dims[axis]);
    snprintf(text + used, SHAPE_TEXT - (size_t)used, "]");
    return text;
}

/* The signatures. */

/* Copies [begin, end) to one of an operand's short texts. */
static void copy_word(char word[16], const char *begin, const char *end)
{
    const size_t length = (size_t)(end - begin);
    assert(length > 0 && length < 16);
    memcpy(word, begin, length);
    word[length] = '\0';
}

/* Reads "N,D" or "2,m" up to the bracket that closes it. */
static void parse_extents(const char *text, const char *end, op_operand *o)
{
    while (text < end) {
        assert(o->rank < MAX_RANK);
        op_extent *extent = &o->extent[o->rank++];
        if (isdigit((unsigned char)*text)) {
            char *behind;
            extent->fixed = strtoul(text, &behind, 10);
            assert(extent->fixed > 0);
            text = behind;
        } else {
            assert(isalpha((unsigned char)*text));
            extent->letter = *text++;
        }
        assert(text == end || (*text == ',' && text + 1 < end));
        text += text < end;
    }
}

/* Reads one operand, such as "const y[N,1]", and returns what follows it. */
static const char *parse_operand(const char *text, op_operand *o)
{
    static const char constant[] = "const ";
    *o = (op_operand){.constant = strncmp(text, constant, strlen(constant)) == 0};
    if (o->constant)
        text += strlen(constant);
    const char *open = text + strcspn(text, "[ ");
    const char *close = open + strcspn(open, "]");
    assert(*open == '[' && *close == ']');
    copy_word(o->name, text, open);
    open++;
    if (strncmp(open, "...", 3) == 0)
        o->any_shape = close == open + 3;
    else if (close - open > 1 && isalpha((unsigned char)open[0]) && isalpha((unsigned char)open[1]))
        copy_word(o->rule, open, close);
    else
        parse_extents(open, close, o);
    return close + 1;
}

static void parse_signature(op *o)
{
    static const char arrow[] = "-> ";
    const char *text = o->signature;
    while (strncmp(text, arrow, strlen(arrow)) != 0) {
        assert(o->input_count < MAX_INPUTS);
        text = parse_operand(text, &o->input[o->input_count]);
        assert(o->input[o->input_count].rule[0] == '\0' && *text == ' ');
        o->input_count++;
        text++;
    }
    text = parse_operand(text + strlen(arrow), &o->output);
    assert(o->input_count > 0 && *text == '\0');
}

/* The table. */

#define COUNT_OP(id, operands, attribute_names, text) +1
enum { OP_COUNT = 0 OPS(COUNT_OP) };
#undef COUNT_OP

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
            parse_signature(&rows[i]);
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

/* What follows the attribute's name in the column of attributes ("[N]" for an index), or NULL where
 * the op does not read it. */
static const char *behind_attribute(const op *o, const char *attribute)
{
    const char *word = o->attributes;
    while (*word) {
        const size_t length = strcspn(word, " [");
        if (length == strlen(attribute) && strncmp(word, attribute, length) == 0)
            return word + length;
        word += strcspn(word, " ");
        word += strspn(word, " ");
    }
    return NULL;
}

bool op_reads(const op *o, const char *attribute)
{
    return behind_attribute(o, attribute) != NULL;
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

/* The extent that each letter stands for, 0 where it has none yet. */
typedef struct bindings {
    size_t extent[128];
} bindings;

/* The extent that the signature asks for, 0 where it leaves it open. */
static size_t wanted_extent(const op_extent *extent, const bindings *bound)
{
    return extent->letter ? bound->extent[(unsigned char)extent->letter] : extent->fixed;
}

/* How many characters of the signature the inputs take up, for messages. */
static int inputs_length(const op *o)
{
    return (int)(strstr(o->signature, " ->") - o->signature);
}

/* Compares an input with its shape in the signature, and binds the letters that are new in it. */
static bool bind_letters(const op *o, size_t i, const tensor *t, bindings *bound, error *e)
{
    static const char *const ordinal[MAX_RANK] = {"first", "second", "third", "fourth"};
    const op_operand *operand = &o->input[i];
    char text[SHAPE_TEXT];
    if (t->rank != operand->rank)
        return fail(e, "%s is %s, but the signature %.*s needs it to have rank %zu", operand->name,
                    shape_text(t, text), inputs_length(o), o->signature, operand->rank);
    for (size_t axis = 0; axis < t->rank; axis++) {
        const op_extent *extent = &operand->extent[axis];
        const size_t wanted = wanted_extent(extent, bound);
        const char letter[] = {extent->letter, '\0'};
        if (wanted && t->dims[axis] != wanted)
            return fail(e, "%s is %s, but the signature %.*s needs its %s extent %s%s%zu",
                        operand->name, shape_text(t, text), inputs_length(o), o->signature,
                        ordinal[axis], letter, letter[0] ? " = " : "to be ", wanted);
        if (extent->letter)
            bound->extent[(unsigned char)extent->letter] = t->dims[axis];
    }
    return true;
}

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
                o->input[i].name, shape_text(in[i], text), inputs_length(o), o->signature,
                o->input[first].name, shape_text(in[first], wanted));
}

/* An index chooses one column for every row of the matrix whose rows its letter counts. */
static bool check_index(const op *o, const tensor *const in[], const attributes *attr,
                        const bindings *bound, error *e)
{
    const char *letter = behind_attribute(o, "index");
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

/* The output's shape where the signature spells it out in letters. */
static shape shape_of_letters(const op_operand *output, const bindings *bound)
{
    shape s = {.rank = output->rank};
    for (size_t axis = 0; axis < s.rank; axis++) {
        s.dims[axis] = wanted_extent(&output->extent[axis], bound);
        assert(s.dims[axis] > 0);
    }
    return s;
}

bool op_output_shape(const op *o, const tensor *const in[], const attributes *attr, size_t *rank,
                     size_t dims[MAX_RANK], error *e)
{
    bindings bound = {0};
    for (size_t i = 0; i < o->input_count; i++)
        if (o->input[i].any_shape ? !check_same_shape(o, in, i, e)
                                  : !bind_letters(o, i, in[i], &bound, e))
            return false;
    if (!check_index(o, in, attr, &bound, e))
        return false;
    shape out;
    if (o->output.rule[0]) {
        if (!find_rule(o->output.rule)(o, in, attr, &out, e))
            return false;
    } else {
        out = o->output.any_shape ? shape_of(in[0]) : shape_of_letters(&o->output, &bound);
    }
    *rank = out.rank;
    memcpy(dims, out.dims, out.rank * sizeof *dims);
    return true;
}
