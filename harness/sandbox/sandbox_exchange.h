/* sandbox_exchange.h - a call in the course of which the worker asks for answers, in memory that
 * both share. For sandbox_engine.c only. */
#ifndef SANDBOX_EXCHANGE_H
#define SANDBOX_EXCHANGE_H

#include <stdint.h>
#include <sys/types.h>

#include "sandbox.h"

/* Answers what lies in the exchange, which the worker may write to at any time: copy before use.
 * False to end it. */
typedef bool sandbox_asked(void *context, unsigned char *exchange);

typedef struct exchange_call {
    uint32_t subject; /* an enum call_subject */
    uint32_t inputs;
    const char *symbol;
    const void *program; /* what the worker can only read, in multiples of 8 bytes */
    size_t program_bytes, exchange_bytes;
    sandbox_asked *asked; /* NULL: it may not ask */
    void *context;
    bool hurried; /* it gets only one part in HURRY_ENGINE of the time for a call */
} exchange_call;

/* Makes the call, and copies the exchange once it has returned OP_OK. False only for a failure of
 * the grader's own. */
bool sandbox_exchange(sandbox *s, const exchange_call *x, void *exchange, observation *o, error *e);

/* The process that runs; 0 for none. */
pid_t sandbox_worker_pid(const sandbox *s);

#endif
