/* sandbox_filter.h - the allow-list of system calls: made here, entered by workers. */
#ifndef SANDBOX_FILTER_H
#define SANDBOX_FILTER_H

#include "error.h"
#include "worker_protocol.h"

/* Makes the filter. Calls that are not on the list wait for a listener's answer; those of another
 * architecture kill the process. */
bool sandbox_filter_make(call_filter *out, error *e);

#endif
