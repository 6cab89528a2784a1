#include "call_layout.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static_assert((int)MAX_CALL_INPUTS >= (int)MAX_FUNCTION_INPUTS &&
                  (int)MAX_CALL_RESULTS >= (int)MAX_PARAMETERS,
              "a call holds the arguments of every kind of function");

/* As a double, this pattern is 5e-4: adding to it changes it. */
enum { CANARY = 0x3f };

static placement *add_block(call_layout *l, unsigned arena_index, const void *source, size_t bytes,
                            size_t pointer)
{
    assert(l->count < MAX_BLOCKS);
    placement *p = &l->block[l->count++];
    *p = (placement){.arena = arena_index, .source = source, .bytes = bytes, .pointer = pointer};
    return p;
}

static void add_tensor(call_layout *l, unsigned arena_index, operand_role role, size_t input,
                       const tensor *t, size_t pointer)
{
    if (!t)
        return;
    size_t bytes = element_count(t) * sizeof(double);
    placement *p = add_block(l, arena_index, t->data, bytes, pointer);
    p->role = role;
    p->input = input;
    p->tensor = t;
}

/* Tensors whose pointers are an array in the frame, from that offset on. */
static void add_tensors(call_layout *l, unsigned arena_index, operand_role role, size_t count,
                        const tensor *const t[], size_t pointers)
{
    for (size_t i = 0; i < count; i++)
        add_tensor(l, arena_index, role, i, t[i], pointers + i * sizeof *t);
}

static void add_inputs(call_layout *l, size_t count, const call *c)
{
    add_tensors(l, ARENA_INPUT, ROLE_INPUT, count, c->in, offsetof(call_frame, in));
}

static void add_results(call_layout *l, operand_role role, size_t count, const call *c)
{
    add_tensors(l, ARENA_OUTPUT, role, count, (const tensor *const *)c->result,
                offsetof(call_frame, result));
}

static void list_op(call_layout *l, const call *c)
{
    static const operand_role result_role[DIRECTION_COUNT] = {
        [FORWARD] = ROLE_OUTPUT, [BACKWARD] = ROLE_GRADIENT, [JVP] = ROLE_OUT_TANGENT};
    size_t inputs = c->op->input_count;
    add_inputs(l, inputs, c);
    if (c->direction != FORWARD)
        add_tensor(l, ARENA_INPUT, ROLE_OUTPUT, 0, c->out, offsetof(call_frame, out));
    if (c->direction == BACKWARD)
        add_tensor(l, ARENA_INPUT, ROLE_COTANGENT, 0, c->dout, offsetof(call_frame, dout));
    if (c->direction == JVP)
        add_tensors(l, ARENA_INPUT, ROLE_TANGENT, inputs, c->tangent,
                    offsetof(call_frame, tangent));
    add_results(l, result_role[c->direction], c->direction == BACKWARD ? inputs : 1, c);
    if (c->attr && c->attr->index)
        add_block(l, ARENA_INPUT, c->attr->index, c->attr->index_count * sizeof(size_t),
                  offsetof(call_frame, attr.index));
}

static void list_function(call_layout *l, const call *c)
{
    add_inputs(l, MAX_FUNCTION_INPUTS, c);
    add_results(l, ROLE_OUTPUT, MAX_FUNCTION_OUTPUTS, c);
    if (c->set && c->set->jitter)
        add_block(l, ARENA_INPUT, c->set->jitter, c->jitter_count * sizeof(size_t),
                  offsetof(call_frame, set.jitter));
    if (c->callback.answer) {
        size_t bytes = element_count(c->callback.like) * sizeof(double);
        add_block(l, ARENA_OUTPUT, NULL, bytes, offsetof(call_frame, exchange.x));
        add_block(l, ARENA_INPUT, NULL, bytes, offsetof(call_frame, exchange.result));
    }
}

