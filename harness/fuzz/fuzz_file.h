/* fuzz_file.h - a fuzzer's input as a file in memory, under a path that can be opened. */
#ifndef FUZZ_FILE_H
#define FUZZ_FILE_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

typedef struct fuzz_file {
    int descriptor;
    char path[64];
} fuzz_file;

static inline fuzz_file fuzz_file_open(void)
{
    fuzz_file f = {.descriptor = memfd_create("input", MFD_CLOEXEC)};
    assert(f.descriptor >= 0);
    snprintf(f.path, sizeof f.path, "/proc/self/fd/%d", f.descriptor);
    return f;
}

static inline void fuzz_file_fill(const fuzz_file *f, const uint8_t *data, size_t size)
{
    const int cut = ftruncate(f->descriptor, 0);
    const ssize_t written = pwrite(f->descriptor, data, size, 0);
    assert(cut == 0 && written == (ssize_t)size);
    (void)cut, (void)written;
}

#endif
