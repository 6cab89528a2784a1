#include "engine_drive.h"

#include <stdlib.h>
#include <string.h>

static const uint64_t spoiled_bits = 0x7ff859011ed0dead;

double program_spoiled(void)
{
    double x;
    memcpy(&x, &spoiled_bits, sizeof x);
    return x;
}

bool program_is_spoiled(double x)
{
    return memcmp(&x, &spoiled_bits, sizeof x) == 0;
}

static void spoil(double *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        numbers[i] = program_spoiled();
}

/* So many numbers in front of and behind a tensor that an engine writes: a page. */
enum { FENCE = 512 };

/* A program on its way. */
typedef struct drive {
    const engine_program *p;
    const engine_functions *f;
    program_results *out;
    engine *engine[PROGRAM_ENGINES];
    node node[PROGRAM_NODES];
    const tensor *borrowed[PROGRAM_NODES]; /* values as they were when the nodes were made */
    uint32_t node_count;
    double given[TENSOR_NUMBERS]; /* what an engine is to copy; it stays there, spoiled */
    double written[FENCE + PROGRAM_RESULTS + FENCE]; /* what an engine is to write, fenced in */
    size_t dims[MAX_RANK], index[PROGRAM_INDEX];
    attributes attr;
} drive;

static int32_t keep_node(drive *d, engine *e, op_status status, node n)
{
    if (status != OP_OK)
        return (int32_t)status;
    d->node[d->node_count] = n;
    d->borrowed[d->node_count++] = d->f->value(e, n);
    return OP_OK;
}

static int32_t run_input(drive *d, engine *e, const program_step *s)
{
    tensor value = {.rank = s->rank, .dims = d->dims, .data = d->given};
    node n = 0;
    memcpy(d->given, &d->p->number[s->number], step_elements(s) * sizeof *d->given);
    memcpy(d->dims, s->dims, sizeof d->dims);
    op_status status = d->f->input(e, &value, &n);
    spoil(d->given, TENSOR_NUMBERS);
    memset(d->dims, 0, sizeof d->dims);
    return keep_node(d, e, status, n);
}

static int32_t run_apply(drive *d, engine *e, const program_step *s)
{
    static const char *const name[] = {
#define NAME(id, signature, attributes, formula) #id,
        OPS(NAME)
#undef NAME
    };
    node in[MAX_INPUTS] = {0}, n = 0;
    op_status status = OP_OK;
    for (uint32_t i = 0; i < d->p->input_count[s->op]; i++)
        in[i] = d->node[s->operand[i]];
    for (uint32_t i = 0; i < s->repeat && status == OP_OK; i++) {
        d->attr = step_attributes(s);
        memcpy(d->index, s->index, sizeof d->index);
        d->attr.index = d->attr.index_count ? d->index : NULL;
        status = d->f->apply(e, name[s->op], in, &d->attr, &n);
        in[0] = n;
        /* Columns that exist, so that an engine which kept the pointer is found out by them. */
        memset(d->index, 0, sizeof d->index);
    }
    return s->verb == STEP_MISAPPLY ? (int32_t)status : keep_node(d, e, status, n);
}

static int32_t run_reverse(drive *d, engine *e, const program_step *s)
{
    op_status status = OP_OK;
    for (uint32_t i = 0; i < s->repeat && status == OP_OK; i++)
        status = d->f->backward ? d->f->backward(e, d->node[s->operand[0]]) : OP_NOT_IMPLEMENTED;
    return (int32_t)status;
}

/* Copies a tensor of the engine's to the step's results. */
static int32_t read_tensor(drive *d, const program_step *s, const tensor *t)
{
    if (!t)
        return STEP_NO_TENSOR;
    if (t->rank != s->rank)
        return STEP_WRONG_SHAPE;
    for (uint32_t axis = 0; axis < s->rank; axis++)
        if (t->dims[axis] != s->dims[axis])
            return STEP_WRONG_SHAPE;
    memcpy(&d->out->number[s->result], t->data, s->result_count * sizeof *t->data);
    return OP_OK;
}

static int32_t run_value(drive *d, engine *e, const program_step *s)
{
    return read_tensor(d, s, d->f->value(e, d->node[s->operand[0]]));
}

static int32_t run_borrowed(drive *d, engine *e, const program_step *s)
{
    (void)e;
    return read_tensor(d, s, d->borrowed[s->operand[0]]);
}

static int32_t run_gradient(drive *d, engine *e, const program_step *s)
{
    return d->f->gradient ? read_tensor(d, s, d->f->gradient(e, d->node[s->operand[0]]))
                          : OP_NOT_IMPLEMENTED;
}

/* The tensor that the engine is to write in this step. */
static tensor fence_in(drive *d, const program_step *s)
{
    spoil(d->written, FENCE + s->result_count + FENCE);
    return (tensor){.rank = s->rank, .dims = s->dims, .data = &d->written[FENCE]};
}

