/* bank_right.h - right submissions of other styles, compilers and flags: all must have full marks.
 */
#ifndef BANK_RIGHT_H
#define BANK_RIGHT_H

#include "error.h"
#include "tally.h"

/* Grades every submission of build/bank/right on cases drawn from the seed. A variant is an op of
 * one of them. False for a fault of the grader's own. */
bool bank_right_grade(tally *t, const char *seed, error *e);

#endif
