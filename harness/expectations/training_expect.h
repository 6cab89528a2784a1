/* training_expect.h - what is right for a case of a training, and how well the reference does.
 *
 * A threshold is proved before it is held against anyone: the reference must reach it from the very
 * starts of the case, and parameters that were never trained must not. */
#ifndef TRAINING_EXPECT_H
#define TRAINING_EXPECT_H

#include "expectations.h"
#include "training_cases.h"

typedef struct training_expectation {
    parameters trained; /* of a case of the steps: what the reference leaves */
    double value;       /* of a threshold or a sweep: what the reference reaches */
    double untrained;   /* the same before any training */
} training_expectation;

/* Trains the reference. before: that of the stage before, or NULL. *why: REFUSED_ROUGH where the
 * reference misses the threshold, REFUSED_BLIND where the untrained parameters reach it. */
bool training_expect(training_expectation **out, const training_case *c,
                     const training_expectation *before, refusal *why, error *e);
void training_expectation_free(training_expectation *x);

/* What a case measures of trained parameters. */
training_measure training_measure_of(const training_case *c);

/* What the task measures of the parameters of a job. */
bool training_measure_job(double *value, const training_job *j, training_measure measure,
                          const parameters *p, error *e);

/* One number of those of all jobs, as the task says; sorts value[]. */
double training_combine(const training_case *c, double value[], size_t count);

/* Whether the number will do. before: that of the stage before; INFINITY where there is none. */
bool training_reaches(const training_case *c, double value, double before);

#endif
