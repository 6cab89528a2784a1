/* training_sets.h - the data sets of a run's trainings, each made once however many tasks use it.
 */
#ifndef TRAINING_SETS_H
#define TRAINING_SETS_H

#include "dataset.h"
#include "training_task.h"

typedef struct training_sets training_sets;

/* mnist_directory: where MNIST's files lie, to be taken for all digits; "" for made ones. */
bool training_sets_open(training_sets **out, const char *mnist_directory, error *e);
void training_sets_close(training_sets *s);

bool training_sets_have_mnist(const training_sets *s);

/* The samples to train on and those to be judged by, of a stage of the task, of that seed.
 * Borrowed. */
bool training_sets_get(training_sets *s, const training_task *task, size_t stage, const char *seed,
                       const dataset **train, const dataset **hidden, error *e);

#endif
