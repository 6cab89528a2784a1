#include "worker_memory.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lock_layers.h"

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102 /* Linux 6.13 */
#endif

static const int arena_access[ARENA_COUNT] = {
    [ARENA_INPUT] = PROT_READ, [ARENA_OUTPUT] = PROT_READ | PROT_WRITE};

/* Closes pages for good. Where the kernel knows guard pages, they cost no mapping of their own, of
 * which every fork would have to copy hundreds. */
static bool guard(unsigned char *start, size_t bytes)
{
    return madvise(start, bytes, MADV_GUARD_INSTALL) == 0 || mprotect(start, bytes, PROT_NONE) == 0;
}

static bool open_slots(unsigned char *arena, unsigned which)
{
    unsigned char *slot = arena + HEAD_BYTES;
    if (mprotect(slot, arena_slots[which] * SLOT_BYTES, arena_access[which]) < 0)
        return false;
    for (size_t i = 0; i < arena_slots[which]; i++, slot += SLOT_BYTES)
        if (!guard(slot + PAGE_BYTES, SLOT_BYTES - PAGE_BYTES))
            return false;
    return true;
}

bool memory_map(unsigned char **out, unsigned which, int fd, error *e)
{
    unsigned char *memory =
        mmap(NULL, arena_bytes[which], PROT_NONE, MAP_SHARED | MAP_NORESERVE, fd, 0);
    if (memory == MAP_FAILED || !open_slots(memory, which) ||
        (which == ARENA_INPUT && mprotect(memory, HEAD_BYTES, PROT_READ) < 0))
        return fail(e, "the shared memory cannot be mapped: %s", strerror(errno));
    if (lock_has(LAYER_DESCRIPTORS))
        close(fd);
    *out = memory;
    return true;
}

/* The pages beside the slots. */
static bool protect_ranges(const call_message *m, unsigned char *const arena[ARENA_COUNT],
                           const int access[ARENA_COUNT])
{
    const page_range *range = (const page_range *)(const void *)(arena[ARENA_INPUT] + m->ranges);
    for (size_t a = 0; a < ARENA_COUNT; a++)
        for (size_t i = 0; i < m->range_count[a]; i++, range++)
            if (mprotect(arena[a] + range->offset, range->bytes, access[a]) < 0)
                return false;
    return true;
}

bool memory_open(const call_message *m, unsigned char *const arena[ARENA_COUNT])
{
    for (unsigned a = 0; a < ARENA_COUNT; a++)
        if (m->reopen[a] && !open_slots(arena[a], a))
            return false;
    return protect_ranges(m, arena, arena_access);
}

bool memory_close(const call_message *m, unsigned char *const arena[ARENA_COUNT])
{
    static const int nothing[ARENA_COUNT] = {PROT_NONE, PROT_NONE};
    for (size_t a = 0; a < ARENA_COUNT; a++)
        if (m->slots[a].bytes &&
            mprotect(arena[a] + m->slots[a].offset, m->slots[a].bytes, PROT_NONE) < 0)
            return false;
    return protect_ranges(m, arena, nothing);
}
