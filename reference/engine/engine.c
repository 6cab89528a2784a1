/* The engine: a tape of nodes, reverse mode, forward mode, and Jacobians by either.
 *
 * An op can only be applied to nodes that are there already, so the order in which nodes were made
 * is a topological order of the graph. Forward mode walks the tape upwards and meets every node
 * after its inputs; reverse mode walks it downwards and meets every node after its consumers, when
 * its gradient is complete. Both are loops: the depth of the graph costs no stack. */
#include "engine.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "shape.h"
#include "tensor.h"

/* One node of the tape. The tensors have one shape, and addresses that stay as the tape grows. */
typedef struct entry {
    const engine_op *op; /* NULL: an input */
    node in[MAX_INPUTS];
    attributes attr; /* with an index array of its own */
    tensor *value;
    tensor *gradient; /* of the output of the last reverse pass, by this node */
    tensor *tangent;  /* of this node, in the last forward pass */
    bool needed;      /* the output of the current pass depends on it */
    bool moves;       /* it depends on what moves in the current forward pass */
} entry;

struct engine {
    const engine_op *ops;
    size_t op_count;
    entry *tape;
    size_t count, capacity;
};

/* Nodes. */

engine *engine_open(const engine_op *ops, size_t op_count)
{
    engine *e = calloc(1, sizeof *e);
    if (e)
        *e = (engine){.ops = ops, .op_count = op_count};
    return e;
}

static void entry_free(entry *n)
{
    free((void *)n->attr.index);
    free(n->value);
    free(n->gradient);
    free(n->tangent);
}

void engine_close(engine *e)
{
    for (size_t n = 0; e && n < e->count; n++)
        entry_free(&e->tape[n]);
    if (e)
        free(e->tape);
    free(e);
}

/* Makes room for one more entry. */
static bool reserve(engine *e)
{
    if (e->count < e->capacity)
        return true;
    /* Doubling moves an entry about once on average, however long the tape grows. */
    size_t capacity = e->capacity ? 2 * e->capacity : 64;
    entry *tape = realloc(e->tape, capacity * sizeof *tape);
    if (!tape)
        return false;
    e->tape = tape;
    e->capacity = capacity;
    return true;
}

/* Gives a node its tensors, all of them 0. */
static bool allocate(entry *n, size_t rank, const size_t *dims)
{
    n->value = tensor_new(rank, dims);
    n->gradient = tensor_new(rank, dims);
    n->tangent = tensor_new(rank, dims);
    return n->value && n->gradient && n->tangent;
}

op_status engine_input(engine *e, const tensor *value, node *out)
{
    entry n = {.op = NULL};
    if (!reserve(e) || !allocate(&n, value->rank, value->dims)) {
        entry_free(&n);
        return OP_NO_MEMORY;
    }
    memcpy(n.value->data, value->data, element_count(value) * sizeof *value->data);
    e->tape[e->count] = n;
    *out = e->count++;
    return OP_OK;
}

static const engine_op *find_op(const engine *e, const char *name)
{
    for (size_t i = 0; i < e->op_count; i++)
        if (strcmp(e->ops[i].name, name) == 0)
            return &e->ops[i];
    return NULL;
}

static bool copy_attributes(attributes *copy, const attributes *attr)
{
    *copy = attr ? *attr : (attributes){0};
    if (!copy->index)
        return true;
    size_t *index = malloc((copy->index_count + 1) * sizeof *index); /* never malloc(0) */
    if (index)
        memcpy(index, copy->index, copy->index_count * sizeof *index);
    copy->index = index;
    return index != NULL;
}

static void list_values(const engine *e, const entry *n, const tensor *in[MAX_INPUTS])
{
    for (size_t i = 0; i < n->op->input_count; i++)
        in[i] = e->tape[n->in[i]].value;
}

op_status engine_apply(engine *e, const char *op_name, const node in[], const attributes *attr,
                       node *out)
{
    entry n = {.op = find_op(e, op_name)};
    if (!n.op)
        return OP_BAD_INPUT;
    for (size_t i = 0; i < n.op->input_count; i++) {
        if (in[i] >= e->count)
            return OP_BAD_INPUT;
        n.in[i] = in[i];
    }
    const tensor *values[MAX_INPUTS] = {NULL};
    list_values(e, &n, values);
    size_t rank, dims[MAX_RANK];
    op_status status = OP_NO_MEMORY;
    if (!reserve(e) || !copy_attributes(&n.attr, attr))
        goto done;
    status = n.op->shape(values, &n.attr, &rank, dims);
    if (status == OP_OK && !allocate(&n, rank, dims))
        status = OP_NO_MEMORY;
    if (status == OP_OK)
        status = n.op->forward(values, &n.attr, n.value);
done:
    if (status != OP_OK) {
        entry_free(&n);
        return status;
    }
    e->tape[e->count] = n;
    *out = e->count++;
    return OP_OK;
}

const tensor *engine_value(const engine *e, node n)
{
    return n < e->count ? e->tape[n].value : NULL;
}

const tensor *engine_gradient(const engine *e, node n)
{
    return n < e->count ? e->tape[n].gradient : NULL;
}

size_t engine_node_count(const engine *e)
{
    return e->count;
}

/* Reverse mode. */

