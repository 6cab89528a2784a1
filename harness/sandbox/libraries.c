#include "libraries.h"

#include <string.h>

const char *const library_name[LIBRARY_COUNT] = {
    "libc.so.6",      "libm.so.6",        "ld-linux-x86-64.so.2", "libgcc_s.so.1",
    "libstdc++.so.6", "libopenblas.so.0", "libgfortran.so.5",     "libquadmath.so.0",
    "libmvec.so.1",   "libpthread.so.0",  "libdl.so.2",           "librt.so.1",
};

size_t library_find(const char *name)
{
    size_t i = 0;
    while (i < LIBRARY_COUNT && strcmp(library_name[i], name) != 0)
        i++;
    return i;
}
