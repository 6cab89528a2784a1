/* training_cases.h - the cases of a training task, drawn from a seed.
 *
 * The part "steps" has small networks on small random data, trained with all that a recipe may ask
 * for. The part "threshold" has a case for every stage of the task: the recipe of its row on its
 * data, from several starts. The part "sweep" has a case for every setting: the recipe with another
 * rate, depth or width. */
#ifndef TRAINING_CASES_H
#define TRAINING_CASES_H

#include "cases.h"
#include "training_run.h"
#include "training_sets.h"

/* All that one training needs, but for someone who trains. */
typedef struct training_job {
    const training *t;
    recipe recipe; /* refers to data */
    parameters start;
    training_data *data;
    training_data *hidden; /* NULL for a case of the steps */
    dataset *own;          /* the samples, where they are this job's alone */
} training_job;

typedef struct training_case {
    char name[CASE_NAME];
    const training_task *task;
    training_part part;
    size_t stage;
    double at_least, at_most; /* what the measure must lie between */
    size_t job_count;         /* 1 for a case of the steps, else one for each seed */
    training_job *jobs;
} training_case;

/* How many cases a part of the task has; 0 where it is not asked for. */
size_t training_case_count(const training_task *task, training_part part);

/* The name of a case, and whether students may see it where the assignment does not say. */
const char *training_case_name(const training_task *task, training_part part, size_t i,
                               char text[CASE_NAME]);
bool training_case_public(const training_task *task, training_part part, size_t i);

/* Draws a case. sets: borrowed by the case, and to be kept as long. Tasks on the same digits share
 * them, in the same attempt. */
bool training_case_draw(training_case **out, const training_task *task, training_part part,
                        size_t i, training_sets *sets, const char *seed, unsigned attempt,
                        error *e);
void training_case_free(training_case *c);

#endif
