/* call_layout.h - where the tensors of calls lie in the shared memory. */
#ifndef CALL_LAYOUT_H
#define CALL_LAYOUT_H

#include "arena.h"
#include "sandbox.h"

/* One block: a tensor, or with ROLE_NONE the index array. */
typedef struct placement {
    operand_role role;
    size_t input;
    const tensor *tensor;
    unsigned arena;
    bool in_slot; /* its page is open already */
    page_range pages;
    size_t data, bytes; /* offset and length of its elements */
} placement;

typedef struct call_layout {
    size_t count;
    placement block[MAX_BLOCKS];
} call_layout;

/* Copies the arguments of count calls of one function, at most BATCH_CALLS, to fresh blocks, makes
 * the program that lists them and fills in the message for the worker, all but its sequence. Fails
 * where the tensors do not fit into the arenas. */
bool layout_place(call_layout l[], size_t count, arena arenas[ARENA_COUNT], const call calls[],
                  call_message *m, error *e);

/* Copies what the function wrote, once, to the call's results, and looks for overwritten bytes in
 * front of them. */
void layout_collect(const call_layout *l, const arena arenas[ARENA_COUNT], const call *c,
                    observation *o);

/* Names the tensor whose end or inside an address in the worker belongs to, if any. */
void layout_locate(const call_layout *l, const arena arenas[ARENA_COUNT], uint64_t address,
                   bool write, observation *o);

/* Leaves nothing of the arguments in the shared memory. */
void layout_clear(const call_layout *l, arena arenas[ARENA_COUNT]);

#endif
