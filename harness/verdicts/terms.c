#include "terms.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* How far a formula may be off, relative to its value: the same formula rounds differently. */
#define CLOSE 1e-9

static double itself(double z)
{
    return z;
}
static double square(double z)
{
    return z * z;
}
static double cube(double z)
{
    return z * z * z;
}
static double sign(double z)
{
    return (z > 0) - (z < 0);
}
static double one_minus(double z)
{
    return 1 - z;
}
static double one_plus(double z)
{
    return 1 + z;
}
static double inverse(double z)
{
    return 1 / z;
}
static double inverse_square(double z)
{
    return 1 / (z * z);
}
static double inverse_root(double z)
{
    return 1 / sqrt(z);
}
static double exp_minus(double z)
{
    return exp(-z);
}
static double sigmoid(double z)
{
    return 1 / (1 + exp(-z));
}
static double one_minus_square(double z)
{
    return 1 - z * z;
}
static double one_plus_square(double z)
{
    return 1 + z * z;
}
static double inverse_rest(double z)
{
    return 1 / (1 - z);
}
static double cut(double z)
{
    return z > 0 ? z : 0;
}
static double is_positive(double z)
{
    return z > 0;
}
static double bell(double z)
{
    return exp(-z * z / 2);
}
static double density(double z)
{
    return bell(z) / sqrt(2 * M_PI);
}
static double soft_plus(double z)
{
    return fmax(0, z) + log1p(exp(-fabs(z)));
}
static double error_of_root(double z)
{
    return erf(z / sqrt(2));
}
static double probability(double z)
{
    return erfc(-z / sqrt(2)) / 2;
}

/* Simple functions, the likelier first. Factors take only the first two. */
static const struct {
    const char *format; /* "%s" is the argument */
    double (*of)(double);
} functions[] = {
    {"%s", itself},
    {"1/%s", inverse},
    {"%s^2", square},
    {"(1 - %s)", one_minus},
    {"(1 + %s)", one_plus},
    {"|%s|", fabs},
    {"sign(%s)", sign},
    {"e^%s", exp},
    {"e^-%s", exp_minus},
    {"ln %s", log},
    {"sqrt(%s)", sqrt},
    {"1/sqrt(%s)", inverse_root},
    {"1/%s^2", inverse_square},
    {"%s^3", cube},
    {"(1 - %s^2)", one_minus_square},
    {"(1 + %s^2)", one_plus_square},
    {"1/(1 - %s)", inverse_rest},
    {"sin %s", sin},
    {"cos %s", cos},
    {"tanh %s", tanh},
    {"cosh %s", cosh},
    {"sinh %s", sinh},
    {"tan %s", tan},
    {"sigmoid(%s)", sigmoid},
    {"max(0, %s)", cut},
    {"1{%s > 0}", is_positive},
    {"e^(-%s^2/2)", bell},
    {"phi(%s)", density},
    {"Phi(%s)", probability},
    {"erf(%s/sqrt 2)", error_of_root},
    {"ln(1 + e^%s)", soft_plus},
    {"erf(%s)", erf},
    {"atan %s", atan},
    {"cbrt(%s)", cbrt},
    {"log2(%s)", log2},
    {"2^%s", exp2},
    {"ln(1 + %s)", log1p},
};
enum {
    FUNCTION_COUNT = sizeof functions / sizeof *functions,
    FACTOR_FUNCTIONS = 2,
    SIMPLE_FUNCTIONS = 3
};

bool term_near(double a, double b, double tolerance)
{
    return isfinite(b) && fabs(a - b) <= CLOSE * fabs(b) + tolerance;
}

static double unit_at(const search *s, size_t number, size_t k)
{
    const unit *u = &s->units[number - 1];
    return functions[u->function].of(s->all->features[u->feature].value[k]);
}

static bool unit_known(const search *s, size_t number, size_t k)
{
    return !number || !isnan(s->all->features[s->units[number - 1].feature].value[k]);
}

bool term_known(const search *s, const term *t, size_t k)
{
    return unit_known(s, t->a, k) && unit_known(s, t->b, k) &&
           !(t->upstream && isnan(s->all->upstream.value[k]));
}

double term_at(const search *s, const term *t, size_t k)
{
    return (t->upstream ? s->all->upstream.value[k] : 1) * (t->a ? unit_at(s, t->a, k) : 1) *
           (t->b ? unit_at(s, t->b, k) : 1);
}

double term_at_probe(const search *s, const term *t, size_t p)
{
    return (t->upstream ? s->all->upstream.value[s->probe[p]] : 1) *
           (t->a ? s->units[t->a - 1].probe[p] : 1) * (t->b ? s->units[t->b - 1].probe[p] : 1);
}

