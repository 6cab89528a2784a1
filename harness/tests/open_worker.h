/* open_worker.h - a grade-worker without some layers of its lock, for test_escape.c and bench-lock;
 * open_worker.c reads from its name which. */
#ifndef OPEN_WORKER_H
#define OPEN_WORKER_H

#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

enum { OPEN_WORKER_PATH = 512 };

/* Makes a link to it, beside it, whose name leaves out those layers (bits: lock_layers.h); unlink
 * it. */
static inline bool open_worker_link(char path[OPEN_WORKER_PATH], unsigned without)
{
    snprintf(path, OPEN_WORKER_PATH, "%s-%02x", OPEN_WORKER, without);
    unlink(path);
    return link(OPEN_WORKER, path) == 0;
}

#endif
