#include "xml_memory.h"

#include <libxml/xmlmemory.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { RESERVE_BYTES = 8 << 20, ALIGNMENT = 16 };

/* Takes no memory until it is used. Blocks are handed out once, each behind its size. */
static _Alignas(ALIGNMENT) unsigned char reserve[RESERVE_BYTES];
static size_t used;

static bool is_reserved(const void *block)
{
    uintptr_t at = (uintptr_t)block, start = (uintptr_t)reserve;
    return at >= start && at < start + RESERVE_BYTES;
}

static void *take(size_t size)
{
    size_t whole = (size + 2 * ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (size > RESERVE_BYTES || whole > RESERVE_BYTES - used)
        return NULL;
    unsigned char *block = reserve + used;
    memcpy(block, &size, sizeof size);
    used += whole;
    return block + ALIGNMENT;
}

static void *get(size_t size)
{
    void *block = malloc(size);
    return block ? block : take(size);
}

static void release(void *block)
{
    if (!is_reserved(block))
        free(block);
}

static void *resize(void *block, size_t size)
{
    size_t held = 0;
    if (!block)
        return get(size);
    if (!is_reserved(block)) {
        void *grown = realloc(block, size);
        if (grown || size == 0)
            return grown;
        held = malloc_usable_size(block);
    } else {
        memcpy(&held, (unsigned char *)block - ALIGNMENT, sizeof held);
    }
    void *moved = get(size);
    if (moved) {
        memcpy(moved, block, held < size ? held : size);
        release(block);
    }
    return moved;
}

static char *duplicate(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = get(size);
    return copy ? memcpy(copy, text, size) : NULL;
}

void xml_memory_reserve(void)
{
    xmlMemSetup(release, get, resize, duplicate);
}