static void list_training(call_layout *l, const call *c)
{
    const recipe *r = c->recipe;
    add_tensor(l, ARENA_INPUT, ROLE_INPUT, 0, r->X, offsetof(call_frame, recipe.X));
    add_tensor(l, ARENA_INPUT, ROLE_INPUT, 1, r->y, offsetof(call_frame, recipe.y));
    if (r->label)
        add_block(l, ARENA_INPUT, r->label, r->X->dims[0] * sizeof(size_t),
                  offsetof(call_frame, recipe.label));
    add_results(l, ROLE_PARAMETER, MAX_PARAMETERS, c);
}

static void list_blocks(call_layout *l, const call *c)
{
    static void (*const list[])(call_layout *, const call *) = {[CALL_OF_OP] = list_op,
                                                                [CALL_OF_FUNCTION] = list_function,
                                                                [CALL_OF_TRAINING] = list_training};
    l->count = 0;
    list[c->subject](l, c);
}

/* Adds what a call takes of the arenas. */
static void add_need(arena_need need[ARENA_COUNT], const call_layout *l)
{
    need[ARENA_INPUT].head_bytes += sizeof(call_frame);
    for (size_t i = 0; i < l->count; i++) {
        arena_add(&need[l->block[i].arena], l->block[i].bytes);
        need[ARENA_INPUT].head_bytes += sizeof(placed_tensor) + sizeof(page_range);
    }
}

static bool all_fit(const arena arenas[ARENA_COUNT], const arena_need need[ARENA_COUNT])
{
    for (size_t a = 0; a < ARENA_COUNT; a++)
        if (!arena_fits(&arenas[a], &need[a]))
            return false;
    return true;
}

size_t layout_fits(const arena arenas[ARENA_COUNT], const call calls[], size_t count)
{
    arena_need need[ARENA_COUNT] = {{0}};
    call_layout l;
    size_t fitting = 0;
    for (; fitting < count && fitting < BATCH_CALLS; fitting++) {
        list_blocks(&l, &calls[fitting]);
        add_need(need, &l);
        if (!all_fit(arenas, need))
            break;
    }
    return fitting;
}

/* Takes a block for each entry and copies what it holds, behind known bytes where the function may
 * write. */
static void take_blocks(call_layout *l, arena arenas[ARENA_COUNT])
{
    for (size_t i = 0; i < l->count; i++) {
        placement *p = &l->block[i];
        unsigned char *memory = arenas[p->arena].memory;
        p->data = arena_take(&arenas[p->arena], p->bytes, &p->pages);
        if (p->arena == ARENA_OUTPUT)
            memset(memory + p->pages.offset, CANARY, p->data - p->pages.offset);
        if (p->source)
            memcpy(memory + p->data, p->source, p->bytes);
    }
}

/* The pointer that the worker has to the byte at an offset. */
static uint64_t worker_pointer(const arena *a, size_t offset)
{
    return a->worker + offset;
}

static void set_pointer(call_frame *f, size_t pointer, uint64_t value)
{
    memcpy((unsigned char *)f + pointer, &value, sizeof value);
}

/* Copies what lies in the frame itself. Pointers of this process do not: those of the worker are
 * set afterwards. */
static void fill_values(call_frame *f, const call *c, uint32_t sequence)
{
    *f = (call_frame){.result_count = 0};
    if (c->attr)
        f->attr = *c->attr;
    f->attr.index = NULL;
    if (c->set)
        f->set = *c->set;
    f->set.jitter = NULL;
    f->set.f = NULL;
    f->set.context = NULL;
    if (c->recipe)
        f->recipe = *c->recipe;
    f->recipe.X = f->recipe.y = NULL;
    f->recipe.label = NULL;
    while (f->result_count < MAX_PARAMETERS && c->result[f->result_count])
        f->result_count++;
    if (c->callback.answer) {
        const tensor *like = c->callback.like;
        f->exchange = (callback_exchange){.rank = like->rank, .sequence = sequence};
        memcpy(f->exchange.dims, like->dims, like->rank * sizeof *like->dims);
    }
}

/* Fills in the frame at that offset of the input arena's head. Returns where the tensors end that
 * it refers to, which begin at *next. */
