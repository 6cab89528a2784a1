#include "training_task.h"

#include <math.h>
#include <string.h>

#include "near_miss.h"
#include "submission_limits.h"

const char *const training_part_name[TRAINING_PARTS] = {
    [PART_STEPS] = "steps", [PART_THRESHOLD] = "threshold", [PART_SWEEP] = "sweep"};
const char *const training_set_name[TRAINING_SETS] = {
    [SET_LINE] = "line", [SET_CLOUD] = "cloud", [SET_QUADRIC] = "quadric", [SET_DIGITS] = "digits"};
const char *const training_measure_name[TRAINING_MEASURES] = {
    [MEASURE_ERROR] = "error", [MEASURE_LOSS] = "loss", [MEASURE_EXCESS] = "excess"};
static const char *const way_name[TRAINING_WAYS] = {
    [TRAIN_BY_FUNCTION] = "function", [TRAIN_BY_OPS] = "ops"};
static const char *const over_name[TRAINING_OVERS] = {
    [OVER_WORST] = "worst", [OVER_MEAN] = "mean", [OVER_MEDIAN] = "median"};

/* The place in names of an attribute's word; 0 where there is none. The schema knows the words. */
static size_t read_word(const xmlNode *node, const char *name, const char *const names[],
                        size_t count)
{
    char text[32];
    xml_text(node, name, text, sizeof text);
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], text) == 0)
            return i;
    return 0;
}

static bool read_count(const xmlNode *node, const char *name, double high, size_t *value, error *e)
{
    double number = (double)*value;
    if (!xml_number_within(node, name, 0, high, &number, e))
        return false;
    *value = (size_t)number;
    return true;
}

/* Reads whole numbers from low to high, at most limit of them. */
static bool read_wholes(const xmlNode *node, const char *name, double low, double high,
                        size_t limit, double *values, size_t *count, error *e)
{
    if (!xml_numbers(node, name, limit, values, count, e))
        return false;
    for (size_t i = 0; i < *count; i++)
        if (!(values[i] >= low && values[i] <= high) || values[i] != floor(values[i]))
            return xml_fail(node, e, "%g in %s; expected whole numbers from %g to %g", values[i],
                            name, low, high);
    return true;
}

static bool fail_unknown(const xmlNode *node, const char *name, error *e)
{
    char question[80];
    near_miss near = near_miss_start(name);
    for (size_t i = 0; i < training_count(); i++)
        near_miss_try(&near, training_at(i)->name);
    return xml_fail(node, e, "no training '%s'; expected one of training.h%s", name,
                    near_miss_question(&near, question, sizeof question));
}

static bool read_what(training_task *k, const xmlNode *node, error *e)
{
    char name[64];
    xml_text(node, "name", k->name, sizeof k->name);
    xml_text(node, "train", name, sizeof name);
    k->t = training_find(name);
    xml_place(node, k->place, sizeof k->place);
    if (!k->t)
        return fail_unknown(node, name, e);
    k->how = (training_way)read_word(node, "how", way_name, TRAINING_WAYS);
    op_network_chain(k->ops, k->t);
    if (xmlHasProp(node, (const xmlChar *)"ops")) {
        if (k->how != TRAIN_BY_OPS)
            return xml_fail(node, e, "ops= alone; expected how=\"ops\" with it");
        xml_text(node, "ops", k->ops, sizeof k->ops);
    }
    double sum = 0;
    for (training_part i = 0; i < TRAINING_PARTS; i++) {
        if (!xml_number_within(node, training_part_name[i], 0, 1e6, &k->points[i], e))
            return false;
        sum += k->points[i];
    }
    return sum > 0 || xml_fail(node, e, "no points; expected steps, threshold or sweep above 0");
}

static bool read_data(training_task *k, const xmlNode *node, error *e)
{
    double two[2] = {0, 0};
    size_t count = 0;
    k->set = (training_set)read_word(node, "data", training_set_name, TRAINING_SETS);
    k->samples = 100;
    k->hidden_samples = 100;
    if (!read_count(node, "samples", 60000, &k->samples, e) ||
        !read_count(node, "hidden-samples", 60000, &k->hidden_samples, e) ||
        !read_wholes(node, "classes", 0, 9, 2, two, &count, e))
        return false;
    if (count == 1 || (count == 2 && two[0] == two[1]))
        return xml_fail(node, e, "classes of one digit; expected two different ones");
    if (k->set != SET_DIGITS && (count || xmlHasProp(node, (const xmlChar *)"sides")))
        return xml_fail(node, e, "classes or sides; expected them for data=\"digits\" only");
    for (size_t i = 0; i < count; i++)
        k->classes[i] = (size_t)two[i];
    return true;
}

