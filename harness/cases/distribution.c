#include "distribution.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

/* The share of the numbers that may be drawn in vain. */
#define MOST_AVOIDED 0.99

const distribution distribution_default = {
    .kind = UNIFORM, .low = -2, .high = 2, .deviation = 1, .kink = NAN};

static const char *const kind_name[] = {"uniform", "log-uniform", "normal", "sign",
                                        "choice",  "simplex",     "one-hot"};
static const char *const domain_name[] = {"all", "positive", "unit"};

/* The parameters and the kinds that have them. */
static const struct {
    const char *name;
    size_t offset;
    unsigned kinds;
} parameters[] = {
    {"low", offsetof(distribution, low), 1U << UNIFORM | 1U << LOG_UNIFORM},
    {"high", offsetof(distribution, high), 1U << UNIFORM | 1U << LOG_UNIFORM},
    {"mean", offsetof(distribution, mean), 1U << NORMAL},
    {"deviation", offsetof(distribution, deviation), 1U << NORMAL},
};

/* The place of the node's attribute in names; fallback where it has none. */
static bool read_name(const xmlNode *node, const char *attribute, const char *const names[],
                      size_t count, unsigned fallback, unsigned *place, error *e)
{
    char text[32];
    *place = fallback;
    if (!xml_text(node, attribute, text, sizeof text))
        return true;
    for (unsigned i = 0; i < count; i++)
        if (strcmp(text, names[i]) == 0) {
            *place = i;
            return true;
        }
    return xml_fail(node, e, "unknown %s '%s'; expected one that the schema lists", attribute,
                    text);
}

static bool has_attribute(const xmlNode *node, const char *name)
{
    return xmlHasProp(node, (const xmlChar *)name) != NULL;
}

static bool read_parameters(distribution *d, const xmlNode *node, error *e)
{
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++) {
        double *value = (double *)(void *)((char *)d + parameters[i].offset);
        if (!has_attribute(node, parameters[i].name))
            continue;
        if (!(parameters[i].kinds >> d->kind & 1))
            return xml_fail(node, e, "%s has no parameter '%s'; expected another distribution",
                            kind_name[d->kind], parameters[i].name);
        if (!xml_number(node, parameters[i].name, 0, value, e))
            return false;
    }
    if (!has_attribute(node, "values"))
        return true;
    if (d->kind != CHOICE)
        return xml_fail(node, e, "%s has no parameter 'values'; expected distribution=\"choice\"",
                        kind_name[d->kind]);
    return xml_numbers(node, "values", CHOICE_LIMIT, d->value, &d->value_count, e);
}

bool distribution_read(distribution *d, const xmlNode *node, error *e)
{
    distribution next = *d;
    unsigned kind, within;
    if (!read_name(node, "distribution", kind_name, sizeof kind_name / sizeof *kind_name, d->kind,
                   &kind, e) ||
        !read_name(node, "domain", domain_name, sizeof domain_name / sizeof *domain_name, d->domain,
                   &within, e))
        return false;
    next.kind = (distribution_kind)kind;
    next.domain = (domain)within;
    if (!read_parameters(&next, node, e) ||
        !xml_number(node, "margin", next.margin, &next.margin, e))
        return false;
    if (xml_text(node, "avoid", next.avoid, sizeof next.avoid) &&
        !(next.avoid[0] >= 'a' && next.avoid[0] <= 'z')) {
        next.avoid[0] = '\0';
        if (!xml_number(node, "avoid", NAN, &next.kink, e))
            return false;
    }
    *d = next;
    return true;
}

/* The smallest and the largest number that may be drawn. */
static void find_range(const distribution *d, double *low, double *high)
{
    *low = -INFINITY, *high = INFINITY;
    switch (d->kind) {
    case UNIFORM:
    case LOG_UNIFORM:
        *low = d->low, *high = d->high;
        break;
    case NORMAL:
        break;
    case SIGN:
        *low = -1, *high = 1;
        break;
    case CHOICE:
        *low = *high = d->value[0];
        for (size_t i = 1; i < d->value_count; i++) {
            *low = fmin(*low, d->value[i]);
            *high = fmax(*high, d->value[i]);
        }
        break;
    case SIMPLEX:
        *low = 0x1p-20, *high = 1 - 0x1p-20;
        break;
    case ONE_HOT:
        *low = 0, *high = 1;
        break;
    case COLUMNS:
        *low = 0, *high = d->high - 1;
        break;
    }
}

