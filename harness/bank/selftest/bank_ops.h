/* bank_ops.h - the wrong variants of ops, graded as submissions. */
#ifndef BANK_OPS_H
#define BANK_OPS_H

#include "error.h"
#include "tally.h"

enum { OP_TALLIES = 3 };

/* Grades every wrong variant on cases drawn from the seed; one tally for each direction. Where
 * `alone`, mistakes are named by the general tests, without the bank. False for a fault of the
 * grader's own. */
bool bank_ops_grade(tally tallies[OP_TALLIES], const char *seed, bool alone, error *e);

#endif
