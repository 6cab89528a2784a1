#include "training_sets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "digits.h"
#include "idx.h"
#include "toy_sets.h"

/* What a pair of sets is made from. */
typedef struct recipe_of_sets {
    training_set set;
    size_t samples, hidden_samples, classes[2], side;
    char seed[192];
} recipe_of_sets;

typedef struct kept_sets {
    recipe_of_sets from;
    dataset *train, *hidden;
} kept_sets;

struct training_sets {
    dataset *mnist_train, *mnist_hidden; /* NULL: digits are made */
    size_t count;
    kept_sets *kept;
};

bool training_sets_open(training_sets **out, const char *mnist_directory, error *e)
{
    training_sets *s = calloc(1, sizeof *s);
    if (!s)
        return fail(e, "no memory");
    if (*mnist_directory &&
        !dataset_read_mnist(&s->mnist_train, &s->mnist_hidden, mnist_directory, e)) {
        free(s);
        return false;
    }
    *out = s;
    return true;
}

void training_sets_close(training_sets *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->count; i++) {
        dataset_free(s->kept[i].train);
        dataset_free(s->kept[i].hidden);
    }
    dataset_free(s->mnist_train);
    dataset_free(s->mnist_hidden);
    free(s->kept);
    free(s);
}

bool training_sets_have_mnist(const training_sets *s)
{
    return s->mnist_train != NULL;
}

static bool same(const recipe_of_sets *a, const recipe_of_sets *b)
{
    return a->set == b->set && a->samples == b->samples && a->hidden_samples == b->hidden_samples &&
           a->classes[0] == b->classes[0] && a->classes[1] == b->classes[1] && a->side == b->side &&
           strcmp(a->seed, b->seed) == 0;
}

/* A copy of some of the rows, which outlives them. */
static dataset *copy(const dataset *d, size_t first, size_t count)
{
    const dataset view = dataset_view(d, first, count);
    dataset *made = dataset_new(view.count, d->features, d->outputs, d->classes);
    if (!made)
        return NULL;
    memcpy(made->x, view.x, view.count * d->features * sizeof *d->x);
    if (made->y && view.y)
        memcpy(made->y, view.y, view.count * d->outputs * sizeof *d->y);
    if (made->label && view.label)
        memcpy(made->label, view.label, view.count * sizeof *d->label);
    return made;
}

/* Both parts of one set, so that a line is the same one in both. */
static bool make_toys(dataset **train, dataset **hidden, const recipe_of_sets *r, error *e)
{
    dataset *all = NULL;
    const size_t count = r->samples + r->hidden_samples;
    if (!(r->set == SET_LINE ? dataset_line : dataset_point_cloud)(&all, count, r->seed, e))
        return false;
    dataset *first = copy(all, 0, r->samples);
    dataset *second = copy(all, r->samples, r->hidden_samples);
    dataset_free(all);
    if (!first || !second) {
        dataset_free(first);
        dataset_free(second);
        return fail(e, "no memory for %zu samples", count);
    }
    *train = first;
    *hidden = second;
    return true;
}

/* Replaces *d by what the function makes of it. */
static bool pick(dataset **d, const recipe_of_sets *r, error *e)
{
    dataset *made;
    if (r->classes[0] == r->classes[1])
        return true;
    if (!dataset_pick_two(&made, *d, r->classes[0], r->classes[1], e))
        return false;
    dataset_free(*d);
    *d = made;
    return true;
}

static bool shrink(dataset **d, const recipe_of_sets *r, error *e)
{
    dataset *made;
    if (r->side == DIGIT_SIDE)
        return true;
    if (!dataset_downscale(&made, *d, r->side, e))
        return false;
    dataset_free(*d);
    *d = made;
    return true;
}

static bool make_digits(const training_sets *s, dataset **train, dataset **hidden,
                        const recipe_of_sets *r, error *e)
{
    dataset *first = NULL, *second = NULL;
    bool made;
    if (s->mnist_train) {
        first = copy(s->mnist_train, 0, r->samples);
        second = copy(s->mnist_hidden, 0, r->hidden_samples);
        made = (first && second) || fail(e, "no memory for MNIST");
    } else {
        made = dataset_digits(&first, &second, r->samples, r->hidden_samples, r->seed, e);
    }
    made = made && pick(&first, r, e) && pick(&second, r, e) && shrink(&first, r, e) &&
           shrink(&second, r, e);
    if (!made) {
        dataset_free(first);
        dataset_free(second);
        return false;
    }
    *train = first;
    *hidden = second;
    return true;
}

static bool make(const training_sets *s, kept_sets *k, error *e)
{
    const recipe_of_sets *r = &k->from;
    if (r->set == SET_DIGITS)
        return make_digits(s, &k->train, &k->hidden, r, e);
    if (r->set == SET_QUADRIC)
        return dataset_quadric(&k->train, &k->hidden, r->samples, r->hidden_samples, r->seed, e);
    return make_toys(&k->train, &k->hidden, r, e);
}

/* What the sets of the task are made from. Of MNIST, all of it is taken, but by ops, where a step
 * takes long, as much as the row says. */
static recipe_of_sets recipe_for(const training_sets *s, const training_task *task, size_t stage,
                                 const char *seed)
{
    const bool mnist = s->mnist_train && task->set == SET_DIGITS;
    const bool all = mnist && task->how == TRAIN_BY_FUNCTION;
    recipe_of_sets r = {.set = task->set,
                        .samples = all ? s->mnist_train->count : task->samples,
                        .hidden_samples = all ? s->mnist_hidden->count : task->hidden_samples,
                        .classes = {task->classes[0], task->classes[1]},
                        .side = (size_t)task->side[stage]};
    snprintf(r.seed, sizeof r.seed, "%s", mnist ? "" : seed);
    return r;
}

static bool is_mnist(const training_sets *s, const recipe_of_sets *r)
{
    return s->mnist_train && r->set == SET_DIGITS && r->samples == s->mnist_train->count &&
           r->classes[0] == r->classes[1] && r->side == DIGIT_SIDE;
}

bool training_sets_get(training_sets *s, const training_task *task, size_t stage, const char *seed,
                       const dataset **train, const dataset **hidden, error *e)
{
    kept_sets wanted = {.from = recipe_for(s, task, stage, seed)};
    if (is_mnist(s, &wanted.from)) {
        *train = s->mnist_train;
        *hidden = s->mnist_hidden;
        return true;
    }
    kept_sets *found = NULL;
    for (size_t i = 0; i < s->count && !found; i++)
        if (same(&s->kept[i].from, &wanted.from))
            found = &s->kept[i];
    if (!found) {
        kept_sets *grown = realloc(s->kept, (s->count + 1) * sizeof *grown);
        if (!grown)
            return fail(e, "no memory");
        s->kept = grown;
        if (!make(s, &wanted, e))
            return false;
        found = &s->kept[s->count++];
        *found = wanted;
    }
    *train = found->train;
    *hidden = found->hidden;
    return true;
}
