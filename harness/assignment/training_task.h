/* training_task.h - one training of an assignment: a row <training> of its file. */
#ifndef TRAINING_TASK_H
#define TRAINING_TASK_H

#include "op_network.h"
#include "public_names.h"
#include "training_table.h"

/* Who trains. */
typedef enum training_way {
    TRAIN_BY_FUNCTION, /* the submission's own train_NAME, in the worker */
    TRAIN_BY_OPS,      /* the grader's loop, on the submission's ops */
    TRAINING_WAYS
} training_way;

typedef enum training_set {
    SET_LINE,
    SET_CLOUD,
    SET_QUADRIC,
    SET_DIGITS,
    TRAINING_SETS
} training_set;

/* What is asked of trained parameters. */
typedef enum training_measure {
    MEASURE_ERROR,  /* share of the hidden samples that are classified wrongly */
    MEASURE_LOSS,   /* mean loss of the hidden samples */
    MEASURE_EXCESS, /* loss of the samples they were trained on, less that of the best line */
    TRAINING_MEASURES
} training_measure;

/* How the numbers of several seeds make one. */
typedef enum training_over { OVER_WORST, OVER_MEAN, OVER_MEDIAN, TRAINING_OVERS } training_over;

typedef enum training_part {
    PART_STEPS,     /* the parameters follow the reference's, step by step */
    PART_THRESHOLD, /* the trained parameters do as well as they must */
    PART_SWEEP,     /* and as well as the reference's, whatever rate, depth or width are */
    TRAINING_PARTS
} training_part;

extern const char *const training_part_name[TRAINING_PARTS];
extern const char *const training_set_name[TRAINING_SETS];
extern const char *const training_measure_name[TRAINING_MEASURES];

enum { MAX_SWEPT = 4 };

/* What takes the place of a task's rate, layers and hidden, one thing at a time. */
typedef struct swept_settings {
    size_t rate_count, depth_count, width_count;
    double rates[MAX_SWEPT], depths[MAX_SWEPT], widths[MAX_SWEPT];
} swept_settings;

/* How many settings of a task are compared with each other, and how many seeds each is run with. */
enum { MAX_TRAINING_STAGES = 4, MAX_TRAINING_SEEDS = 30, TRAINING_NAME = 64 };

typedef struct training_task {
    char name[TRAINING_NAME]; /* unique in the assignment */
    const training *t;
    char place[256]; /* FILE:LINE of its row */
    training_way how;
    char ops[OP_CHAIN];            /* TRAIN_BY_OPS: the chain of ops, see op_network.h */
    double points[TRAINING_PARTS]; /* 0: that part is not asked for */
    public_names public;

    training_set set;
    size_t samples, hidden_samples; /* to train on, and to be judged by */
    size_t classes[2];              /* digits: those two only; both 0: all ten */
    double epochs, batch, rate, momentum, decay;
    size_t hidden, layers; /* units of a hidden layer, and how many of those; 0 and 0: none */

    /* Usually one stage. Of several, with digits of so many pixels a side, each must also do
     * better than the one before it. */
    size_t stages;
    double side[MAX_TRAINING_STAGES];
    double at_most[MAX_TRAINING_STAGES];       /* INFINITY: no bound */
    double mnist_at_most[MAX_TRAINING_STAGES]; /* the same with MNIST itself */
    double at_least;                           /* -INFINITY: no bound */
    swept_settings sweep;
    training_measure measure; /* of a threshold; a sweep measures the error */
    training_over over;
    size_t seeds;

    double seconds;      /* CPU time of a training */
    size_t memory_bytes; /* beside its data */
} training_task;

/* Reads a row. *task is filled in only where it succeeds; then free its public names. */
bool training_task_read(training_task *task, const xmlNode *node, error *e);

#endif
