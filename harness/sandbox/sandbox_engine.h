/* sandbox_engine.h - the calls of a submission that engines and graphs take; see sandbox.h. */
#ifndef SANDBOX_ENGINE_H
#define SANDBOX_ENGINE_H

#include "engine_wire.h"
#include "sandbox.h"

/* Answers one call of an op during a step of the program. */
typedef op_status sandbox_answer(void *context, uint32_t step, const op_call *c);

/* Runs a program on the submission's engine; results is a copy of what the worker left. A hurried
 * one gets only one part in HURRY_ENGINE of the time for a call. */
bool sandbox_run_engine(sandbox *s, const engine_program *p, sandbox_answer *answer, void *context,
                        bool hurried, program_results *results, observation *o, error *e);

/* Lets the submission's function of that name draw its graph on so many inputs. */
bool sandbox_draw_graph(sandbox *s, const char *symbol, uint32_t input_count, graph_record *drawn,
                        observation *o, error *e);

/* What the worker's process holds in memory of its own; 0 where there is none. */
size_t sandbox_resident_bytes(const sandbox *s);

#endif
