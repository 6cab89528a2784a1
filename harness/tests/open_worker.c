/* Makes a grade-worker without some layers of its lock: those whose bits, in hexadecimal, are the
 * last word of its file's name ("open-worker-0c"). For test_escape.c and bench-lock only. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lock_layers.h"

unsigned lock_without;

__attribute__((constructor)) static void read_name(void)
{
    char path[4096] = "";
    if (readlink("/proc/self/exe", path, sizeof path - 1) < 0)
        abort();
    const char *word = strrchr(path, '-');
    lock_without = word ? (unsigned)strtoul(word + 1, NULL, 16) : 0;
}
