/* arena.h - shared memory in which each block of a call ends at a page that cannot be touched.
 *
 * An arena begins with a head for what grade tells the worker about calls. Then come slots: a page
 * each, followed by pages that stay closed to the worker. A block that fits into a page takes the
 * next slot; greater ones lie behind the slots, in pages that are opened for them, with a gap that
 * stays closed. Either way a block's data end where its last page ends, and in front of them, from
 * its first page on, lie at least CANARY_BYTES of known bytes. Blocks follow each other through the
 * arena, so that every call has other addresses than the last. */
#ifndef ARENA_H
#define ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "worker_protocol.h"

enum { CANARY_BYTES = 64, GUARD_BYTES = 1 << 16 };

typedef struct arena {
    int fd;
    size_t bytes, slot_count;
    bool read_only;           /* nobody but this mapping can write to it */
    unsigned char *memory;    /* as mapped here, writable */
    uint64_t worker;          /* address of the same bytes in the worker */
    size_t head, slot, large; /* where the next program, block and greater block go */
} arena;

/* What blocks take of an arena together. */
typedef struct arena_need {
    size_t head_bytes, slots, large_bytes;
} arena_need;

/* Makes arena number `which` of the protocol, whose size can never change. */
bool arena_open(arena *a, unsigned which, error *e);
void arena_close(arena *a);

/* Adds a block of that many bytes to the need; an absurd size is made one that never fits. */
void arena_add(arena_need *need, size_t bytes);

/* Whether an arena has room for that much at once. */
bool arena_fits(const arena *a, const arena_need *need);

/* Makes room for what arena_fits. *reopen: slots that were used before are to be used again. */
void arena_begin(arena *a, const arena_need *need, bool *reopen);

/* Takes bytes of the head: their offset, a multiple of 16. */
size_t arena_take_head(arena *a, size_t bytes);

/* Takes the next block: its pages, and the offset of its data. */
size_t arena_take(arena *a, size_t bytes, page_range *pages);

/* Whether a block lies in pages of its own instead of a slot. */
bool arena_is_large(size_t bytes);

/* Makes what has been written to a block 0 again. */
void arena_erase(arena *a, size_t offset, size_t bytes);

/* Begins anew for another worker: what the last one may have written is 0 again. */
void arena_renew(arena *a);

#endif
