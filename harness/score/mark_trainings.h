/* mark_trainings.h - trainings: from the runs of a submission's training to an item of its mark
 * sheet, with a part "steps" and a part "threshold". */
#ifndef MARK_TRAININGS_H
#define MARK_TRAININGS_H

#include "diagnose.h"
#include "sheet.h"
#include "training_judge.h"

/* Everything found out about one training of a submission. */
typedef struct training_result {
    const planned_training *planned; /* borrowed */
    training_trials trials;
    verdict *verdicts; /* one per case */
    mistake mistake;
    char hint[200];      /* what may be behind a missing function, or "" */
    char function[80];   /* the one that was called, or that a training on ops ended in */
    char departure[200]; /* where case number departed leaves the reference's course, or "" */
    size_t departed;
} training_result;

/* Runs, judges and diagnoses one training. unloadable: see observe_op. False only for a fault of
 * the grader's own. The caller releases *out with training_result_free. */
bool training_result_make(training_result *out, const planned_training *planned, bool defined,
                          const training_asker *asker, observation *unloadable, error *e);
void training_result_free(training_result *r);

/* Writes the result down as an item of the sheet, and scores it. */
bool mark_training(sheet *s, item *out, const training_result *r, error *e);

/* The item of a training of a file that was refused. */
bool mark_rejected_training(sheet *s, item *out, const planned_training *planned, error *e);

#endif