static placed_tensor *fill_frame(call_frame *f, placed_tensor *next, const call_layout *l,
                                 const call *c, const arena arenas[ARENA_COUNT], uint64_t relay,
                                 uint32_t sequence)
{
    const arena *in = &arenas[ARENA_INPUT];
    fill_values(f, c, sequence);
    if (c->callback.answer) {
        size_t at = (size_t)((unsigned char *)&f->exchange - in->memory);
        set_pointer(f, offsetof(call_frame, set.f), relay);
        set_pointer(f, offsetof(call_frame, set.context), worker_pointer(in, at));
    }
    for (size_t i = 0; i < l->count; i++) {
        const placement *p = &l->block[i];
        uint64_t data = worker_pointer(&arenas[p->arena], p->data);
        if (!p->tensor) {
            set_pointer(f, p->pointer, data);
            continue;
        }
        size_t rank = p->tensor->rank, at = (size_t)((unsigned char *)next - in->memory);
        uint64_t dims = worker_pointer(in, at + offsetof(placed_tensor, dims));
        *next = (placed_tensor){
            .tensor = {.rank = rank, .dims = (void *)(uintptr_t)dims, .data = (void *)data}};
        if (rank)
            memcpy(next->dims, p->tensor->dims, rank * sizeof *p->tensor->dims);
        set_pointer(f, p->pointer, worker_pointer(in, at));
        next++;
    }
    return next;
}

/* Lists the pages that lie beside the slots, and the slots as one range. */
static void list_pages(call_message *m, const call_layout l[], page_range *range)
{
    for (unsigned a = 0; a < ARENA_COUNT; a++)
        for (size_t k = 0; k < m->count; k++)
            for (size_t i = 0; i < l[k].count; i++) {
                const placement *p = &l[k].block[i];
                if (p->arena != a)
                    continue;
                if (arena_is_large(p->bytes)) {
                    range[m->range_count[ARENA_INPUT] + m->range_count[ARENA_OUTPUT]] = p->pages;
                    m->range_count[a]++;
                } else if (m->slots[a].bytes == 0) {
                    m->slots[a] = p->pages;
                } else {
                    m->slots[a].bytes = p->pages.offset + PAGE_BYTES - m->slots[a].offset;
                }
            }
}

static void name_function(call_message *m, const call *c)
{
    if (c->subject == CALL_OF_OP)
        snprintf(m->symbol, sizeof m->symbol, "%s_%s", c->op->name, direction_name[c->direction]);
    else
        snprintf(m->symbol, sizeof m->symbol, "%s", c->name);
}

static void begin(arena arenas[ARENA_COUNT], const arena_need need[ARENA_COUNT], call_message *m)
{
    for (size_t a = 0; a < ARENA_COUNT; a++) {
        bool reopen;
        arena_begin(&arenas[a], &need[a], &reopen);
        m->reopen[a] = reopen;
    }
}

bool layout_place(call_layout l[], size_t count, arena arenas[ARENA_COUNT], const call calls[],
                  uint64_t relay, uint32_t sequence, call_message *m, error *e)
{
    arena_need need[ARENA_COUNT] = {{0}};
    assert(count > 0 && count <= BATCH_CALLS);
    *m = (call_message){.sequence = sequence,
                        .subject = calls[0].subject,
                        .direction = calls[0].direction,
                        .count = (uint32_t)count};
    name_function(m, &calls[0]);
    for (size_t k = 0; k < count; k++) {
        list_blocks(&l[k], &calls[k]);
        add_need(need, &l[k]);
    }
    if (!all_fit(arenas, need))
        return fail(e,
                    "%s: a call's tensors do not fit into the memory that the worker shares; make "
                    "the case smaller",
                    m->symbol);
    begin(arenas, need, m);
    arena *in = &arenas[ARENA_INPUT];
    m->frames = arena_take_head(in, need[ARENA_INPUT].head_bytes);
    call_frame *frame = (call_frame *)(void *)(in->memory + m->frames);
    placed_tensor *next = (placed_tensor *)(void *)(frame + count);
    for (size_t k = 0; k < count; k++) {
        take_blocks(&l[k], arenas);
        next = fill_frame(&frame[k], next, &l[k], &calls[k], arenas, relay, sequence);
    }
    m->ranges = (size_t)((unsigned char *)next - in->memory);
    list_pages(m, l, (page_range *)(void *)next);
    return true;
}

