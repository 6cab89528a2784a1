#include "arena.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lock_layers.h"

enum {
    ALIGNMENT = 16,
    STAT_BLOCK_BYTES = 512,
    LARGE_ERASE_BYTES = 1 << 20 /* from here on giving pages back is quicker than filling them */
};

/* Where the blocks greater than a slot begin. */
static size_t large_begin(const arena *a)
{
    return HEAD_BYTES + a->slot_count * SLOT_BYTES;
}

bool arena_open(arena *a, unsigned which, error *e)
{
    size_t bytes = arena_bytes[which];
    bool read_only = which == ARENA_INPUT;
    int seals = F_SEAL_SHRINK | F_SEAL_GROW | (read_only ? F_SEAL_FUTURE_WRITE : 0) | F_SEAL_SEAL;
    int fd = memfd_create("arena", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0 || ftruncate(fd, (off_t)bytes) < 0) {
        fail(e, "no shared memory for the worker: %s", strerror(errno));
        goto failed;
    }
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, fd, 0);
    if (memory == MAP_FAILED) {
        fail(e, "the shared memory cannot be mapped: %s", strerror(errno));
        goto failed;
    }
    if (lock_has(LAYER_SEALS) && fcntl(fd, F_ADD_SEALS, seals) < 0) {
        fail(e, "the shared memory cannot be sealed (%s); it needs Linux 5.1", strerror(errno));
        munmap(memory, bytes);
        goto failed;
    }
    *a = (arena){.fd = fd,
                 .bytes = bytes,
                 .slot_count = arena_slots[which],
                 .read_only = read_only,
                 .memory = memory};
    a->large = large_begin(a);
    return true;
failed:
    if (fd >= 0)
        close(fd);
    return false;
}

void arena_close(arena *a)
{
    if (!a->memory)
        return;
    munmap(a->memory, a->bytes);
    close(a->fd);
    *a = (arena){.fd = -1};
}

bool arena_is_large(size_t bytes)
{
    return bytes > PAGE_BYTES - CANARY_BYTES;
}

static size_t pages_of(size_t bytes)
{
    return (bytes + CANARY_BYTES + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
}

static size_t aligned(size_t bytes)
{
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

void arena_add(arena_need *need, size_t bytes)
{
    static const size_t absurd = SIZE_MAX / 2;
    if (!arena_is_large(bytes))
        need->slots++;
    else if (bytes < absurd / 2 && need->large_bytes < absurd)
        need->large_bytes += pages_of(bytes) + GUARD_BYTES;
    else
        need->large_bytes = absurd;
}

bool arena_fits(const arena *a, const arena_need *need)
{
    return need->head_bytes <= HEAD_BYTES && need->slots <= a->slot_count &&
           need->large_bytes <= a->bytes - large_begin(a);
}

void arena_begin(arena *a, const arena_need *need, bool *reopen)
{
    if (a->head + need->head_bytes > HEAD_BYTES)
        a->head = 0;
    if (a->large + need->large_bytes > a->bytes)
        a->large = large_begin(a);
    *reopen = a->slot + need->slots > a->slot_count;
    if (*reopen)
        a->slot = 0;
}

size_t arena_take_head(arena *a, size_t bytes)
{
    size_t offset = a->head;
    a->head += aligned(bytes);
    return offset;
}

size_t arena_take(arena *a, size_t bytes, page_range *pages)
{
    if (arena_is_large(bytes)) {
        *pages = (page_range){.offset = a->large, .bytes = pages_of(bytes)};
        a->large += pages->bytes + GUARD_BYTES;
    } else {
        *pages = (page_range){.offset = HEAD_BYTES + a->slot++ * SLOT_BYTES, .bytes = PAGE_BYTES};
    }
    return pages->offset + pages->bytes - bytes;
}

/* Gives pages back; what is read there later is 0. */
static void punch(const arena *a, size_t offset, size_t bytes)
{
    if (fallocate(a->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)offset, (off_t)bytes) <
        0)
        memset(a->memory + offset, 0, bytes);
}

void arena_erase(arena *a, size_t offset, size_t bytes)
{
    if (bytes < LARGE_ERASE_BYTES)
        memset(a->memory + offset, 0, bytes);
    else
        punch(a, offset / PAGE_BYTES * PAGE_BYTES, pages_of(bytes));
}

/* Erases all that a worker can have written. The pages of the slots are kept, as every worker uses
 * them again; as a rule there are no others, and the number of pages shows whether that is so. */
static void wipe(const arena *a)
{
    struct stat status;
    for (size_t i = 0; i < a->slot_count; i++)
        memset(a->memory + HEAD_BYTES + i * SLOT_BYTES, 0, PAGE_BYTES);
    if (fstat(a->fd, &status) == 0 &&
        (size_t)status.st_blocks * STAT_BLOCK_BYTES == a->slot_count * PAGE_BYTES)
        return;
    punch(a, 0, HEAD_BYTES);
    for (size_t i = 0; i < a->slot_count; i++)
        punch(a, HEAD_BYTES + i * SLOT_BYTES + PAGE_BYTES, SLOT_BYTES - PAGE_BYTES);
    punch(a, large_begin(a), a->bytes - large_begin(a));
}

void arena_renew(arena *a)
{
    a->head = a->slot = 0;
    a->large = large_begin(a);
    if (!a->read_only)
        wipe(a);
}
