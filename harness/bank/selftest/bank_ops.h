/* bank_ops.h - the wrong variants of ops, graded as submissions. */
#ifndef BANK_OPS_H
#define BANK_OPS_H

#include "error.h"
#include "tally.h"

enum { OP_TALLIES = 3 };

/* What is graded, and how mistakes are named. */
typedef enum bank_choice {
    BANK_KNOWN,  /* the bank's own variants */
    BANK_ALONE,  /* the same, named by the general tests alone */
    BANK_UNSEEN, /* variants that the bank does not have; what is said of each is printed */
} bank_choice;

/* Grades wrong variants on cases drawn from the seed; one tally for each direction. False for a
 * fault of the grader's own. */
bool bank_ops_grade(tally tallies[OP_TALLIES], const char *seed, bank_choice choice, error *e);

#endif
