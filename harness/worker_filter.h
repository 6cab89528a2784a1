/* worker_filter.h - the allow-list of system calls: the one door to libseccomp in the worker. */
#ifndef WORKER_FILTER_H
#define WORKER_FILTER_H

#include <stddef.h>

#include "error.h"

/* A filter in the kernel's form, made once and entered by every worker. */
typedef struct call_filter {
    void *instructions;
    size_t instruction_count;
    size_t calls_allowed;
} call_filter;

/* Makes the filter. Calls that are not on the list wait for a listener's answer (notify), else
 * kill the process; those of another architecture always kill it. Lives as long as the process. */
bool filter_make(call_filter *out, bool notify, error *e);

/* Puts the process under the notifying filter, and *listener is its descriptor; where the kernel
 * grants no listener, under the killing one, and *listener is -1. Needs no-new-privs. */
bool filter_enter(const call_filter *notifying, const call_filter *killing, int *listener,
                  error *e);

#endif
