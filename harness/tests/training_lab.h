/* training_lab.h - small trainings to experiment on. */
#ifndef TRAINING_LAB_H
#define TRAINING_LAB_H

#include <math.h>
#include <string.h>

#include "random_stream.h"
#include "tensor.h"
#include "testing.h"
#include "training_run.h"

enum { SAMPLES = 23, FEATURES = 5, HIDDEN = 4, CLASSES = 3, BATCH = 7 };

static inline void require(bool ok, const error *e)
{
    ck_assert_msg(ok, "%s", e->text);
}

static inline bool is_near(double got, double expected, double relative)
{
    return fabs(got - expected) <= relative * fmax(1, fabs(expected));
}

/* A training with small random data of its kind, and parameters to start from. */
typedef struct lab {
    const training *t;
    dataset *d;
    training_data *data;
    parameters p;
    recipe r; /* one epoch; the last batch is smaller */
} lab;

/* density: of the elements of X that are not 0. */
static inline lab lab_open(const training *t, double density)
{
    error e;
    const bool labels = training_takes_labels(t);
    const size_t outputs = labels ? CLASSES : strchr(t->signature, 'M') != NULL ? 2 : 1;
    lab b = {.t = t,
             .d = dataset_new(SAMPLES, FEATURES, labels ? 0 : outputs, labels ? CLASSES : 0)};
    ck_assert_ptr_nonnull(b.d);
    gsl_rng *random = random_stream("training", "data");
    for (size_t i = 0; i < SAMPLES * FEATURES; i++)
        b.d->x[i] = gsl_rng_uniform(random) < density ? 2 * gsl_rng_uniform(random) - 1 : 0;
    for (size_t n = 0; labels && n < SAMPLES; n++)
        b.d->label[n] = gsl_rng_uniform_int(random, CLASSES);
    for (size_t i = 0; !labels && i < SAMPLES * outputs; i++)
        b.d->y[i] = gsl_rng_uniform(random) < 0.5;
    gsl_rng_free(random);
    const network_size size = {.inputs = FEATURES, .hidden = HIDDEN, .outputs = outputs};
    require(training_data_open(&b.data, t, b.d, &e), &e);
    require(parameters_new(&b.p, t, &size, "training", &e), &e);
    b.r = (recipe){.epochs = 1, .batch_size = BATCH, .learning_rate = 0.3};
    training_data_fill(b.data, &b.r);
    return b;
}

static inline void lab_close(lab *b)
{
    parameters_free(&b->p);
    training_data_close(b->data);
    dataset_free(b->d);
}

static inline void train(const lab *b, const recipe *r, parameters *p)
{
    ck_assert_int_eq(b->t->train(r, p->at, p->count), OP_OK);
}

static inline parameters copy(const parameters *p)
{
    parameters made;
    error e;
    require(parameters_copy(&made, p, &e), &e);
    return made;
}

static inline bool same_bits(const parameters *a, const parameters *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (memcmp(a->at[i]->data, b->at[i]->data, element_count(a->at[i]) * sizeof(double)) != 0)
            return false;
    return a->count == b->count;
}

static inline bool are_near(const parameters *a, const parameters *b, double relative)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0, count = element_count(a->at[i]); j < count; j++)
            if (!is_near(a->at[i]->data[j], b->at[i]->data[j], relative))
                return false;
    return true;
}

/* All samples, as one batch. */
static inline mlp_batch whole(const lab *b)
{
    return (mlp_batch){.count = SAMPLES, .X = b->d->x, .targets = {b->d->y, b->d->label}};
}

static inline double loss_of(const lab *b, const parameters *p)
{
    evaluation found;
    error e;
    require(training_evaluate(&found, b->t, p, b->data, &e), &e);
    return found.loss;
}

/* The gradients of the batch at the parameters, shaped like these. */
static inline parameters gradients_of(const lab *b, const mlp_batch *batch, const parameters *p)
{
    parameters gradient = copy(p);
    double loss;
    mlp *m;
    ck_assert_int_eq(mlp_open(&m, b->t->model, FEATURES, p->at, p->count, SAMPLES), OP_OK);
    ck_assert_int_eq(mlp_gradients(m, batch, gradient.at, &loss), OP_OK);
    mlp_close(m);
    if (batch->count == SAMPLES)
        ck_assert_double_eq_tol(loss, loss_of(b, p), 1e-14);
    return gradient;
}

#endif
