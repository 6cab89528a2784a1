/* sandbox_filter.h - the allow-list of system calls: made by make_filter, entered by workers. */
#ifndef SANDBOX_FILTER_H
#define SANDBOX_FILTER_H

#include "worker_protocol.h"

/* Calls that are not on the list wait for a listener's answer; those of another architecture kill
 * the process. */
extern const call_filter sandbox_filter;

#endif
