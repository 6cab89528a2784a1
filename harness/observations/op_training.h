/* op_training.h - trains a network on a submission's ops, and looks for what goes wrong in it.
 *
 * The loop runs here: parameters, data and optimiser are never the submission's. What it is told
 * are the arguments of one op at a time. */
#ifndef OP_TRAINING_H
#define OP_TRAINING_H

#include "op_calls.h"

/* What is trained, and how well it should do. */
typedef struct op_training {
    const char *ops; /* see op_network.h */
    const parameters *start;
    recipe recipe;     /* with the data to train on */
    recipe samples;    /* the data to judge on; nothing else in it counts */
    double most_error; /* the share of misclassified samples that may remain; NAN: none is asked */
    double most_loss;  /* the loss that may remain; NAN: none is asked */
    bool every_step;   /* every step has to be the reference's */
    double seconds;    /* for one training, by the clock */
} op_training;

/* Where a training leaves the reference's: the first gradient that is not the reference's at the
 * same parameters. */
typedef struct departure {
    bool found;
    size_t step;
    size_t parameter, element; /* the one that is furthest off */
    double got, wanted;        /* its gradient */
    char place[64];            /* "W1[3][0]" */
} departure;

/* What is kept of a training while it goes on. */
typedef struct op_trace {
    size_t steps;
    double first_loss, worst_loss; /* worst: the largest, NAN where one was */
    size_t worst_step;
    double late_loss;           /* the mean over the last epoch */
    bool moved[MAX_PARAMETERS]; /* whether the parameter ever had a gradient */
    departure departure;
} op_trace;

/* How a training went. */
typedef struct op_training_result {
    op_status status; /* not OP_OK: it ended early, as op_calls says */
    op_trace trace;
    size_t parameter_count;
    char parameter_name[MAX_PARAMETERS][16];
    evaluation test; /* by the reference's ops, on the samples */
    bool passed;
    size_t dead_units, units; /* of the hidden layer with the most dead ones */
    size_t dead_layer;        /* from 1 on */
} op_training_result;

/* Compares gradients; false where they agree, up to rounding, and *out is then left alone. Fills in
 * all of *out but step and place. */
bool departure_find(departure *out, const parameters *got, const parameters *wanted);

/* Called after each epoch of a training, for progress displays. loss: the mean over the epoch. */
typedef void op_training_progress(void *context, size_t epoch, size_t epochs, double loss,
                                  double wrong);
typedef struct op_training_display {
    op_training_progress *show; /* NULL: nothing is shown */
    void *context;
} op_training_display;

/* Trains once. by: whose ops. trained: filled in with the parameters in the end, shaped like those
 * at the start, where the status is OP_OK; may be NULL. display may be NULL. False for a fault of
 * the grader's own. */
bool op_training_run(op_training_result *out, const op_training *t, const op_source *by,
                     parameters *trained, const op_training_display *display, error *e);

/* An op of the network with which alone, all others being the reference's, it fails as well. */
typedef struct culprit {
    const op *op;        /* NULL: none was found */
    direction direction; /* DIRECTION_COUNT: both functions are to blame, or only together */
    op_training_result alone;
} culprit;

/* Trains again and again, each time with one op of the submission. The first culprit in the order
 * of the chain. calls: as for the training that failed; its `only` is used. */
bool op_training_find_culprit(culprit *out, const op_training *t, op_calls *calls, error *e);

#endif
