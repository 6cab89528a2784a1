#include "training_task.h"

#include <math.h>
#include <string.h>

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

static bool read_what(training_task *k, const xmlNode *node, error *e)
{
    char name[64];
    xml_text(node, "name", k->name, sizeof k->name);
    xml_text(node, "train", name, sizeof name);
    k->t = training_find(name);
    xml_place(node, k->place, sizeof k->place);
    if (!k->t)
        return xml_fail(node, e, "no training '%s'; expected one of training.h", name);
    k->how = (training_way)read_word(node, "how", way_name, TRAINING_WAYS);
    op_network_chain(k->ops, k->t);
    if (xmlHasProp(node, (const xmlChar *)"ops"))
        xml_text(node, "ops", k->ops, sizeof k->ops);
    for (training_part i = 0; i < TRAINING_PARTS; i++)
        if (!xml_number_within(node, training_part_name[i], 0, 1e6, &k->points[i], e))
            return false;
    return true;
}

static bool read_data(training_task *k, const xmlNode *node, error *e)
{
    double two[2];
    size_t count = 0;
    k->set = (training_set)read_word(node, "data", training_set_name, TRAINING_SETS);
    k->samples = 100;
    k->hidden_samples = 100;
    if (!read_count(node, "samples", 60000, &k->samples, e) ||
        !read_count(node, "hidden-samples", 60000, &k->hidden_samples, e) ||
        !xml_numbers(node, "classes", 2, two, &count, e))
        return false;
    for (size_t i = 0; i < count; i++)
        k->classes[i] = (size_t)two[i];
    return true;
}

enum { MOST_LAYERS = MAX_PARAMETERS / 2 - 1 };

static bool read_recipe(training_task *k, const xmlNode *node, error *e)
{
    k->epochs = 10;
    k->batch = 64;
    k->rate = 0.5;
    k->hidden = 64;
    return xml_number_within(node, "epochs", 0, 1e6, &k->epochs, e) &&
           xml_number_within(node, "batch", 1, 60000, &k->batch, e) &&
           xml_number_within(node, "rate", 0, 1e3, &k->rate, e) &&
           xml_number_within(node, "momentum", 0, 1, &k->momentum, e) &&
           xml_number_within(node, "decay", 0, 1, &k->decay, e) &&
           read_count(node, "hidden", 4096, &k->hidden, e) &&
           read_count(node, "layers", MOST_LAYERS, &k->layers, e);
}

static bool read_sweep(swept_settings *s, const xmlNode *node, error *e)
{
    return xml_numbers(node, "rates", MAX_SWEPT, s->rates, &s->rate_count, e) &&
           xml_numbers(node, "depths", MAX_SWEPT, s->depths, &s->depth_count, e) &&
           xml_numbers(node, "widths", MAX_SWEPT, s->widths, &s->width_count, e);
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
    if (!xml_numbers(node, "sides", MAX_TRAINING_STAGES, k->side, &k->stages, e))
        return false;
    if (k->stages == 0)
        k->side[k->stages++] = 28;
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
        !xml_number_within(node, "memory-mebibytes", 1, 1e6, &mebibytes, e))
        return false;
    k->memory_bytes = (size_t)mebibytes << 20;
    return !xmlHasProp(node, (const xmlChar *)"mnist-at-most") ||
           read_bounds(k, node, "mnist-at-most", k->mnist_at_most, e);
}

bool training_task_read(training_task *task, const xmlNode *node, error *e)
{
    training_task k = {0};
    if (!read_what(&k, node, e) || !read_data(&k, node, e) || !read_recipe(&k, node, e) ||
        !read_sweep(&k.sweep, node, e) || !read_goal(&k, node, e) ||
        !public_names_read(&k.public, node, e)) {
        public_names_free(&k.public);
        return false;
    }
    *task = k;
    return true;
}