/* The share of the numbers drawn that lie below x, of what is drawn one by one. */
static double share_below(const distribution *d, double x)
{
    switch (d->kind) {
    case UNIFORM:
        return fmin(fmax((x - d->low) / (d->high - d->low), 0), 1);
    case LOG_UNIFORM:
        return x <= d->low ? 0 : fmin(log(x / d->low) / log(d->high / d->low), 1);
    case NORMAL:
        return gsl_cdf_gaussian_P(x - d->mean, d->deviation);
    case SIGN:
        return x > 1 ? 1 : x > -1 ? 0.5 : 0;
    default:
        return 0;
    }
}

bool distribution_check(const distribution *d, const xmlNode *node, error *e)
{
    double low, high;
    if (d->kind == CHOICE && d->value_count == 0)
        return xml_fail(node, e, "choice without values; expected values=\"...\"");
    if (d->kind == NORMAL && !(d->deviation > 0))
        return xml_fail(node, e, "deviation %g; expected a number above 0", d->deviation);
    find_range(d, &low, &high);
    if ((d->kind == UNIFORM || d->kind == LOG_UNIFORM) && !(low < high))
        return xml_fail(node, e, "low %g, high %g; expected low below high", low, high);
    if (d->kind == LOG_UNIFORM && !(low > 0))
        return xml_fail(node, e, "low %g; expected a number above 0 for log-uniform", low);
    if (!(domain_distance(d->domain, low) > 0 && domain_distance(d->domain, high) > 0))
        return xml_fail(node, e, "draws numbers from %g to %g; expected numbers %s", low, high,
                        domain_text(d->domain));
    if (d->margin < 0)
        return xml_fail(node, e, "margin %g; expected 0 or more", d->margin);
    if (share_below(d, d->kink + d->margin) - share_below(d, d->kink - d->margin) > MOST_AVOIDED)
        return xml_fail(node, e, "nothing between %g and %g is %g away from %g; expected room", low,
                        high, d->margin, d->kink);
    return true;
}

double domain_distance(domain d, double x)
{
    if (d == DOMAIN_ALL)
        return INFINITY;
    return d == DOMAIN_UNIT ? fmin(x, 1 - x) : x;
}

const char *domain_text(domain d)
{
    static const char *const text[] = {"of any size", "above 0", "between 0 and 1, both excluded"};
    return text[d];
}

double draw_direction(gsl_rng *random)
{
    double magnitude = 0.5 + gsl_rng_uniform(random);
    return gsl_rng_uniform(random) < 0.5 ? -magnitude : magnitude;
}

static double draw_number(const distribution *d, gsl_rng *random)
{
    switch (d->kind) {
    case LOG_UNIFORM:
        return exp(log(d->low) + (log(d->high) - log(d->low)) * gsl_rng_uniform_pos(random));
    case NORMAL:
        return d->mean + gsl_ran_gaussian(random, d->deviation);
    case SIGN:
        return gsl_rng_uniform(random) < 0.5 ? -1 : 1;
    case COLUMNS:
        return (double)gsl_rng_uniform_int(random, (unsigned long)d->high);
    case UNIFORM:
    default:
        return d->low + (d->high - d->low) * gsl_rng_uniform_pos(random);
    }
}

static void draw_choice(const distribution *d, gsl_rng *random, double *data, size_t count)
{
    size_t sure = d->value_count <= count ? d->value_count : 0;
    for (size_t i = 0; i < count; i++)
        data[i] = d->value[i < sure ? i : gsl_rng_uniform_int(random, d->value_count)];
    gsl_ran_shuffle(random, data, count, sizeof *data);
}

static void draw_simplex(gsl_rng *random, double *row, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += row[i] = 0.2 + gsl_rng_uniform(random);
    for (size_t i = 0; i < count; i++)
        row[i] /= sum;
}

static void draw_one_hot(gsl_rng *random, double *row, size_t count)
{
    for (size_t i = 0; i < count; i++)
        row[i] = 0;
    row[gsl_rng_uniform_int(random, count)] = 1;
}

void distribution_draw(const distribution *d, gsl_rng *random, tensor *t)
{
    size_t count = element_count(t), columns = t->rank ? t->dims[t->rank - 1] : 1;
    if (d->kind == CHOICE) {
        draw_choice(d, random, t->data, count);
        return;
    }
    if (d->kind == SIMPLEX || d->kind == ONE_HOT) {
        for (double *row = t->data; row < t->data + count; row += columns)
            d->kind == SIMPLEX ? draw_simplex(random, row, columns)
                               : draw_one_hot(random, row, columns);
        return;
    }
    for (size_t i = 0; i < count; i++)
        do
            t->data[i] = draw_number(d, random);
        while (fabs(t->data[i] - d->kink) < d->margin);
}
