/* training_on_ops.h - trainings of an assignment that run here, on the submission's ops. */
#ifndef TRAINING_ON_OPS_H
#define TRAINING_ON_OPS_H

#include "op_training.h"
#include "training_judge.h"

typedef struct op_trainer {
    op_calls calls;
    op_training_display display;
    char function[80]; /* "relu_backward": the one whose call ended a training, or "" */
} op_trainer;

/* A training_caller whose context is an op_trainer. */
bool training_call_on_ops(void *context, const training_request *r, observation *seen, error *e);

/* The training of a case's job, with what is asked of it. Borrows from both. */
op_training training_on_ops(const training_case *c, const training_job *j);

/* Why a training fails, in words; "" where nothing was found. */
typedef struct training_story {
    size_t case_number;  /* of the case that was looked into */
    char sentence[256];  /* the culprit, and what is to be seen */
    char departure[200]; /* with numbers */
} training_story;

/* Looks for why the case that tells most went wrong: trains it again, and then with one op of the
 * submission at a time. verdicts: one for each case of the plan. */
bool training_diagnose_on_ops(training_story *story, const planned_training *planned,
                              const verdict verdicts[], op_trainer *trainer, error *e);

#endif
