/* sweep.h - one network trained with several settings, by a submission and by the reference: what a
 * learning rate, a number of layers, or a width does. */
#ifndef SWEEP_H
#define SWEEP_H

#include "op_training.h"

/* Trains *p, which starts as it is. *trained: whether it came to its end. False only for a fault of
 * the grader's own. */
typedef bool sweep_trainer(void *context, const training *t, const recipe *r, parameters *p,
                           bool *trained, error *e);

typedef struct sweep_outcome {
    sweep_setting setting;
    char name[32]; /* "rate-0.5", "layers-6", "width-16": what sets it apart */
    bool trained;
    sweep_result own, reference;
    bool passed;
} sweep_outcome;

enum { MAX_SWEEP = 16 };

/* What is swept: the first setting is the base, and each list varies one thing in it. */
typedef struct sweep {
    const training *t;
    recipe recipe; /* epochs, batch_size, momentum, weight_decay */
    sweep_setting base;
    size_t rate_count, layer_count, width_count;
    double rates[4];
    size_t layers[4], widths[4];
    const char *seed;
} sweep;

/* The settings of a sweep. Returns how many there are, at most MAX_SWEEP. */
size_t sweep_settings(const sweep *s, sweep_outcome outcomes[MAX_SWEEP]);

extern const double SWEEP_MARGIN;

/* Trains with every setting. A setting passes where the submission's test error is no more than
 * SWEEP_MARGIN above the reference's, however large that is: a network that is too deep for its
 * activation learns nothing when all is right. But where the reference learns nothing, so would
 * ops that do nothing: such a setting passes only where another was learnt. show may be NULL:
 * called before each setting. */
bool sweep_run(sweep_outcome outcomes[], size_t count, const sweep *s, const dataset *train,
               const dataset *test, sweep_trainer *trainer, void *context,
               void (*show)(void *data, size_t done, size_t all, const char *item), void *data,
               error *e);

/* Trains on a submission's ops; context: an op_calls. */
sweep_trainer sweep_train_on_ops;

#endif
