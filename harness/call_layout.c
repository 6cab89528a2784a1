#include "call_layout.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* As a double, this pattern is 5e-4: adding to it changes it. */
enum { CANARY = 0x3f };

static void add_block(call_layout *l, operand_role role, size_t input, unsigned arena_index,
                      const tensor *t)
{
    if (!t)
        return;
    assert(l->count < MAX_BLOCKS);
    l->block[l->count++] = (placement){.role = role,
                                       .input = input,
                                       .tensor = t,
                                       .arena = arena_index,
                                       .bytes = element_count(t) * sizeof(double)};
}

/* Lists the tensors of a call. */
static void list_operands(call_layout *l, const call *c)
{
    static const operand_role result_role[DIRECTION_COUNT] = {
        [FORWARD] = ROLE_OUTPUT, [BACKWARD] = ROLE_GRADIENT, [JVP] = ROLE_OUT_TANGENT};
    size_t results = c->direction == BACKWARD ? c->op->input_count : 1;
    for (size_t i = 0; i < c->op->input_count; i++)
        add_block(l, ROLE_INPUT, i, ARENA_INPUT, c->in[i]);
    if (c->direction != FORWARD)
        add_block(l, ROLE_OUTPUT, 0, ARENA_INPUT, c->out);
    if (c->direction == BACKWARD)
        add_block(l, ROLE_COTANGENT, 0, ARENA_INPUT, c->dout);
    for (size_t i = 0; c->direction == JVP && i < c->op->input_count; i++)
        add_block(l, ROLE_TANGENT, i, ARENA_INPUT, c->tangent[i]);
    for (size_t i = 0; i < results; i++)
        add_block(l, result_role[c->direction], i, ARENA_OUTPUT, c->result[i]);
}

/* Puts a tensor where the function's arguments name it. */
static void set_argument(call_frame *f, const placement *p, tensor *t)
{
    switch (p->role) {
    case ROLE_INPUT:
        f->in[p->input] = t;
        break;
    case ROLE_TANGENT:
        f->tangent[p->input] = t;
        break;
    case ROLE_COTANGENT:
        f->dout = t;
        break;
    case ROLE_OUTPUT:
        if (p->arena == ARENA_INPUT)
            f->out = t;
        else
            f->result[0] = t;
        break;
    default:
        f->result[p->input] = t;
    }
}

/* The pointer that the worker has to the byte at an offset. */
static void *worker_pointer(const arena *a, size_t offset)
{
    return (void *)(uintptr_t)(a->worker + offset);
}

/* What the calls of a message take of an arena. */
typedef struct demand {
    size_t slots, span;
} demand;

/* Lists the blocks of a call and adds what they take. */
static void list_blocks(call_layout *l, const call *c, demand needed[ARENA_COUNT])
{
    *l = (call_layout){0};
    list_operands(l, c);
    if (c->attr && c->attr->index) {
        assert(l->count < MAX_BLOCKS);
        l->block[l->count++] = (placement){.bytes = c->attr->index_count * sizeof(size_t)};
    }
    for (size_t i = 0; i < l->count; i++) {
        placement *p = &l->block[i];
        demand *n = &needed[p->arena];
        p->in_slot = n->slots < SLOT_COUNT && arena_fits_slot(p->bytes);
        if (p->in_slot)
            n->slots++;
        else
            n->span += arena_span(p->bytes);
    }
}

/* Takes a block for each entry, in order, so that the ranges that the program opens rise. */
static void take_blocks(call_layout *l, arena arenas[ARENA_COUNT], call_program *program)
{
    for (size_t i = 0; i < l->count; i++) {
        placement *p = &l->block[i];
        if (p->in_slot) {
            p->data = arena_take_slot(&arenas[p->arena], p->bytes, &p->pages);
            continue;
        }
        p->data = arena_take(&arenas[p->arena], p->bytes, &p->pages);
        program->range[p->arena][program->range_count[p->arena]++] = p->pages;
    }
}

/* Copies the values of a call, and known bytes in front of what it may write. */
static void copy_blocks(const call_layout *l, const arena arenas[ARENA_COUNT], const call *c)
{
    for (size_t i = 0; i < l->count; i++) {
        const placement *p = &l->block[i];
        unsigned char *bytes = arenas[p->arena].bytes;
        if (p->arena == ARENA_OUTPUT)
            memset(bytes + p->pages.offset, CANARY, p->data - p->pages.offset);
        memcpy(bytes + p->data, p->tensor ? (const void *)p->tensor->data : c->attr->index,
               p->bytes);
    }
}

