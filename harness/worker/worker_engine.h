/* worker_engine.h - the worker's part in marking engines and graphs: runs a program on the engine_
 * functions of the submission, and lets its graph_ functions draw. */
#ifndef WORKER_ENGINE_H
#define WORKER_ENGINE_H

#include "engine_wire.h"

/* Sends what is in the exchange's call to grade and waits until the answer is in its place. */
typedef void worker_ask(void *context);

/* Runs a program on the functions of a loaded submission. False where one of those that every
 * engine needs is missing. */
bool worker_engine_run(void *handle, const engine_program *p, engine_exchange *x, worker_ask *ask,
                       void *context);

/* Lets the function draw its graph on so many inputs; returns what it returns. */
op_status worker_graph_run(void *function, uint32_t input_count, graph_record *out);

#endif
