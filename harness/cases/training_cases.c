#include "training_cases.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random_stream.h"

/* Sizes that differ, so that none can be taken for another. */
enum { STEP_SAMPLES = 23, STEP_FEATURES = 5, STEP_HIDDEN = 4, STEP_CLASSES = 3, STEP_OUTPUTS = 2 };

/* The recipes of the steps: whatever training.h defines is asked for once alone. density: of the
 * data's elements that are not 0. */
static const struct {
    const char *name;
    size_t epochs, batch;
    double momentum, decay, density;
    bool is_public;
} step_cases[] = {
    {"no-epochs", 0, 7, 0, 0, 1, false},           {"one-step", 1, STEP_SAMPLES, 0, 0, 1, true},
    {"three-epochs", 3, 7, 0, 0, 1, true},         {"zeros-in-data", 3, 7, 0, 0, 0.15, false},
    {"momentum", 2, 7, 0.7, 0, 1, false},          {"weight-decay", 2, 5, 0, 0.05, 1, false},
    {"single-samples", 2, 1, 0.4, 0.03, 1, false},
};
enum { STEP_CASES = sizeof step_cases / sizeof *step_cases };
static const double step_rate = 0.03;

/* Number i of the task's own step cases in the table: where no step is made, no op is called. */
static size_t step_case(const training_task *task, size_t i)
{
    return task->how == TRAIN_BY_OPS ? i + 1 : i;
}

/* Setting number i of a sweep: puts it into the task, and names it. */
static void apply_setting(training_task *task, size_t i, char name[CASE_NAME])
{
    const swept_settings *s = &task->sweep;
    if (i < s->rate_count) {
        task->rate = s->rates[i];
        snprintf(name, CASE_NAME, "rate-%g", task->rate);
    } else if (i < s->rate_count + s->depth_count) {
        task->layers = (size_t)s->depths[i - s->rate_count];
        snprintf(name, CASE_NAME, "depth-%zu", task->layers);
    } else {
        task->hidden = (size_t)s->widths[i - s->rate_count - s->depth_count];
        snprintf(name, CASE_NAME, "width-%zu", task->hidden);
    }
}

size_t training_case_count(const training_task *task, training_part part)
{
    if (!(task->points[part] > 0))
        return 0;
    if (part == PART_SWEEP)
        return task->sweep.rate_count + task->sweep.depth_count + task->sweep.width_count;
    return part == PART_STEPS ? STEP_CASES - step_case(task, 0) : task->stages;
}

const char *training_case_name(const training_task *task, training_part part, size_t i,
                               char text[CASE_NAME])
{
    if (part == PART_SWEEP) {
        training_task set = *task;
        apply_setting(&set, i, text);
    } else if (part == PART_STEPS)
        snprintf(text, CASE_NAME, "%s", step_cases[step_case(task, i)].name);
    else if (task->stages == 1)
        snprintf(text, CASE_NAME, "trained");
    else
        snprintf(text, CASE_NAME, "trained-%gx%g", task->side[i], task->side[i]);
    return text;
}

bool training_case_public(const training_task *task, training_part part, size_t i)
{
    return part == PART_STEPS && step_cases[step_case(task, i)].is_public;
}

static void job_release(training_job *j)
{
    parameters_free(&j->start);
    training_data_close(j->data);
    training_data_close(j->hidden);
    dataset_free(j->own);
}

void training_case_free(training_case *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->job_count; i++)
        job_release(&c->jobs[i]);
    free(c->jobs);
    free(c);
}

static dataset *draw_step_data(const training *t, double density, const char *seed)
{
    const bool labels = training_takes_labels(t);
    const size_t outputs = strchr(t->signature, 'M') ? STEP_OUTPUTS : 1;
    dataset *d =
        dataset_new(STEP_SAMPLES, STEP_FEATURES, labels ? 0 : outputs, labels ? STEP_CLASSES : 0);
    gsl_rng *random = random_stream(seed, "steps");
    if (!d || !random) {
        dataset_free(d);
        gsl_rng_free(random);
        return NULL;
    }
    for (size_t i = 0; i < STEP_SAMPLES * STEP_FEATURES; i++)
        d->x[i] = gsl_rng_uniform(random) < density ? 2 * gsl_rng_uniform(random) - 1 : 0;
    for (size_t n = 0; d->label && n < STEP_SAMPLES; n++)
        d->label[n] = gsl_rng_uniform_int(random, STEP_CLASSES);
    for (size_t i = 0; d->y && i < STEP_SAMPLES * outputs; i++)
        d->y[i] = gsl_rng_uniform(random) < 0.5;
    gsl_rng_free(random);
    return d;
}

