#include "arena.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    RING_BYTES = 1 << 24
}; /* small calls stay in here, so that the arena does not fill memory */

bool arena_open(arena *a, bool read_only, error *e)
{
    int seals = F_SEAL_SHRINK | F_SEAL_GROW | (read_only ? F_SEAL_FUTURE_WRITE : 0) | F_SEAL_SEAL;
    int fd = memfd_create("arena", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0 || ftruncate(fd, ARENA_BYTES) < 0) {
        fail(e, "no shared memory for the worker: %s", strerror(errno));
        goto failed;
    }
    void *bytes = mmap(NULL, ARENA_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (bytes == MAP_FAILED) {
        fail(e, "the shared memory cannot be mapped: %s", strerror(errno));
        goto failed;
    }
    if (fcntl(fd, F_ADD_SEALS, seals) < 0) {
        fail(e, "the shared memory cannot be sealed (%s); it needs Linux 5.1", strerror(errno));
        munmap(bytes, ARENA_BYTES);
        goto failed;
    }
    *a = (arena){.fd = fd, .bytes = bytes, .read_only = read_only};
    return true;
failed:
    if (fd >= 0)
        close(fd);
    return false;
}

void arena_close(arena *a)
{
    if (!a->bytes)
        return;
    munmap(a->bytes, ARENA_BYTES);
    close(a->fd);
    *a = (arena){.fd = -1};
}

static size_t pages_of(size_t bytes)
{
    return (bytes + CANARY_BYTES + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
}

bool arena_fits_slot(size_t bytes)
{
    return bytes + CANARY_BYTES <= PAGE_BYTES;
}

size_t arena_take_slot(arena *a, size_t bytes, page_range *pages)
{
    *pages = (page_range){.offset = a->slot * SLOT_STRIDE, .bytes = PAGE_BYTES};
    a->slot = (a->slot + 1) % SLOT_COUNT;
    return pages->offset + PAGE_BYTES - bytes;
}

size_t arena_span(size_t bytes)
{
    return bytes < ARENA_BYTES ? pages_of(bytes) + GUARD_BYTES : ARENA_BYTES;
}

bool arena_begin(arena *a, size_t span)
{
    if (span > ARENA_BYTES - SLOT_REGION)
        return false;
    if (a->cursor < SLOT_REGION || a->cursor + span > SLOT_REGION + RING_BYTES)
        a->cursor = SLOT_REGION;
    return true;
}

size_t arena_take(arena *a, size_t bytes, page_range *pages)
{
    *pages = (page_range){.offset = a->cursor, .bytes = pages_of(bytes)};
    a->cursor += pages->bytes + GUARD_BYTES;
    return pages->offset + pages->bytes - bytes;
}

void arena_renew(arena *a)
{
    a->slot = a->cursor = 0;
    if (!a->read_only &&
        fallocate(a->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, ARENA_BYTES) < 0)
        memset(a->bytes, 0, ARENA_BYTES);
}
