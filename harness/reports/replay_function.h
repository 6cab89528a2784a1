/* replay_function.h - one case of a course function in full, for replay.c. */
#ifndef REPLAY_FUNCTION_H
#define REPLAY_FUNCTION_H

#include "replay.h"

/* Calls the submission once more on the first case of the plan's first function, and prints its
 * inputs and settings, what is right and what came back. */
bool replay_print_function(FILE *out, const plan *p, const char *path, const char *worker_path,
                           error *e);

#endif
