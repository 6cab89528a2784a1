/* arena.h - shared memory in which each block of a call ends at a page that cannot be touched.
 *
 * A block's data end where its last page ends; in front of them, from the first page on, lie at
 * least CANARY_BYTES of known bytes; behind it lies a gap that stays closed to the worker. Blocks
 * follow each other through the arena, so that every call has other addresses than the last.
 *
 * Blocks of up to a page lie in slots, whose pages need not be opened and closed for each call;
 * larger ones, and those that find no slot, lie behind the slots and have to be. */
#ifndef ARENA_H
#define ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "worker_protocol.h"

enum { CANARY_BYTES = 64 };

typedef struct arena {
    int fd;
    unsigned char *bytes; /* as mapped here, writable */
    uint64_t worker;      /* address of the same bytes in the worker */
    size_t slot;          /* the next slot */
    size_t cursor;        /* behind the slots: where the next call's blocks begin */
    bool read_only;       /* nobody but this mapping can write to it */
} arena;

/* Makes an arena whose size can never change. read_only: nobody but this mapping can write to it.
 */
bool arena_open(arena *a, bool read_only, error *e);
void arena_close(arena *a);

/* Whether a block of that many bytes fits into a slot. */
bool arena_fits_slot(size_t bytes);

/* Takes the next slot for it: its page, and the offset of its data. At most SLOT_COUNT of them can
 * be in use at once. */
size_t arena_take_slot(arena *a, size_t bytes, page_range *pages);

/* How much of the arena a block of that many bytes takes behind the slots. */
size_t arena_span(size_t bytes);

/* Makes room for blocks that take so much together; false where there can be none. */
bool arena_begin(arena *a, size_t span);

/* Takes the next block: its pages, and the offset of its data. */
size_t arena_take(arena *a, size_t bytes, page_range *pages);

/* Begins anew for another worker: what the last one may have written is 0 again. */
void arena_renew(arena *a);

#endif
