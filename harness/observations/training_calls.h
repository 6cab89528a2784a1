/* training_calls.h - trainings that a submission writes, run in the sandbox. */
#ifndef TRAINING_CALLS_H
#define TRAINING_CALLS_H

#include "training_judge.h"

/* A training_caller whose context is the sandbox. */
bool training_call_in_sandbox(void *context, const training_request *r, observation *seen,
                              error *e);

#endif
