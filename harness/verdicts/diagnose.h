/* diagnose.h - from a wrong answer to the name of the mistake.
 *
 * Every suspect is a way to be wrong that can be computed: the reference run with an argument
 * mixed up (ones for the upstream gradient, the input for the output, another op's function), or
 * its right answer spoilt (negated, transposed, scaled). A suspect that predicts what the
 * submission answered, in every case and not only in one, names the mistake. */
#ifndef DIAGNOSE_H
#define DIAGNOSE_H

#include "judge.h"

typedef struct mistake {
    bool found;
    char text[256]; /* one sentence in the op's own symbols */
} mistake;

/* Looks for what explains the failed verdicts (one per case, in the plan's order) of one direction.
 * Leaves found false where nothing does, or nothing failed by its numbers. */
mistake diagnose(direction d, const planned_op *planned, const op_trials *trials,
                 const verdict *verdicts);

#endif
