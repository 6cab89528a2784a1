/* forbidden_call.h - the parent's end of the worker's filter of system calls. */
#ifndef FORBIDDEN_CALL_H
#define FORBIDDEN_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Reads which call waits at a listener: its number, and whether it is the signal that abort()
 * sends to its own process, whose id there is self. The caller stays stopped in it until it is
 * killed. False where it has gone. */
bool forbidden_read(int listener, pid_t self, int *number, bool *is_abort);

/* The name of a system call, "fork", or its number as text where it has none, or "" for -1.
 * Returns text. */
const char *forbidden_name(int number, char *text, size_t size);

#endif
