/* diagnose.h - from a wrong answer to the name of the mistake.
 *
 * Each way of naming it predicts the wrong numbers, and must predict them in every case. In order:
 * the wrong variants of the op that the bank knows (known); the reference run with an argument
 * mixed up, or its answer spoilt (suspects); a formula that gives the answers (formulas); the
 * places where the answer is wrong (whereabouts); how precise it is. */
#ifndef DIAGNOSE_H
#define DIAGNOSE_H

#include "judge.h"

typedef struct mistake {
    bool found;
    char text[400]; /* one sentence in the op's own symbols */
    char hint[200]; /* where to look, one step short of the solution, or "" */
} mistake;

/* Looks for what explains the failed verdicts (one per case, in the plan's order) of one direction.
 * Leaves found false where nothing does, or nothing failed by its numbers. */
mistake diagnose(direction d, const planned_op *planned, const op_trials *trials,
                 const verdict *verdicts);

/* The same without the bank of wrong variants: what the general tests say alone. */
mistake diagnose_generally(direction d, const planned_op *planned, const op_trials *trials,
                           const verdict *verdicts);

#endif