static network_size size_for(const training *t, const dataset *d, size_t hidden, size_t layers)
{
    return (network_size){.inputs = d->features,
                          .hidden = hidden,
                          .hidden_layers = layers,
                          .outputs = training_takes_labels(t) ? d->classes
                                     : d->y                   ? d->outputs
                                                              : 1};
}

static bool draw_step_job(training_job *j, const training_task *task, size_t i, const char *seed,
                          error *e)
{
    j->t = task->t;
    j->own = draw_step_data(j->t, step_cases[i].density, seed);
    if (!j->own)
        return fail(e, "no memory");
    const network_size size = size_for(j->t, j->own, STEP_HIDDEN, task->layers);
    if (!training_data_open(&j->data, j->t, j->own, e) ||
        !parameters_new(&j->start, j->t, &size, seed, e))
        return false;
    j->recipe = (recipe){.epochs = step_cases[i].epochs,
                         .batch_size = step_cases[i].batch,
                         .learning_rate = step_rate,
                         .momentum = step_cases[i].momentum,
                         .weight_decay = step_cases[i].decay};
    training_data_fill(j->data, &j->recipe);
    return true;
}

static bool draw_job(training_job *j, const training_task *task, const dataset *train,
                     const dataset *hidden, const char *seed, error *e)
{
    j->t = task->t;
    const network_size size = size_for(j->t, train, task->hidden, task->layers);
    if (!training_data_open(&j->data, j->t, train, e) ||
        !training_data_open(&j->hidden, j->t, hidden, e) ||
        !parameters_new(&j->start, j->t, &size, seed, e))
        return false;
    j->recipe = (recipe){.epochs = (size_t)task->epochs,
                         .batch_size = (size_t)task->batch,
                         .learning_rate = task->rate,
                         .momentum = task->momentum,
                         .weight_decay = task->decay};
    training_data_fill(j->data, &j->recipe);
    return true;
}

/* The small sets are made anew for every seed; digits are too many for that. */
static bool draw_jobs(training_case *c, const training_task *task, training_sets *sets,
                      const char *seed, unsigned attempt, error *e)
{
    for (size_t k = 0; k < c->job_count; k++) {
        char start[256], data[192];
        const dataset *train, *hidden;
        snprintf(start, sizeof start, "%.120s/%s/%zu/%u", seed, task->name, k, attempt);
        if (task->set == SET_DIGITS)
            snprintf(data, sizeof data, "%.120s/digits/%u", seed, attempt);
        else
            snprintf(data, sizeof data, "%.120s/%zu/%u", seed, k, attempt);
        if (!training_sets_get(sets, task, c->stage, data, &train, &hidden, e) ||
            !draw_job(&c->jobs[k], task, train, hidden, start, e))
            return false;
    }
    return true;
}

/* What the numbers of a threshold must lie between. */
static void set_bounds(training_case *c, const training_sets *sets)
{
    const training_task *task = c->task;
    c->at_least = task->at_least;
    c->at_most = task->set == SET_DIGITS && training_sets_have_mnist(sets)
                     ? task->mnist_at_most[c->stage]
                     : task->at_most[c->stage];
}

static bool draw_sweep(training_case *c, size_t i, training_sets *sets, const char *seed,
                       unsigned attempt, error *e)
{
    training_task set = *c->task;
    char name[CASE_NAME];
    apply_setting(&set, i, name);
    c->at_least = -INFINITY;
    c->at_most = INFINITY;
    return draw_jobs(c, &set, sets, seed, attempt, e);
}

bool training_case_draw(training_case **out, const training_task *task, training_part part,
                        size_t i, training_sets *sets, const char *seed, unsigned attempt, error *e)
{
    training_case *c = calloc(1, sizeof *c);
    const size_t count = part == PART_THRESHOLD ? task->seeds : 1;
    if (!c || !(c->jobs = calloc(count, sizeof *c->jobs))) {
        free(c);
        return fail(e, "no memory");
    }
    training_case_name(task, part, i, c->name);
    c->task = task;
    c->part = part;
    c->stage = part == PART_THRESHOLD ? i : 0;
    set_bounds(c, sets);
    c->job_count = count;
    char own_seed[256];
    snprintf(own_seed, sizeof own_seed, "%.120s/%s/%s/%u", seed, task->name, c->name, attempt);
    const bool drawn = part == PART_STEPS
                           ? draw_step_job(&c->jobs[0], task, step_case(task, i), own_seed, e)
                       : part == PART_SWEEP ? draw_sweep(c, i, sets, seed, attempt, e)
                                            : draw_jobs(c, task, sets, seed, attempt, e);
    if (!drawn) {
        training_case_free(c);
        return false;
    }
    *out = c;
    return true;
}