bool layout_place_exchange(arena arenas[ARENA_COUNT], const exchange_call *x, call_message *m)
{
    arena_need need[ARENA_COUNT] = {[ARENA_INPUT] = {.head_bytes = 2 * sizeof(page_range)}};
    call_layout l = {.count = 0};
    arena *in = &arenas[ARENA_INPUT];
    add_block(&l, ARENA_INPUT, x->program, x->program_bytes, 0);
    add_block(&l, ARENA_OUTPUT, NULL, x->exchange_bytes, 0);
    add_need(need, &l);
    if (!all_fit(arenas, need))
        return false;
    begin(arenas, need, m);
    take_blocks(&l, arenas);
    m->count = 1;
    m->frames = l.block[0].data;
    m->exchange = l.block[1].data;
    m->ranges = arena_take_head(in, need[ARENA_INPUT].head_bytes);
    list_pages(m, &l, (page_range *)(void *)(in->memory + m->ranges));
    return true;
}

/* How far in front of a block's data the first overwritten byte lies; 0: none is. */
static size_t overwritten(const unsigned char *memory, const placement *p)
{
    const unsigned char *front = memory + p->pages.offset;
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
    const unsigned char *memory = arenas[ARENA_OUTPUT].memory;
    for (size_t i = 0; i < l->count; i++) {
        const placement *p = &l->block[i];
        if (p->arena != ARENA_OUTPUT || p->role == ROLE_NONE)
            continue;
        memcpy(c->result[p->input]->data, memory + p->data, p->bytes);
        size_t distance = overwritten(memory, p);
        if (distance && o->canary_role == ROLE_NONE) {
            o->canary_role = p->role;
            o->canary_input = p->input;
            o->canary_bytes = distance;
        }
    }
}

static unsigned char *block_at(const call_layout *l, const arena arenas[ARENA_COUNT],
                               size_t pointer)
{
    for (size_t i = 0; i < l->count; i++)
        if (l->block[i].pointer == pointer)
            return arenas[l->block[i].arena].memory + l->block[i].data;
    return NULL;
}

const void *layout_argument(const call_layout *l, const arena arenas[ARENA_COUNT])
{
    return block_at(l, arenas, offsetof(call_frame, exchange.x));
}

void *layout_answer(const call_layout *l, const arena arenas[ARENA_COUNT])
{
    return block_at(l, arenas, offsetof(call_frame, exchange.result));
}

void layout_locate(const call_layout *l, const arena arenas[ARENA_COUNT], uint64_t address,
                   bool write, observation *o)
{
    for (size_t i = 0; i < l->count; i++) {
        const placement *p = &l->block[i];
        uint64_t first = worker_pointer(&arenas[p->arena], p->data), end = first + p->bytes;
        uint64_t gap = arena_is_large(p->bytes) ? GUARD_BYTES : SLOT_BYTES - PAGE_BYTES;
        if (p->role == ROLE_NONE || address < first || address >= end + gap)
            continue;
        o->fault_role = p->role;
        o->fault_input = p->input;
        o->fault_write = write;
        o->fault_bytes = address < end ? -(ptrdiff_t)(end - address) : (ptrdiff_t)(address - end);
    }
}

void layout_clear(const call_layout l[], arena arenas[ARENA_COUNT], const call_message *m)
{
    arena *in = &arenas[ARENA_INPUT];
    for (size_t k = 0; k < m->count; k++)
        for (size_t i = 0; i < l[k].count; i++)
            if (l[k].block[i].arena == ARENA_INPUT)
                arena_erase(in, l[k].block[i].data, l[k].block[i].bytes);
    arena_erase(in, m->frames, m->ranges - m->frames);
}
