/* replay_op.h - one case of an op in full, for replay.c. */
#ifndef REPLAY_OP_H
#define REPLAY_OP_H

#include <stdio.h>

#include "plan.h"
#include "sandbox.h"

/* Calls the submission once more on the first case of the plan's first op, and prints its inputs
 * and attributes, what is right and what came back. */
bool replay_op(FILE *out, const plan *p, const submission *sub, sandbox *box, error *e);

#endif
