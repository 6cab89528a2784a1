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
    assert(l->count < MAX_OPERANDS);
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

/* Fills in the frame as the worker is to see it, lying at the frame block's data. */
static void fill_frame(call_frame *f, const call_layout *l, const placement *at,
                       const arena arenas[ARENA_COUNT])
{
    for (size_t i = 0; i < l->count && l->block[i].tensor; i++) {
        const placement *p = &l->block[i];
        size_t rank = p->tensor->rank;
        memcpy(f->dims[i], p->tensor->dims, rank * sizeof *p->tensor->dims);
        size_t base = at->data + offsetof(call_frame, dims) + i * sizeof f->dims[0];
        f->operand[i] = (tensor){.rank = rank,
                                 .dims = worker_pointer(&arenas[ARENA_INPUT], base),
                                 .data = worker_pointer(&arenas[p->arena], p->data)};
        size_t place = at->data + offsetof(call_frame, operand) + i * sizeof f->operand[0];
        set_argument(f, p, worker_pointer(&arenas[ARENA_INPUT], place));
    }
}

/* Takes a block for each entry, in order, so that the ranges of the message rise. */
static bool take_blocks(call_layout *l, arena arenas[ARENA_COUNT], call_message *m)
{
    size_t span[ARENA_COUNT] = {0};
    for (size_t i = 0; i < l->count; i++)
        span[l->block[i].arena] += arena_span(l->block[i].bytes);
    for (size_t a = 0; a < ARENA_COUNT; a++)
        if (!arena_begin(&arenas[a], span[a]))
            return false;
    for (size_t i = 0; i < l->count; i++) {
        placement *p = &l->block[i];
        p->data = arena_take(&arenas[p->arena], p->bytes, &p->pages);
        m->range[p->arena][m->range_count[p->arena]++] = p->pages;
    }
    return true;
}

bool layout_place(call_layout *l, arena arenas[ARENA_COUNT], const call *c, call_message *m,
                  error *e)
{
    static const attributes no_attributes;
    call_frame frame = {.attr = c->attr ? *c->attr : no_attributes};
    size_t index_bytes = frame.attr.index ? frame.attr.index_count * sizeof(size_t) : 0;
    *l = (call_layout){0};
    *m = (call_message){.direction = c->direction};
    snprintf(m->symbol, sizeof m->symbol, "%s_%s", c->op->name, direction_name[c->direction]);
    list_operands(l, c);
    placement *index = index_bytes ? &l->block[l->count++] : NULL;
    placement *at = &l->block[l->count++];
    if (index)
        index->bytes = index_bytes;
    at->bytes = sizeof frame;
    if (!take_blocks(l, arenas, m))
        return fail(e, "%s: a call's tensors take more than %d MiB; make the case smaller",
                    m->symbol, ARENA_BYTES >> 20);
    for (size_t i = 0; i < l->count && l->block[i].tensor; i++) {
        const placement *p = &l->block[i];
        unsigned char *bytes = arenas[p->arena].bytes;
        if (p->arena == ARENA_OUTPUT)
            memset(bytes + p->pages.offset, CANARY, p->data - p->pages.offset);
        memcpy(bytes + p->data, p->tensor->data, p->bytes);
    }
    if (index) {
        memcpy(arenas[ARENA_INPUT].bytes + index->data, frame.attr.index, index_bytes);
        frame.attr.index = worker_pointer(&arenas[ARENA_INPUT], index->data);
    }
    fill_frame(&frame, l, at, arenas);
    memcpy(arenas[ARENA_INPUT].bytes + at->data, &frame, sizeof frame);
    m->frame = at->data;
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
