/* replay_engine.h - one case of an engine or a graph in full: what is asked, and what is right. */
#ifndef REPLAY_ENGINE_H
#define REPLAY_ENGINE_H

#include <stdio.h>

#include "plan.h"

/* Prints all cases of a plan that has no ops. */
void replay_print_engine(FILE *out, const plan *p);

#endif
