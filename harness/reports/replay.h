/* replay.h - one case in full: grade --replay OP/CASE. */
#ifndef REPLAY_H
#define REPLAY_H

#include <stdio.h>

#include "plan.h"

/* Calls the submission once more on the one case of the plan, and prints its inputs and attributes,
 * what is right and what came back. False only for a fault of the grader's own. */
bool replay_print(FILE *out, const plan *p, const char *path, const char *worker_path, error *e);

/* "  PREFIXNAME[2,3] = ...": a tensor with all digits, a matrix row by row. Nothing for NULL. */
void replay_tensor(FILE *out, const char *prefix, const char *name, const tensor *t);

#endif
