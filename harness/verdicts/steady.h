/* steady.h - does a wrong function answer the same when it is asked again? */
#ifndef STEADY_H
#define STEADY_H

#include "diagnose.h"
#include "sandbox.h"

/* Asks again for the first few wrong answers of direction d, and names the mistake where they are
 * others now: something random, or kept between calls. False only for a fault of the grader's own.
 */
bool steady_mistake(mistake *m, direction d, sandbox *box, const planned_op *planned,
                    const op_trials *trials, const verdict *verdicts, error *e);

#endif
