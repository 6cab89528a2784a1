/* interrupt.h - SIGHUP, SIGINT and SIGTERM as a question: has somebody asked to stop?
 *
 * Whoever works long or waits asks now and then and returns with an error, so that what is known by
 * then still becomes a report. The second signal of a kind ends the process at once. */
#ifndef INTERRUPT_H
#define INTERRUPT_H

#include <stdbool.h>

#include "error.h"

/* From now on, unless the caller of the process has chosen to ignore the signal. System calls that
 * wait are not restarted: they fail with EINTR. */
void interrupt_watch(void);

/* The signal that came, or 0. */
int interrupt_came(void);

/* True if none came, else fails with what is to be said of it. */
bool interrupt_check(error *e);

#endif