/* Copies that tensor to the step's results, if nothing else was written. */
static int32_t read_written(drive *d, const program_step *s, op_status status)
{
    for (size_t i = 0; i < FENCE; i++)
        if (!program_is_spoiled(d->written[i]) ||
            !program_is_spoiled(d->written[FENCE + s->result_count + i]))
            return STEP_OUT_OF_BOUNDS;
    memcpy(&d->out->number[s->result], &d->written[FENCE], s->result_count * sizeof *d->written);
    return (int32_t)status;
}

static int32_t run_directional(drive *d, engine *e, const program_step *s)
{
    double numbers[PROGRAM_NUMBERS];
    node in[PROGRAM_OPERANDS];
    tensor tangent[PROGRAM_OPERANDS];
    const tensor *list[PROGRAM_OPERANDS];
    size_t count = s->operand_count - 1, used = 0;
    if (!d->f->directional)
        return OP_NOT_IMPLEMENTED;
    memcpy(numbers, &d->p->number[s->number], (PROGRAM_NUMBERS - s->number) * sizeof *numbers);
    for (size_t i = 0; i < count; i++) {
        const program_step *made = program_maker(d->p, s->operand[1 + i]);
        in[i] = d->node[s->operand[1 + i]];
        tangent[i] = (tensor){.rank = made->rank, .dims = made->dims, .data = &numbers[used]};
        list[i] = &tangent[i];
        used += step_elements(made);
    }
    tensor out = fence_in(d, s);
    return read_written(d, s, d->f->directional(e, d->node[s->operand[0]], in, list, count, &out));
}

static int32_t run_jacobian(drive *d, engine *e, const program_step *s)
{
    tensor J = fence_in(d, s);
    op_status (*find)(engine *, node, node, tensor *) =
        s->verb == STEP_JACOBIAN_REVERSE ? d->f->jacobian_reverse : d->f->jacobian_forward;
    if (!find)
        return OP_NOT_IMPLEMENTED;
    return read_written(d, s, find(e, d->node[s->operand[0]], d->node[s->operand[1]], &J));
}

static int32_t run_count(drive *d, engine *e, const program_step *s)
{
    d->out->number[s->result] = (double)d->f->node_count(e);
    return OP_OK;
}

static int32_t run_close(drive *d, engine *e, const program_step *s)
{
    d->f->close(e);
    d->engine[s->engine] = NULL;
    return OP_OK;
}

typedef int32_t run_step(drive *d, engine *e, const program_step *s);

static run_step *const runner[VERB_COUNT] = {
    [STEP_INPUT] = run_input,
    [STEP_APPLY] = run_apply,
    [STEP_MISAPPLY] = run_apply,
    [STEP_BACKWARD] = run_reverse,
    [STEP_VALUE] = run_value,
    [STEP_BORROWED] = run_borrowed,
    [STEP_GRADIENT] = run_gradient,
    [STEP_DIRECTIONAL] = run_directional,
    [STEP_JACOBIAN_REVERSE] = run_jacobian,
    [STEP_JACOBIAN_FORWARD] = run_jacobian,
    [STEP_COUNT] = run_count,
    [STEP_CLOSE] = run_close,
};

static bool run_round(drive *d, const engine_op *ops, size_t op_count)
{
    bool going = true;
    d->node_count = 0;
    for (uint32_t i = 0; i < d->p->engine_count; i++) {
        d->engine[i] = d->f->open(ops, op_count);
        going = going && d->engine[i];
    }
    if (!going)
        d->out->status[0] = OP_NOT_IMPLEMENTED; /* what a stub's engine is */
    for (uint32_t i = 0; i < d->p->step_count && going; i++) {
        const program_step *s = &d->p->step[i];
        d->out->step = i;
        d->out->status[i] = runner[s->verb](d, d->engine[s->engine], s);
        going = d->out->status[i] == OP_OK || s->verb == STEP_MISAPPLY || s->fails;
    }
    for (uint32_t i = 0; i < d->p->engine_count; i++)
        if (d->engine[i])
            d->f->close(d->engine[i]);
    return going;
}

/* Leaves blocks for malloc to hand out that are full of old numbers, as it does in any program that
 * has run for a while: an engine that relies on zeros is to be found out at its first pass. */
static void dirty_heap(void)
{
    enum { BLOCKS = 512, BYTES = 48 };
    void *block[BLOCKS];
    for (size_t i = 0; i < BLOCKS; i++) {
        size_t bytes = BYTES + i / 16 * 16;
        if ((block[i] = malloc(bytes)) != NULL)
            memset(block[i], 0x2a, bytes);
    }
    for (size_t i = 0; i < BLOCKS; i++)
        free(block[i]);
}

void engine_drive(const engine_program *p, const engine_functions *f, const engine_op *ops,
                  size_t op_count, program_results *out)
{
    drive d = {.p = p, .f = f, .out = out};
    dirty_heap();
    out->step = 0;
    for (size_t i = 0; i < PROGRAM_STEPS; i++)
        out->status[i] = STEP_NOT_RUN;
    spoil(out->number, PROGRAM_RESULTS);
    for (uint32_t round = 0; round < p->rounds; round++)
        if (!run_round(&d, ops, op_count))
            return;
}
