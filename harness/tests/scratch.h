/* scratch.h - files for tests: a directory of their own under TMPDIR or /tmp. */
#ifndef SCRATCH_H
#define SCRATCH_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "testing.h"

enum { SCRATCH_DIRECTORY = 200, SCRATCH_PATH = 512 };

/* Makes the directory; remove() what is put into it, and then itself. */
static inline void scratch_open(char directory[SCRATCH_DIRECTORY])
{
    const char *parent = getenv("TMPDIR");
    snprintf(directory, SCRATCH_DIRECTORY, "%s/grade-test-XXXXXX",
             parent && *parent ? parent : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(directory));
}

/* Writes size bytes to directory/name, and their path to path. */
static inline void scratch_write(char path[SCRATCH_PATH], const char *directory, const char *name,
                                 const void *data, size_t size)
{
    ck_assert_int_lt(snprintf(path, SCRATCH_PATH, "%s/%s", directory, name), SCRATCH_PATH);
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(data, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
}

#endif
