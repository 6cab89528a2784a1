/* bank_broken.h - mistakes with memory and state, graded as submissions. */
#ifndef BANK_BROKEN_H
#define BANK_BROKEN_H

#include "error.h"
#include "tally.h"

/* Grades every submission of broken/ and compares what is said with its first line. False for a
 * fault of the grader's own. */
bool bank_broken_grade(tally *t, const char *seed, error *e);

#endif