/* Constants that formulas have in them. */
static const struct {
    double value;
    const char *text;
} constants[] = {
    {1, ""},
    {2, "2 "},
    {0.5, "1/2 "},
    {3, "3 "},
    {1.0 / 3, "1/3 "},
    {4, "4 "},
    {0.25, "1/4 "},
    {1.0 / 6, "1/6 "},
    {10, "10 "},
    {0.1, "0.1 "},
    {0.01, "0.01 "},
    {100, "100 "},
    {1.5, "3/2 "},
    {M_LN2, "ln 2 "},
    {M_LN10, "ln 10 "},
    {M_1_PI, "1/pi "},
    {M_PI, "pi "},
    {M_SQRT2, "sqrt 2 "},
    {1 / M_LN2, "1/ln 2 "},
    {1 / M_LN10, "1/ln 10 "},
};

const char *constant_text(double c)
{
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (term_near(fabs(c), constants[i].value, 0))
            return constants[i].text;
    return NULL;
}

static void add_units(search *s)
{
    for (size_t n = 0; n < FUNCTION_COUNT; n++)
        for (size_t i = 0; i < s->all->feature_count; i++) {
            const feature *f = &s->all->features[i];
            if (s->unit_count == MAX_UNITS || (f->is_factor && n >= FACTOR_FUNCTIONS))
                continue;
            unit *u = &s->units[s->unit_count];
            bool known = true;
            u->feature = i;
            u->function = n;
            for (size_t p = 0; p < s->probe_count; p++) {
                u->probe[p] = functions[n].of(f->value[s->probe[p]]);
                known = known && isfinite(u->probe[p]);
            }
            s->unit_count += known;
        }
}

static size_t unknown_features(const samples *all, size_t k)
{
    size_t unknown = all->has_upstream && isnan(all->upstream.value[k]);
    for (size_t i = 0; i < all->feature_count; i++)
        unknown += isnan(all->features[i].value[k]) != 0;
    return unknown;
}

static bool is_candidate(const search *s, size_t k, size_t unknown)
{
    const sample *at = &s->all->at[k];
    return at->wrong && at->finite && s->where->inside[k] && unknown_features(s->all, k) == unknown;
}

/* Wrong samples of the region of which most is known, far apart. */
static void choose_probes(search *s)
{
    size_t candidates = 0, unknown = 0, seen = 0;
    s->probe_count = 0;
    for (; unknown < MAX_FEATURES && candidates < FEWEST; unknown++) {
        candidates = 0;
        for (size_t k = 0; k < s->all->count; k++)
            candidates += is_candidate(s, k, unknown);
    }
    const size_t step = candidates > PROBES ? candidates / PROBES : 1;
    for (size_t k = 0; candidates && k < s->all->count && s->probe_count < PROBES; k++)
        if (is_candidate(s, k, unknown - 1) && seen++ % step == 0)
            s->probe[s->probe_count++] = k;
}

bool units_cancel(const search *s, size_t a, size_t b)
{
    const unit *u = &s->units[a - 1], *w = &s->units[b - 1];
    return u->feature == w->feature && u->function != w->function &&
           (functions[u->function].of == inverse || functions[w->function].of == inverse);
}

static void put_unit(char *text, size_t size, const search *s, size_t number)
{
    const unit *u = &s->units[number - 1];
    size_t used = strlen(text);
    const char *name = s->all->features[u->feature].name;
    const char *format = functions[u->function].format, *hole = strstr(format, "%s");
    assert(hole);
    snprintf(text + used, size - used, "%s%.*s%s%s", used && text[used - 1] != ' ' ? " " : "",
             (int)(hole - format), format, name, hole + 2);
}

void term_text(char *text, size_t size, const search *s, double c, const term *t)
{
    snprintf(text, size, "%s", constant_text(c));
    if (t->upstream)
        snprintf(text + strlen(text), size - strlen(text), "%s", s->all->upstream.name);
    if (t->a)
        put_unit(text, size, s, t->a);
    if (t->b)
        put_unit(text, size, s, t->b);
    size_t length = strlen(text);
    if (!length)
        snprintf(text, size, "1");
    else if (text[length - 1] == ' ')
        text[length - 1] = '\0';
}

bool unit_simple(const search *s, size_t number)
{
    return s->units[number - 1].function < SIMPLE_FUNCTIONS;
}

void terms_prepare(search *s)
{
    choose_probes(s);
    s->unit_count = 0;
    add_units(s);
}