/* Fills in the frame as the worker is to see it, at the offset where it lies. */
static void fill_frame(call_frame *f, size_t offset, const call_layout *l, const call *c,
                       const arena arenas[ARENA_COUNT])
{
    static const attributes no_attributes;
    *f = (call_frame){.attr = c->attr ? *c->attr : no_attributes};
    for (size_t i = 0; i < l->count; i++) {
        const placement *p = &l->block[i];
        void *data = worker_pointer(&arenas[p->arena], p->data);
        if (!p->tensor) {
            f->attr.index = data;
            continue;
        }
        size_t rank = p->tensor->rank;
        memcpy(f->dims[i], p->tensor->dims, rank * sizeof *p->tensor->dims);
        size_t dims = offset + offsetof(call_frame, dims) + i * sizeof f->dims[0];
        f->operand[i] = (tensor){
            .rank = rank, .dims = worker_pointer(&arenas[ARENA_INPUT], dims), .data = data};
        size_t place = offset + offsetof(call_frame, operand) + i * sizeof f->operand[0];
        set_argument(f, p, worker_pointer(&arenas[ARENA_INPUT], place));
    }
}

bool layout_place(call_layout l[], size_t count, arena arenas[ARENA_COUNT], const call calls[],
                  call_message *m, error *e)
{
    const op *o = calls[0].op;
    direction d = calls[0].direction;
    size_t program_bytes = offsetof(call_program, frame) + count * sizeof(call_frame);
    demand needed[ARENA_COUNT] = {[ARENA_INPUT] = {.span = arena_span(program_bytes)}};
    assert(count > 0 && count <= BATCH_CALLS);
    *m = (call_message){.direction = d, .count = (uint32_t)count};
    snprintf(m->symbol, sizeof m->symbol, "%s_%s", o->name, direction_name[d]);
    for (size_t k = 0; k < count; k++)
        list_blocks(&l[k], &calls[k], needed);
    for (size_t a = 0; a < ARENA_COUNT; a++)
        if (!arena_begin(&arenas[a], needed[a].span))
            return fail(e, "%s: the tensors of a call take more than %d MiB; make the case smaller",
                        m->symbol, ARENA_BYTES >> 20);
    m->offset = arena_take(&arenas[ARENA_INPUT], program_bytes, &m->program);
    call_program *program = (call_program *)(void *)(arenas[ARENA_INPUT].bytes + m->offset);
    memset(program->range_count, 0, sizeof program->range_count);
    for (size_t k = 0; k < count; k++) {
        size_t frame = m->offset + offsetof(call_program, frame) + k * sizeof(call_frame);
        take_blocks(&l[k], arenas, program);
        copy_blocks(&l[k], arenas, &calls[k]);
        fill_frame(&program->frame[k], frame, &l[k], &calls[k], arenas);
    }
    return true;
}

/* How far in front of a block's data the first overwritten byte lies; 0: none is. */
static size_t overwritten(const unsigned char *bytes, const placement *p)
{
    const unsigned char *front = bytes + p->pages.offset;
    size_t length = p->data - p->pages.offset, first = 0;
    /* All bytes are the same as the next: quicker than one by one. */
    if (front[0] == CANARY && memcmp(front, front + 1, length - 1) == 0)
        return 0;
    while (first < length && front[first] == CANARY)
        first++;
    return length - first;
}

void layout_collect(const call_layout *l, const arena arenas[ARENA_COUNT], const call *c,
                    observation *o)
{
    for (size_t i = 0; i < l->count; i++) {
        const placement *p = &l->block[i];
        if (p->arena != ARENA_OUTPUT)
            continue;
        const unsigned char *bytes = arenas[ARENA_OUTPUT].bytes;
        memcpy(c->result[p->input]->data, bytes + p->data, p->bytes);
        size_t distance = overwritten(bytes, p);
        if (distance && o->canary_role == ROLE_NONE) {
            o->canary_role = p->role;
            o->canary_input = p->input;
            o->canary_bytes = distance;
        }
    }
}

void layout_locate(const call_layout *l, const arena arenas[ARENA_COUNT], uint64_t address,
                   bool write, observation *o)
{
    for (size_t i = 0; i < l->count; i++) {
        const placement *p = &l->block[i];
        uint64_t first = arenas[p->arena].worker + p->data, end = first + p->bytes;
        if (p->role == ROLE_NONE || address < first || address >= end + GUARD_BYTES / 2)
            continue;
        o->fault_role = p->role;
        o->fault_input = p->input;
        o->fault_write = write;
        o->fault_bytes = address < end ? -(ptrdiff_t)(end - address) : (ptrdiff_t)(address - end);
    }
}

void layout_clear(const call_layout *l, arena arenas[ARENA_COUNT])
{
    for (size_t i = 0; i < l->count; i++)
        if (l->block[i].arena == ARENA_INPUT)
            memset(arenas[ARENA_INPUT].bytes + l->block[i].data, 0, l->block[i].bytes);
}
