/* An engine with the one mistake of wrong_engine.h that WRONG names: -DWRONG=GRADIENT_ASSIGNED.
 * WRONG may also be a variable, which is how the tests go through all of them. */
#include "wrong_engine.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "tensor.h"

#ifndef WRONG
#define WRONG NO_MISTAKE
#endif

typedef struct entry {
    const engine_op *op; /* NULL: an input */
    node in[MAX_INPUTS];
    attributes attr;
    tensor *value, *gradient, *tangent;
    bool needed, moves, visited;
    node link; /* ONE_LINK: the node before, in the list of nodes or in that of visits */
} entry;

struct engine {
    const engine_op *ops;
    size_t op_count;
    entry *tape;
    size_t count, capacity;
    size_t passes;
};

static engine *last_opened;

engine *engine_open(const engine_op *ops, size_t op_count)
{
    engine *e = calloc(1, sizeof *e);
    if (e)
        *e = (engine){.ops = ops, .op_count = op_count};
    last_opened = e;
    return e;
}

static void entry_free(entry *n)
{
    if (WRONG != INDEX_BORROWED)
        free((void *)n->attr.index);
    free(n->value);
    if (WRONG != LEAKS_AT_CLOSE)
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

/* A tensor of whatever malloc gives. */
static tensor *unset_tensor(size_t rank, const size_t *dims)
{
    struct block {
        tensor head;
        size_t dims[MAX_RANK];
        double data[];
    } * t;
    tensor shape = {.rank = rank, .dims = dims};
    t = malloc(sizeof *t + element_count(&shape) * sizeof(double));
    if (!t)
        return NULL;
    if (rank)
        memcpy(t->dims, dims, rank * sizeof *dims);
    t->head = (tensor){.rank = rank, .dims = t->dims, .data = t->data};
    return &t->head;
}

/* Appends a node whose value is still to be written; NULL without memory. */
static entry *append(engine *e, entry n, size_t rank, const size_t *dims)
{
    if (e->count == e->capacity) {
        size_t capacity = e->capacity ? 2 * e->capacity : 64;
        entry *tape = realloc(e->tape, capacity * sizeof *tape);
        if (!tape)
            return NULL;
        e->tape = tape;
        e->capacity = capacity;
    }
    n.value = tensor_new(rank, dims);
    n.gradient = WRONG == NOT_ZEROED_FIRST ? unset_tensor(rank, dims) : tensor_new(rank, dims);
    n.tangent = tensor_new(rank, dims);
    n.link = e->count - 1;
    if (!n.value || !n.gradient || !n.tangent) {
        entry_free(&n);
        return NULL;
    }
    e->tape[e->count] = n;
    return &e->tape[e->count++];
}

op_status engine_input(engine *e, const tensor *value, node *out)
{
    entry *n = append(e, (entry){.op = NULL}, value->rank, value->dims);
    if (!n)
        return OP_NO_MEMORY;
    memcpy(n->value->data, value->data, element_count(value) * sizeof(double));
    if (WRONG == VALUE_BORROWED)
        n->value->data = value->data;
    *out = e->count - 1;
    return OP_OK;
}

static void list_values(const engine *e, const entry *n, const tensor *in[MAX_INPUTS])
{
    for (size_t i = 0; i < n->op->input_count; i++)
        in[i] = e->tape[n->in[i]].value;
}

static bool copy_attributes(attributes *copy, const attributes *attr)
{
    *copy = attr ? *attr : (attributes){0};
    if (!copy->index || WRONG == INDEX_BORROWED)
        return true;
    size_t *index = malloc((copy->index_count + 1) * sizeof *index);
    if (index)
        memcpy(index, copy->index, copy->index_count * sizeof *index);
    copy->index = index;
    return index != NULL;
}

/* Everything of engine_apply that can fail but for the op's name and its nodes. */
static op_status compute(engine *e, entry n, const attributes *attr)
{
    const tensor *in[MAX_INPUTS] = {NULL};
    size_t rank = 0, dims[MAX_RANK];
    if (!copy_attributes(&n.attr, attr))
        return OP_NO_MEMORY;
    list_values(e, &n, in);
    op_status status = n.op->shape(in, &n.attr, &rank, dims);
    entry *made = status == OP_OK ? append(e, n, rank, dims) : NULL;
    if (!made) {
        entry_free(&n);
        return status == OP_OK ? OP_NO_MEMORY : status;
    }
    if (WRONG == FORWARD_IN_PLACE && n.op->input_count == 1 && same_shape(in[0], made->value))
        made->value->data = in[0]->data;
    status = n.op->forward(in, &n.attr, made->value);
    if (WRONG == NOT_RECORDED && n.op->input_count == 1)
        made->op = NULL;
    for (size_t i = 0; WRONG == VALUE_MOVES && i < n.op->input_count; i++) {
        entry *input = &e->tape[n.in[i]];
        tensor *old = input->value;
        input->value = tensor_copy(old);
        free(old);
    }
    if (status != OP_OK)
        entry_free(&e->tape[--e->count]);
    return status;
}

op_status engine_apply(engine *e, const char *op_name, const node in[], const attributes *attr,
                       node *out)
{
    if (WRONG == ONE_TAPE)
        e = last_opened;
    entry n = {0};
    for (size_t i = 0; i < e->op_count && !n.op; i++)
        n.op = strcmp(e->ops[i].name, op_name) == 0 ? &e->ops[i] : NULL;
    for (size_t i = 0; n.op && i < n.op->input_count; i++) {
        if (in[i] >= e->count)
            return OP_BAD_INPUT;
        n.in[i] = in[i];
    }
    op_status status = n.op ? compute(e, n, attr) : OP_BAD_INPUT;
    if (status == OP_OK)
        *out = e->count - 1;
    else if (WRONG == ERROR_LEAVES_NODE)
        append(e, (entry){.op = NULL}, 0, NULL);
    return status;
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

/* Where backward is to add its share of input i of n; the gradient itself, if all is well. */
static tensor *open_share(engine *e, const entry *n, size_t i)
{
    entry *input = &e->tape[n->in[i]];
    input->needed = true;
    if (WRONG == ZEROED_INSIDE)
        tensor_fill(input->gradient, 0);
    if (WRONG == GRADIENT_ASSIGNED)
        return tensor_new(input->value->rank, input->value->dims);
    if (WRONG == RESHAPE_COPY && input->value->rank != n->value->rank)
        return tensor_copy(input->gradient);
    return input->gradient;
}

static void close_share(engine *e, const entry *n, size_t i, tensor *share)
{
    tensor *gradient = e->tape[n->in[i]].gradient;
    if (share == gradient)
        return;
    if (WRONG == GRADIENT_ASSIGNED)
        memcpy(gradient->data, share->data, element_count(share) * sizeof(double));
    free(share);
}

static op_status pull_back(engine *e, entry *n)
{
    const tensor *in[MAX_INPUTS] = {NULL};
    tensor *din[MAX_INPUTS] = {NULL};
    list_values(e, n, in);
    for (size_t i = 0; i < n->op->input_count; i++)
        din[i] = open_share(e, n, i);
    op_status status = n->op->backward(in, &n->attr, n->value, n->gradient, din);
    for (size_t i = 0; i < n->op->input_count; i++)
        close_share(e, n, i, din[i]);
    if (WRONG == UPSTREAM_CLEARED)
        tensor_fill(n->gradient, 0);
    return WRONG == FAILURE_IGNORED ? OP_OK : status;
}

#include "wrong_orders.h"

/* Whether a node is needed, found out anew from all nodes. */
static bool has_consumer(const engine *e, node n)
{
    bool found = false;
    for (size_t m = 0; m < e->count; m++)
        for (size_t i = 0; e->tape[m].op && i < e->tape[m].op->input_count; i++)
            found |= e->tape[m].in[i] == n;
    return found;
}

static void clear(engine *e)
{
    bool skip = WRONG == NEVER_ZEROED || (WRONG == NOT_ZEROED_FIRST && e->passes == 0);
    for (node n = e->count - 1; n < e->count; n = WRONG == ONE_LINK ? e->tape[n].link : n - 1)
        if (!skip)
            tensor_fill(e->tape[n].gradient, 0);
    for (size_t n = 0; n < e->count; n++)
        e->tape[n].needed = e->tape[n].visited = false;
    e->passes++;
}

static void seed(engine *e, node output, size_t element)
{
    tensor *gradient = e->tape[output].gradient;
    double one = 1;
    if (WRONG == SEED_ZERO)
        one = 0;
    if (WRONG == SEED_VALUE)
        one = e->tape[output].value->data[element];
    if (WRONG == SEED_COUNT)
        one = (double)element_count(e->tape[0].value);
    for (size_t n = 0; WRONG == SEEDS_EVERY_END && n < e->count; n++)
        if (!has_consumer(e, n)) {
            tensor_fill(e->tape[n].gradient, 1);
            e->tape[n].needed = true;
        }
    if (WRONG == ROWS_AT_ONCE)
        tensor_fill(gradient, 1);
    gradient->data[element] = one;
}

static op_status walk_down(engine *e, node output)
{
    bool all = WRONG == UNUSED_VISITED || WRONG == SEEDS_EVERY_END;
    op_status status = OP_OK;
    e->tape[output].needed = true;
    for (size_t n = all ? e->count : output + 1; n-- > 0 && status == OP_OK;) {
        entry *at = &e->tape[n];
        bool wanted = at->needed || WRONG == UNUSED_VISITED;
        if (WRONG == QUADRATIC && !has_consumer(e, n))
            wanted = n == output;
        if (wanted && at->op)
            status = pull_back(e, at);
    }
    return status;
}

static op_status reverse_pass(engine *e, node output, size_t element)
{
    clear(e);
    if (WRONG == EVERY_PATH) {
        const tensor *shape = e->tape[output].value;
        tensor *one = tensor_new(shape->rank, shape->dims);
        one->data[element] = 1;
        op_status status = follow(e, output, one);
        free(one);
        return status;
    }
    seed(e, output, element);
    if (WRONG == LEAKS_PER_PASS)
        tensor_copy(e->tape[output].gradient);
    if (WRONG == REVISITS_NODES)
        return revisit(e, output);
    if (WRONG == DEPTH_FIRST)
        return descend(e, output);
    if (WRONG == OLDEST_FIRST)
        return walk_up(e, output);
    if (WRONG == ONE_LINK)
        return visit_links(e, output);
    if (WRONG == RECURSIVE_ORDER && mark(e, output) == 0)
        return OP_BAD_INPUT;
    return walk_down(e, output);
}

op_status engine_backward(engine *e, node output)
{
    if (output >= e->count || element_count(e->tape[output].value) != 1)
        return OP_BAD_INPUT;
    op_status status = reverse_pass(e, output, 0);
    for (size_t n = 0; WRONG == GRADIENT_OVER_VALUE && n < e->count; n++)
        if (!e->tape[n].op)
            memcpy(e->tape[n].value->data, e->tape[n].gradient->data,
                   element_count(e->tape[n].value) * sizeof(double));
    return status;
}

static void hold(engine *e)
{
    for (size_t n = 0; n < e->count; n++) {
        if (WRONG != TANGENTS_KEPT)
            tensor_fill(e->tape[n].tangent, 0);
        e->tape[n].moves = false;
    }
}

static op_status push_forward(engine *e, entry *n)
{
    const tensor *in[MAX_INPUTS] = {NULL}, *tangent[MAX_INPUTS] = {NULL};
    bool pushed = false;
    list_values(e, n, in);
    for (size_t i = 0; i < n->op->input_count; i++) {
        tangent[i] = e->tape[n->in[i]].tangent;
        pushed = pushed || e->tape[n->in[i]].moves;
    }
    if (!pushed || n->moves)
        return OP_OK;
    n->moves = true;
    return n->op->jvp(in, &n->attr, n->value, tangent, n->tangent);
}

static op_status forward_pass(engine *e, node output)
{
    op_status status = OP_OK;
    mark_needed(e, output);
    for (size_t n = 0; n <= output && status == OP_OK; n++)
        if (e->tape[n].needed && e->tape[n].op)
            status = push_forward(e, &e->tape[n]);
    return status;
}

static void move(engine *e, node n, const tensor *tangent)
{
    e->tape[n].moves = true;
    memcpy(e->tape[n].tangent->data, tangent->data, element_count(tangent) * sizeof(double));
}

static void add_tangent(const engine *e, node output, tensor *out)
{
    for (size_t i = 0; i < element_count(out); i++)
        out->data[i] += e->tape[output].tangent->data[i];
}

op_status engine_directional(engine *e, node output, const node inputs[],
                             const tensor *const tangents[], size_t input_count, tensor *out)
{
    if (output >= e->count || !same_shape(out, e->tape[output].value))
        return OP_BAD_INPUT;
    for (size_t i = 0; i < input_count; i++)
        if (inputs[i] >= e->count || !same_shape(tangents[i], e->tape[inputs[i]].value))
            return OP_BAD_INPUT;
    op_status status = OP_OK;
    tensor_fill(out, 0);
    hold(e);
    for (size_t i = 0; i < input_count && status == OP_OK; i++) {
        if (i == 0 || WRONG != ONLY_FIRST_MOVES)
            move(e, inputs[i], tangents[i]);
        if (WRONG == PASS_PER_INPUT && i + 1 < input_count) {
            status = forward_pass(e, output);
            add_tangent(e, output, out);
            hold(e);
        }
    }
    if (status == OP_OK)
        status = forward_pass(e, output);
    add_tangent(e, output, out);
    return status;
}

static bool fits_jacobian(const engine *e, node output, node input, const tensor *J)
{
    return output < e->count && input < e->count && J->rank == 2 &&
           J->dims[0] == element_count(e->tape[output].value) &&
           J->dims[1] == element_count(e->tape[input].value);
}

static double *element_of(tensor *J, size_t row, size_t column)
{
    return &J->data[WRONG == JACOBIAN_TRANSPOSED ? column * J->dims[0] + row
                                                 : row * J->dims[1] + column];
}

op_status engine_jacobian_reverse(engine *e, node output, node input, tensor *J)
{
    if (!fits_jacobian(e, output, input, J))
        return OP_BAD_INPUT;
    op_status status = OP_OK;
    for (size_t row = 0; row < J->dims[0] && status == OP_OK; row++) {
        status = reverse_pass(e, output, row);
        for (size_t column = 0; column < J->dims[1]; column++)
            *element_of(J, row, column) =
                e->tape[input].gradient->data[column] +
                (WRONG == ROWS_PILE_UP && row ? *element_of(J, row - 1, column) : 0);
    }
    return status;
}

op_status engine_jacobian_forward(engine *e, node output, node input, tensor *J)
{
    if (!fits_jacobian(e, output, input, J))
        return OP_BAD_INPUT;
    if (WRONG == FORWARD_BY_REVERSE)
        return engine_jacobian_reverse(e, output, input, J);
    op_status status = OP_OK;
    for (size_t column = 0; column < J->dims[1] && status == OP_OK; column++) {
        hold(e);
        e->tape[input].moves = true;
        tensor_fill(e->tape[input].tangent, 0);
        e->tape[input].tangent->data[column] = 1;
        status = forward_pass(e, output);
        for (size_t row = 0; row < J->dims[0]; row++)
            *element_of(J, row, column) = e->tape[output].tangent->data[row];
    }
    return status;
}
