/* worker_fault.h - says where the submission crashed, before it dies of it. */
#ifndef WORKER_FAULT_H
#define WORKER_FAULT_H

#include "error.h"

/* Installs, for the workers to inherit, handlers for SIGSEGV, SIGBUS, SIGFPE and SIGILL, on a stack
 * of their own. A handler sends one report of the fault to grade and lets the process die by the
 * signal. */
bool fault_watch(error *e);

#endif
