/* replay_engine.h - one case of an engine or a graph in full, for replay.c. */
#ifndef REPLAY_ENGINE_H
#define REPLAY_ENGINE_H

#include <stdio.h>

#include "plan.h"
#include "sandbox.h"

/* Runs every case of the engine in the plan once more, and prints the graph, what it is asked, what
 * is right and what came back; and of every graph in the plan its points, what is right, and the
 * nodes that the submission draws. */
bool replay_engine(FILE *out, const plan *p, const submission *sub, sandbox *box, error *e);

#endif
