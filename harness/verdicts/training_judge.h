/* training_judge.h - one training of a submission: what is asked of it, what came back, and the
 * verdicts on that. */
#ifndef TRAINING_JUDGE_H
#define TRAINING_JUDGE_H

#include "judge.h"
#include "plan.h"

/* One run of a training. */
typedef struct training_request {
    const training *t;
    const char *ops; /* the chain of ops that is the same */
    const recipe *recipe;
    parameters *parameters; /* at their start, and afterwards what the training left; untouched
                               unless the call completed */
    double seconds;         /* 0: the assignment's limit for a call */
    size_t memory_bytes;    /* 0: the assignment's limit */
} training_request;

/* Runs it. False only for a fault of the grader's own. */
typedef bool training_caller(void *context, const training_request *r, observation *seen, error *e);

typedef struct training_trial {
    observation seen;
    parameters got;     /* none where nothing came back */
    double value;       /* of a threshold or a sweep: what is measured of them; else NAN */
    double train_error; /* of a sweep: on the samples that it was trained on */
} training_trial;

typedef struct training_trials {
    size_t case_count;
    training_trial **cases; /* in the plan's order: a trial for each job of the case */
    bool defined;           /* whether the submission has the function */
} training_trials;

/* Called before every training that may take long: the seed's number, out of how many. */
typedef void training_progress(void *context, size_t number, size_t all);

/* Whom to ask, and whom to tell. */
typedef struct training_asker {
    training_caller *call;
    void *context;
    training_progress *progress; /* or NULL */
    void *progress_context;
} training_asker;

/* Makes the calls. unloadable: see observe_op. */
bool training_observe(training_trials *out, const planned_training *planned, bool defined,
                      const training_asker *asker, observation *unloadable, error *e);
void training_trials_free(training_trials *t, const planned_training *planned);

/* A request for the job at its start: allocates p, which the caller frees. */
bool training_ask(training_request *r, parameters *p, const training_case *c, const training_job *j,
                  error *e);

/* The verdict on case number `number`. input is the number of the parameter that is worst, probe
 * that of the job that decided. A setting of a sweep may miss what the reference reaches by
 * SWEEP_MARGIN; where the reference learns nothing, only who learnt with another setting passes.
 * Of a threshold: got is what was reached, wanted the bound that it
 * misses. */
extern const double SWEEP_MARGIN;
verdict training_judge(const planned_training *planned, const training_trials *t, size_t number);

/* How far an element of trained parameters may be off: steps are the same sums in another order. */
double training_tolerance(double right);

/* Whether all of the parameters are within that of the others. */
bool training_agrees(const parameters *got, const parameters *right);

#endif