enum {
    MOST_LAYERS = MAX_PARAMETERS / 2 - 1,
    MOST_UNITS = 4096,
    HIGHEST_RATE = 1000,
    LARGEST_SIDE = 28
};

static bool read_recipe(training_task *k, const xmlNode *node, error *e)
{
    k->epochs = 10;
    k->batch = 64;
    k->rate = 0.5;
    k->hidden = 64;
    return xml_number_within(node, "epochs", 0, 1e6, &k->epochs, e) &&
           xml_number_within(node, "batch", 1, 60000, &k->batch, e) &&
           xml_number_within(node, "rate", 0, HIGHEST_RATE, &k->rate, e) &&
           xml_number_within(node, "momentum", 0, 1, &k->momentum, e) &&
           xml_number_within(node, "decay", 0, 1, &k->decay, e) &&
           read_count(node, "hidden", MOST_UNITS, &k->hidden, e) &&
           read_count(node, "layers", MOST_LAYERS, &k->layers, e);
}

static bool read_sweep(training_task *k, const xmlNode *node, error *e)
{
    swept_settings *s = &k->sweep;
    if (!xml_numbers(node, "rates", MAX_SWEPT, s->rates, &s->rate_count, e) ||
        !read_wholes(node, "depths", 1, MOST_LAYERS, MAX_SWEPT, s->depths, &s->depth_count, e) ||
        !read_wholes(node, "widths", 1, MOST_UNITS, MAX_SWEPT, s->widths, &s->width_count, e))
        return false;
    for (size_t i = 0; i < s->rate_count; i++)
        if (!(s->rates[i] > 0 && s->rates[i] <= HIGHEST_RATE))
            return xml_fail(node, e, "%g in rates; expected numbers above 0, up to %d", s->rates[i],
                            HIGHEST_RATE);
    if ((s->rate_count + s->depth_count + s->width_count > 0) != (k->points[PART_SWEEP] > 0))
        return xml_fail(node, e, "half a sweep; expected sweep= and rates, depths or widths");
    return true;
}

/* A bound for every stage, or none. */
static bool read_bounds(training_task *k, const xmlNode *node, const char *name, double *bounds,
                        error *e)
{
    size_t count;
    if (!xml_numbers(node, name, MAX_TRAINING_STAGES, bounds, &count, e))
        return false;
    if (count != 0 && count != k->stages)
        return xml_fail(node, e, "%s has %zu numbers; expected %zu, one for each side", name, count,
                        k->stages);
    for (size_t i = count; i < k->stages; i++)
        bounds[i] = INFINITY;
    return true;
}

static bool read_goal(training_task *k, const xmlNode *node, error *e)
{
    if (!read_wholes(node, "sides", 1, LARGEST_SIDE, MAX_TRAINING_STAGES, k->side, &k->stages, e))
        return false;
    if (k->stages == 0)
        k->side[k->stages++] = LARGEST_SIDE;
    k->measure =
        (training_measure)read_word(node, "measure", training_measure_name, TRAINING_MEASURES);
    k->over = (training_over)read_word(node, "over", over_name, TRAINING_OVERS);
    k->seeds = 1;
    k->seconds = 60;
    k->at_least = -INFINITY;
    double mebibytes = 256;
    if (!read_bounds(k, node, "at-most", k->at_most, e))
        return false;
    memcpy(k->mnist_at_most, k->at_most, sizeof k->at_most);
    if ((xmlHasProp(node, (const xmlChar *)"at-least") &&
         !xml_number_within(node, "at-least", 0, 1e6, &k->at_least, e)) ||
        !read_count(node, "seeds", MAX_TRAINING_SEEDS, &k->seeds, e) ||
        !xml_number_within(node, "seconds", 1e-3, 1e6, &k->seconds, e) ||
        !xml_number_within(node, "memory-mebibytes", LEAST_MEMORY_MEBIBYTES, 1e6, &mebibytes, e))
        return false;
    k->memory_bytes = (size_t)mebibytes << 20;
    return !xmlHasProp(node, (const xmlChar *)"mnist-at-most") ||
           read_bounds(k, node, "mnist-at-most", k->mnist_at_most, e);
}

bool training_task_read(training_task *task, const xmlNode *node, error *e)
{
    training_task k = {0};
    if (!read_what(&k, node, e) || !read_data(&k, node, e) || !read_recipe(&k, node, e) ||
        !read_sweep(&k, node, e) || !read_goal(&k, node, e) ||
        !public_names_read(&k.public, node, e)) {
        public_names_free(&k.public);
        return false;
    }
    *task = k;
    return true;
}
