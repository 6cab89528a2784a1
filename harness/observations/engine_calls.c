#include "engine_calls.h"

#include <string.h>

#include "op_table.h"
#include "tensor.h"

void engine_calls_start(engine_calls *log, const engine_program *p, const engine_expectation *x)
{
    log->program = p;
    log->expected = x;
    log->flooded = false;
    log->count = 0;
}

size_t engine_calls_count(const engine_calls *log, uint32_t step, call_kind kind, uint32_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < log->count; i++) {
        const recorded_call *c = &log->call[i];
        count += c->step == step && c->kind == kind && c->node == n;
    }
    return count;
}

static bool same_attributes(const op *o, const attributes *a, const program_step *s)
{
    return (!op_reads(o, "k") || a->k == s->attr.k) && (!op_reads(o, "c") || a->c == s->attr.c) &&
           (!op_reads(o, "slope") || a->slope == s->attr.slope) &&
           (!op_reads(o, "axis") || a->axis == s->attr.axis) &&
           (!op_reads(o, "repeats") || a->repeats == s->attr.repeats) &&
           (!op_reads(o, "index") ||
            (a->index_count == s->attr.index_count &&
             memcmp(a->index, s->index, a->index_count * sizeof *a->index) == 0));
}

/* Every number an engine works with comes from grade, so a node's operands have the very bits. */
static bool is_about(const engine_calls *log, const op_call *c, uint32_t n)
{
    const program_step *s = program_maker(log->program, n);
    if (s->verb != STEP_APPLY || s->op != c->op || !same_attributes(op_at(c->op), c->attr, s))
        return false;
    for (size_t i = 0; i < c->input_count; i++) {
        const tensor *value = log->expected->value[s->operand[i]];
        if (!same_shape(value, c->in[i]) ||
            memcmp(value->data, c->in[i]->data, element_count(value) * sizeof(double)) != 0)
            return false;
    }
    return true;
}

/* The node that a call is about; of several alike the one with the fewest calls so far. */
static uint32_t find_node(const engine_calls *log, uint32_t step, const op_call *c)
{
    uint32_t found = NO_NODE;
    size_t fewest = 0;
    for (uint32_t n = 0; n < log->program->node_count; n++) {
        if (!is_about(log, c, n))
            continue;
        size_t calls = engine_calls_count(log, step, c->kind, n);
        if (found == NO_NODE || calls < fewest) {
            found = n;
            fewest = calls;
        }
    }
    return found;
}

static bool holds_spoiled(const op_call *c)
{
    for (size_t i = 0; i < c->input_count; i++)
        for (size_t k = 0; k < element_count(c->in[i]); k++)
            if (program_is_spoiled(c->in[i]->data[k]))
                return true;
    return false;
}

static void record(engine_calls *log, uint32_t step, const op_call *c)
{
    uint32_t n = find_node(log, step, c);
    log->call[log->count++] = (recorded_call){.step = (uint16_t)step,
                                              .op = (uint16_t)c->op,
                                              .kind = (uint8_t)c->kind,
                                              .node = (uint8_t)n,
                                              .spoiled = holds_spoiled(c)};
}

static bool all_shaped(const tensor *const list[], const tensor *const like[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!list[i] || !same_shape(list[i], like[i]))
            return false;
    return true;
}

/* Whether the tensors besides the inputs have the shapes they must. */
static bool is_consistent(const op_call *c, const tensor *output)
{
    const tensor *const *result = (const tensor *const *)c->result;
    switch (c->kind) {
    case CALL_FORWARD:
        return all_shaped(result, &output, 1);
    case CALL_BACKWARD:
        return all_shaped(&c->out, &output, 1) && all_shaped(&c->dout, &output, 1) &&
               all_shaped(result, c->in, c->input_count);
    case CALL_JVP:
        return all_shaped(&c->out, &output, 1) && all_shaped(result, &output, 1) &&
               all_shaped(c->tangent, c->in, c->input_count);
    default:
        return true;
    }
}

op_status engine_calls_answer(engine_calls *log, uint32_t step, const op_call *c)
{
    static const attributes none;
    const op *o = op_at(c->op);
    op_call known = *c;
    size_t rank, dims[MAX_RANK];
    if (!known.attr)
        known.attr = &none;
    if (!op_output_shape(o, c->in, known.attr, &rank, dims, NULL))
        return OP_BAD_INPUT;
    if (c->kind == CALL_SHAPE) {
        *c->rank = rank;
        memcpy(c->dims, dims, rank * sizeof *dims);
        return OP_OK;
    }
    if (log->count == CALLS_RECORDED) {
        log->flooded = true;
        return OP_NO_MEMORY;
    }
    if (!is_consistent(c, &(tensor){.rank = rank, .dims = dims}))
        return OP_BAD_INPUT;
    record(log, step, &known);
    if (step < log->program->step_count && log->program->step[step].fails)
        return (op_status)log->program->step[step].fails;
    switch (c->kind) {
    case CALL_FORWARD:
        return o->forward(c->in, known.attr, c->result[0]);
    case CALL_BACKWARD:
        return o->backward(c->in, known.attr, c->out, c->dout, c->result);
    default:
        return o->jvp(c->in, known.attr, c->out, c->tangent, c->result[0]);
    }
}
