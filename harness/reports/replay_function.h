/* replay_function.h - one case of a course function in full, for replay.c. */
#ifndef REPLAY_FUNCTION_H
#define REPLAY_FUNCTION_H

#include <stdio.h>

#include "plan.h"
#include "sandbox.h"

/* Calls the submission once more on the first case of the plan's first function, and prints its
 * inputs and settings, what is right and what came back. */
bool replay_function(FILE *out, const plan *p, const submission *sub, sandbox *box, error *e);

#endif
