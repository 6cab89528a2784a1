/* progress.h - a line that says how far it is: on a terminal only. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct progress {
    FILE *stream; /* NULL: silent */
    const char *label;
    double started, shown; /* seconds */
    bool drawn;
} progress;

/* Silent where the stream is no terminal, and for work that is over in a moment. */
progress progress_start(FILE *stream, const char *label);
void progress_step(void *data, size_t done, size_t all, const char *item);
void progress_end(progress *p);

#endif
