#include "network_tasks.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data/digits.h"
#include "data/toy_sets.h"

/* For a task of network_tasks.h, generously: it takes the reference less than a second. */
static const double SECONDS = 20;

#define DIGITS(name, activation, rate)                                                             \
    {                                                                                              \
        name, "{affine " activation "} affine softmax_cross_entropy", DATA_DIGITS, 8, 1000, 16,    \
            15, 25, rate, 0.25, NAN, false                                                         \
    }

static const network_task tasks[] = {
    {"line", "affine mse_loss", DATA_LINE, 0, 100, 0, 100, 100, 0.3, NAN, 1.01, false},
    {"binary_digits_1x1", "affine sigmoid bce_loss", DATA_BINARY_DIGITS, 1, 400, 0, 50, 20, 2, 0.3,
     NAN, false},
    {"binary_digits_4x4", "affine sigmoid bce_loss", DATA_BINARY_DIGITS, 4, 400, 0, 20, 20, 1, 0.22,
     NAN, false},
    {"binary_digits_8x8", "affine sigmoid bce_loss", DATA_BINARY_DIGITS, 8, 400, 0, 20, 20, 1, 0.06,
     NAN, false},
    {"points_logistic", "affine sigmoid bce_loss", DATA_POINTS, 0, 100, 0, 100, 100, 5, NAN, 1.01,
     false},
    {"points_mlp", "{affine sigmoid} affine sigmoid bce_loss", DATA_POINTS, 0, 100, 16, 500, 100, 5,
     0.0, NAN, false},
    {"digits_softmax", "affine softmax_cross_entropy", DATA_DIGITS, 8, 1000, 0, 10, 25, 0.5, 0.25,
     NAN, false},
    DIGITS("digits_sigmoid", "sigmoid", 1),
    DIGITS("digits_tanh", "tanh", 0.3),
    DIGITS("digits_relu", "relu", 0.3),
    DIGITS("digits_leaky_relu", "leaky_relu", 0.3),
    {"synth_sigmoid", "{matmul add sigmoid} matmul add log_softmax select mean scale:-1",
     DATA_QUADRIC, 0, 1000, 8, 30, 40, 1.28, 0.1, NAN, false},
    {"synth_relu", "{matmul add relu} matmul add log_softmax select mean scale:-1", DATA_QUADRIC, 0,
     1000, 8, 20, 40, 0.3, 0.1, NAN, false},
    {"hw1_regression", "{linear relu scale:3} linear squared_distance", DATA_LINE, 0, 50, 4, 2, 1,
     0.01, NAN, NAN, true},
    {"hw1_classification_distance", "{linear tanh} linear sigmoid squared_distance", DATA_POINTS, 0,
     100, 4, 2, 1, 0.1, NAN, NAN, true},
    {"hw1_classification_bce", "{linear tanh} linear sigmoid bce_loss", DATA_POINTS, 0, 100, 4, 2,
     1, 0.1, NAN, NAN, true},
};

size_t network_task_count(void)
{
    return sizeof tasks / sizeof *tasks;
}

const network_task *network_task_at(size_t i)
{
    assert(i < network_task_count());
    return &tasks[i];
}

const network_task *network_task_find(const char *name)
{
    for (size_t i = 0; i < network_task_count(); i++)
        if (strcmp(tasks[i].name, name) == 0)
            return &tasks[i];
    return NULL;
}

struct drawn_network {
    dataset *train, *test;
    training_data *train_data, *test_data;
    op_training training;
    op_training_result reference;
};

/* Which training of the contract takes such data; that says whether labels or y are taken. */
static const training *kind_of(const network_task *t)
{
    const bool labels = strstr(t->ops, "cross_entropy") || strstr(t->ops, "select");
    return training_find(labels                 ? "softmax_regression"
                         : t->data == DATA_LINE ? "linear_regression"
                                                : "logistic_regression");
}

/* Replaces a set of digits by the same ones, scaled down. */
static bool scale_down(dataset **d, size_t side, error *e)
{
    dataset *made;
    if (!dataset_downscale(&made, *d, side, e))
        return false;
    dataset_free(*d);
    *d = made;
    return true;
}

