#include "toy_sets.h"

#include <gsl/gsl_randist.h>

#include "random_stream.h"

/* Fills in the samples of a set. */
typedef void sampler(gsl_rng *random, dataset *d);

static bool draw_set(dataset **out, const dataset *sizes, sampler *draw, const char *seed,
                     const char *purpose, error *e)
{
    dataset *d = dataset_new(sizes->count, sizes->features, sizes->outputs, sizes->classes);
    gsl_rng *random = random_stream(seed, purpose);
    if (!d || !random) {
        dataset_free(d);
        if (random)
            gsl_rng_free(random);
        return fail(e, "no memory for a set of %zu samples", sizes->count);
    }
    draw(random, d);
    gsl_rng_free(random);
    *out = d;
    return true;
}

static void draw_line(gsl_rng *random, dataset *d)
{
    const double slope = gsl_ran_flat(random, -2, 2), offset = gsl_ran_flat(random, -2, 2);
    for (size_t n = 0; n < d->count; n++) {
        d->x[n] = gsl_ran_flat(random, -1, 1);
        d->y[n] = slope * d->x[n] + offset + gsl_ran_gaussian_ziggurat(random, 0.2);
    }
}

bool dataset_line(dataset **out, size_t count, const char *seed, error *e)
{
    const dataset sizes = {.count = count, .features = 1, .outputs = 1};
    return draw_set(out, &sizes, draw_line, seed, "line", e);
}

static void draw_point_cloud(gsl_rng *random, dataset *d)
{
    for (size_t n = 0; n < d->count; n++) {
        double *x = d->x + 2 * n, above;
        d->label[n] = n % 2;
        do {
            x[0] = gsl_ran_flat(random, -0.5, 0.5);
            x[1] = gsl_ran_flat(random, -0.5, 0.5);
            above = x[1] - (4.5 * x[0] * x[0] - 0.25);
        } while ((d->label[n] ? above : -above) < 0.06);
    }
}

bool dataset_point_cloud(dataset **out, size_t count, const char *seed, error *e)
{
    const dataset sizes = {.count = count, .features = 2, .classes = 2};
    return draw_set(out, &sizes, draw_point_cloud, seed, "point cloud", e);
}

static void draw_quadric(gsl_rng *random, dataset *d)
{
    for (size_t n = 0; n < d->count; n++) {
        double *x = d->x + 2 * n;
        x[0] = gsl_ran_gaussian_ziggurat(random, 1);
        x[1] = gsl_ran_gaussian_ziggurat(random, 1);
        d->label[n] = x[0] * x[0] + 1.5 * x[0] * x[1] + 0.2 * x[1] * x[1] > 0.6;
    }
}

bool dataset_quadric(dataset **train, dataset **test, size_t train_count, size_t test_count,
                     const char *seed, error *e)
{
    const dataset train_sizes = {.count = train_count, .features = 2, .classes = 2};
    const dataset test_sizes = {.count = test_count, .features = 2, .classes = 2};
    dataset *first = NULL;
    if (!draw_set(&first, &train_sizes, draw_quadric, seed, "quadric: train", e))
        return false;
    if (!draw_set(test, &test_sizes, draw_quadric, seed, "quadric: test", e)) {
        dataset_free(first);
        return false;
    }
    *train = first;
    return true;
}
