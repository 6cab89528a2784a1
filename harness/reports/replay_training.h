/* replay_training.h - one case of a training in full, for replay.c. */
#ifndef REPLAY_TRAINING_H
#define REPLAY_TRAINING_H

#include <stdio.h>

#include "plan.h"
#include "sandbox.h"

/* Trains once more on the first case of the plan's first training, and prints the recipe and what
 * it leads to. Of a case of the steps also the data and all parameters, of a threshold the loss and
 * the error for every seed. */
bool replay_training(FILE *out, const plan *p, const submission *sub, sandbox *box, error *e);

#endif