/* Calls a node's backward: adds its share to the gradients of its inputs. */
static op_status pull_back(engine *e, entry *n)
{
    const tensor *in[MAX_INPUTS] = {NULL};
    tensor *din[MAX_INPUTS] = {NULL};
    list_values(e, n, in);
    for (size_t i = 0; i < n->op->input_count; i++) {
        entry *input = &e->tape[n->in[i]];
        input->needed = true;
        din[i] = input->gradient;
    }
    return n->op->backward(in, &n->attr, n->value, n->gradient, din);
}

/* Computes the gradients of one element of the output. */
static op_status reverse_pass(engine *e, node output, size_t element)
{
    for (size_t n = 0; n < e->count; n++) {
        tensor_fill(e->tape[n].gradient, 0);
        e->tape[n].needed = n == output;
    }
    e->tape[output].gradient->data[element] = 1;
    op_status status = OP_OK;
    for (size_t n = output + 1; n-- > 0 && status == OP_OK;)
        if (e->tape[n].needed && e->tape[n].op)
            status = pull_back(e, &e->tape[n]);
    return status;
}

op_status engine_backward(engine *e, node output)
{
    if (output >= e->count || element_count(e->tape[output].value) != 1)
        return OP_BAD_INPUT;
    return reverse_pass(e, output, 0);
}

/* Forward mode. */

/* Lets everything stand still. */
static void hold(engine *e)
{
    for (size_t n = 0; n < e->count; n++) {
        tensor_fill(e->tape[n].tangent, 0);
        e->tape[n].moves = false;
    }
}

/* Marks the nodes that the output depends on. */
static void mark_needed(engine *e, node output)
{
    for (size_t n = 0; n < e->count; n++)
        e->tape[n].needed = n == output;
    for (size_t n = output + 1; n-- > 0;) {
        const entry *at = &e->tape[n];
        for (size_t i = 0; at->needed && at->op && i < at->op->input_count; i++)
            e->tape[at->in[i]].needed = true;
    }
}

/* Calls a node's jvp where one of its inputs moves. A node that was set in motion itself keeps its
 * tangent. */
static op_status push_forward(engine *e, entry *n)
{
    const tensor *in[MAX_INPUTS] = {NULL}, *tangent[MAX_INPUTS] = {NULL};
    bool pushed = false;
    list_values(e, n, in);
    for (size_t i = 0; i < n->op->input_count; i++) {
        const entry *input = &e->tape[n->in[i]];
        tangent[i] = input->tangent;
        pushed = pushed || input->moves;
    }
    if (!pushed || n->moves)
        return OP_OK;
    n->moves = true;
    return n->op->jvp(in, &n->attr, n->value, tangent, n->tangent);
}

/* Computes the tangent of the output, given those of the nodes that move. */
static op_status forward_pass(engine *e, node output)
{
    op_status status = OP_OK;
    mark_needed(e, output);
    for (size_t n = 0; n <= output && status == OP_OK; n++)
        if (e->tape[n].needed && e->tape[n].op)
            status = push_forward(e, &e->tape[n]);
    return status;
}

op_status engine_directional(engine *e, node output, const node inputs[],
                             const tensor *const tangents[], size_t input_count, tensor *out)
{
    if (output >= e->count || !same_shape(out, e->tape[output].value))
        return OP_BAD_INPUT;
    for (size_t i = 0; i < input_count; i++)
        if (inputs[i] >= e->count || !same_shape(tangents[i], e->tape[inputs[i]].value))
            return OP_BAD_INPUT;
    hold(e);
    for (size_t i = 0; i < input_count; i++) {
        entry *n = &e->tape[inputs[i]];
        n->moves = true;
        memcpy(n->tangent->data, tangents[i]->data, element_count(n->value) * sizeof(double));
    }
    op_status status = forward_pass(e, output);
    if (status == OP_OK)
        memcpy(out->data, e->tape[output].tangent->data, element_count(out) * sizeof(double));
    return status;
}

/* Jacobians: a reverse pass finds a row, a forward pass a column. */

static bool fits_jacobian(const engine *e, node output, node input, const tensor *J)
{
    return output < e->count && input < e->count &&
           is_matrix(J, element_count(e->tape[output].value), element_count(e->tape[input].value));
}

op_status engine_jacobian_reverse(engine *e, node output, node input, tensor *J)
{
    if (!fits_jacobian(e, output, input, J))
        return OP_BAD_INPUT;
    op_status status = OP_OK;
    size_t rows = J->dims[0], columns = J->dims[1];
    for (size_t row = 0; row < rows && status == OP_OK; row++) {
        status = reverse_pass(e, output, row);
        memcpy(&J->data[row * columns], e->tape[input].gradient->data, columns * sizeof *J->data);
    }
    return status;
}

op_status engine_jacobian_forward(engine *e, node output, node input, tensor *J)
{
    if (!fits_jacobian(e, output, input, J))
        return OP_BAD_INPUT;
    op_status status = OP_OK;
    size_t rows = J->dims[0], columns = J->dims[1];
    for (size_t column = 0; column < columns && status == OP_OK; column++) {
        hold(e);
        e->tape[input].moves = true;
        e->tape[input].tangent->data[column] = 1;
        status = forward_pass(e, output);
        for (size_t row = 0; row < rows; row++)
            J->data[row * columns + column] = e->tape[output].tangent->data[row];
    }
    return status;
}