static bool pick_zeros_and_ones(dataset **d, error *e)
{
    dataset *made;
    if (!dataset_pick_two(&made, *d, 0, 1, e))
        return false;
    dataset_free(*d);
    *d = made;
    return true;
}

/* Enough digits that count of them are zeros and ones. */
static bool draw_digits(dataset **train, dataset **test, const network_task *t, const char *seed,
                        error *e)
{
    const bool binary = t->data == DATA_BINARY_DIGITS;
    const size_t drawn = binary ? 6 * t->count : t->count;
    dataset **sets[] = {train, test};
    if (!dataset_digits(train, test, drawn, drawn, seed, e))
        return false;
    for (size_t i = 0; i < 2; i++) {
        if (!scale_down(sets[i], t->side, e) || (binary && !pick_zeros_and_ones(sets[i], e)))
            return false;
        if ((*sets[i])->count > t->count)
            (*sets[i])->count = t->count;
    }
    return true;
}

static bool draw_data(dataset **train, dataset **test, const network_task *t, const char *seed,
                      error *e)
{
    switch (t->data) {
    case DATA_LINE:
        return dataset_line(train, t->count, seed, e);
    case DATA_POINTS:
        return dataset_point_cloud(train, t->count, seed, e);
    case DATA_QUADRIC:
        return dataset_quadric(train, test, t->count, t->count, seed, e);
    case DATA_DIGITS:
    case DATA_BINARY_DIGITS:
        return draw_digits(train, test, t, seed, e);
    }
    return fail(e, "%s: no such data", t->name);
}

/* Where there is no test set, what was trained on is judged on: so it is in the documents. */
static bool open_data(drawn_network *d, const network_task *t, error *e)
{
    const training *kind = kind_of(t);
    const dataset *test = d->test ? d->test : d->train;
    op_training *o = &d->training;
    if (!training_data_open(&d->train_data, kind, d->train, e) ||
        !training_data_open(&d->test_data, kind, test, e))
        return false;
    training_data_fill(d->train_data, &o->recipe);
    training_data_fill(d->test_data, &o->samples);
    o->size = (network_size){.inputs = d->train->features,
                             .hidden = t->hidden,
                             .outputs = o->recipe.y ? o->recipe.y->dims[1] : d->train->classes};
    return true;
}

/* Trains the reference, and makes of its loss what may be reached. */
static bool train_reference(drawn_network *d, const network_task *t, error *e)
{
    if (!op_training_run(&d->reference, &d->training, &op_source_reference, NULL, e))
        return false;
    if (d->reference.status != OP_OK || !d->reference.passed)
        return fail(e,
                    "%s: the reference itself does not reach what is asked: error %.3f, loss %.3g",
                    t->name, d->reference.test.error, d->reference.test.loss);
    if (!isnan(t->loss_factor))
        d->training.most_loss = t->loss_factor * d->reference.test.loss;
    return true;
}

bool network_draw(drawn_network **out, const network_task *t, const char *seed, error *e)
{
    drawn_network *d = calloc(1, sizeof *d);
    if (!d)
        return fail(e, "no memory");
    d->training = (op_training){.ops = t->ops,
                                .recipe = {.epochs = t->epochs,
                                           .batch_size = t->batch_size,
                                           .learning_rate = t->learning_rate},
                                .seed = seed,
                                .most_error = t->most_error,
                                .most_loss = NAN,
                                .every_step = t->every_step,
                                .seconds = SECONDS};
    if (!draw_data(&d->train, &d->test, t, seed, e) || !open_data(d, t, e) ||
        !train_reference(d, t, e)) {
        network_free(d);
        return false;
    }
    *out = d;
    return true;
}

void network_free(drawn_network *d)
{
    if (!d)
        return;
    training_data_close(d->train_data);
    training_data_close(d->test_data);
    dataset_free(d->train);
    dataset_free(d->test);
    free(d);
}

const op_training *network_training(const drawn_network *d)
{
    return &d->training;
}

const op_training_result *network_reference(const drawn_network *d)
{
    return &d->reference;
}
