/* engine_shrink.h - the smallest graph that an engine still gets wrong. */
#ifndef ENGINE_SHRINK_H
#define ENGINE_SHRINK_H

#include "engine_judge.h"

/* Runs a program; t->made tells whether it could be. False only for a fault of the grader's own. */
typedef bool engine_runner(void *context, const engine_case *c, engine_trial *t, error *e);

/* Shrinks a case that fails to the smallest graph that fails too: leaves nodes out, turns others
 * into inputs, and everything into scalars. The new case, to be released with engine_case_free,
 * asks for the same as the old one: all values, a backward and all gradients, or a direction.
 * *out stays NULL where only the case itself fails. */
bool engine_shrink(engine_case **out, const engine_case *failed, engine_runner *run, void *context,
                   error *e);

#endif
