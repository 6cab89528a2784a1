/* call_layout.h - where the tensors of calls lie in the shared memory. */
#ifndef CALL_LAYOUT_H
#define CALL_LAYOUT_H

#include "arena.h"
#include "sandbox.h"
#include "sandbox_exchange.h"

/* One block: a tensor, or with ROLE_NONE an array or room for callbacks. */
typedef struct placement {
    operand_role role;
    size_t input;
    const tensor *tensor; /* NULL: the block is no tensor */
    const void *source;   /* what it holds at first; NULL: anything */
    size_t pointer;       /* offset in the call_frame of the pointer to it */
    unsigned arena;
    page_range pages;
    size_t data, bytes; /* offset and length of its elements */
} placement;

typedef struct call_layout {
    size_t count;
    placement block[MAX_BLOCKS];
} call_layout;

/* How many of the calls, at most BATCH_CALLS, fit into the arenas at once. */
size_t layout_fits(const arena arenas[ARENA_COUNT], const call calls[], size_t count);

/* Copies the arguments of count calls of one function, at most BATCH_CALLS, to fresh blocks, and
 * fills in the message for the worker. relay: where the worker has its callback. Fails where the
 * tensors do not fit into the arenas. */
bool layout_place(call_layout l[], size_t count, arena arenas[ARENA_COUNT], const call calls[],
                  uint64_t relay, uint32_t sequence, call_message *m, error *e);

/* Copies a program to a fresh block and takes one for its exchange; fills in the message's part
 * about them. False where they do not fit. */
bool layout_place_exchange(arena arenas[ARENA_COUNT], const exchange_call *x, call_message *m);

/* Copies what the function wrote, once, to the call's results, and looks for overwritten bytes in
 * front of them. */
void layout_collect(const call_layout *l, const arena arenas[ARENA_COUNT], const call *c,
                    observation *o);

/* Where a call finds the x of a callback, and where the worker finds its result. Only for calls
 * that have one. */
const void *layout_argument(const call_layout *l, const arena arenas[ARENA_COUNT]);
void *layout_answer(const call_layout *l, const arena arenas[ARENA_COUNT]);

/* Names the tensor whose end or inside an address in the worker belongs to, if any. */
void layout_locate(const call_layout *l, const arena arenas[ARENA_COUNT], uint64_t address,
                   bool write, observation *o);

/* Leaves nothing of the arguments in the shared memory. */
void layout_clear(const call_layout l[], arena arenas[ARENA_COUNT], const call_message *m);

#endif
