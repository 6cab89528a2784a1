/* training_run.h - what surrounds a training: parameters to start from, a data set made into a
 * recipe, and how good the trained parameters are. */
#ifndef TRAINING_RUN_H
#define TRAINING_RUN_H

#include "data/dataset.h"
#include "training_table.h"

/* The extents that a training's letters stand for: D, H, and M or C, whichever it has. */
typedef struct network_size {
    size_t inputs;
    size_t hidden;        /* units of a hidden layer */
    size_t hidden_layers; /* 0 is taken for what the signature says */
    size_t outputs;
} network_size;

/* The tensors that a training function gets. */
typedef struct parameters {
    size_t count;
    tensor *at[MAX_PARAMETERS];
} parameters;

/* Weights uniform in +-sqrt(3 / n_in), so that their variance is 1 / n_in; biases 0. Fails where
 * the training can't have that many layers. The caller releases *out with parameters_free. */
bool parameters_new(parameters *out, const training *t, const network_size *size, const char *seed,
                    error *e);
bool parameters_copy(parameters *out, const parameters *from, error *e);
void parameters_free(parameters *p);

/* A data set in the form that a recipe refers to. Labels of two classes become y[N,1] for a
 * training that takes y. */
typedef struct training_data training_data;

/* Refers to d, which must stay as it is until the data is closed. Fails where d has not what the
 * training takes. */
bool training_data_open(training_data **out, const training *t, const dataset *d, error *e);
void training_data_close(training_data *data);

/* Sets X, y, label and class_count of a recipe. Borrowed. */
void training_data_fill(const training_data *data, recipe *r);

typedef struct evaluation {
    double loss;  /* the mean over all samples */
    double error; /* share of the samples that are classified wrongly; NAN for a regression */
} evaluation;

/* How the parameters do on the data. A sample of several classes is given the one of its largest
 * output, one of two classes that of the nearest y. */
bool training_evaluate(evaluation *out, const training *t, const parameters *p,
                       const training_data *data, error *e);

/* Whether a row of outputs is given another class than the target's. boundary: the number between
 * the outputs of two classes, where the target is y. NAN is wrong. */
bool is_misclassified(const double *output, size_t width, loss_targets target, double boundary);

/* What a sweep changes from one run to the next. */
typedef struct sweep_setting {
    double learning_rate;
    size_t hidden, hidden_layers;
} sweep_setting;

typedef struct sweep_result {
    evaluation train, test;
} sweep_result;

/* Trains the reference with each setting, from parameters of the same seed, and writes
 * result[0..count). r: all the rest of the recipe; what its data is does not matter. */
bool training_sweep(sweep_result result[], const training *t, const recipe *r, const dataset *train,
                    const dataset *test, const sweep_setting settings[], size_t count,
                    const char *seed, error *e);

#endif
