/* bank_tasks.h - wrong functions, engines and trainings, graded as submissions: those of the tests,
 * each with what should be said of it. */
#ifndef BANK_TASKS_H
#define BANK_TASKS_H

#include "error.h"
#include "tally.h"

enum { TASK_TALLIES = 3 };

/* One tally each for functions, engines and trainings. False for a fault of the grader's own. */
bool bank_tasks_grade(tally tallies[TASK_TALLIES], const char *seed, error *e);

#endif
