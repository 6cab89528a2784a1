#include "formulas.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "whereabouts.h"

/* How far a formula may be off, relative to its value: the same formula rounds differently. */
#define CLOSE 1e-9

enum { PROBES = 8, FEWEST = 4, MAX_UNITS = 400 };

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

/* A simple function of a feature. */
typedef struct unit {
    size_t feature, function;
    double probe[PROBES];
} unit;

/* Units times each other, and times the upstream gradient; a and b are units' numbers + 1, 0 for
 * none. */
typedef struct term {
    size_t a, b;
    bool upstream;
} term;

typedef struct search {
    const samples *all;
    const region *where;
    size_t probe_count, probe[PROBES];
    size_t unit_count;
    unit units[MAX_UNITS];
} search;

static double unit_at(const search *s, size_t number, size_t k)
{
    const unit *u = &s->units[number - 1];
    return functions[u->function].of(s->all->features[u->feature].value[k]);
}

static bool unit_known(const search *s, size_t number, size_t k)
{
    return !number || !isnan(s->all->features[s->units[number - 1].feature].value[k]);
}

/* Whether all that the term is made of is known of sample k. */
static bool term_known(const search *s, const term *t, size_t k)
{
    return unit_known(s, t->a, k) && unit_known(s, t->b, k) &&
           !(t->upstream && isnan(s->all->upstream.value[k]));
}

/* The term's value at sample k. */
static double term_at(const search *s, const term *t, size_t k)
{
    return (t->upstream ? s->all->upstream.value[k] : 1) * (t->a ? unit_at(s, t->a, k) : 1) *
           (t->b ? unit_at(s, t->b, k) : 1);
}

static double term_at_probe(const search *s, const term *t, size_t p)
{
    return (t->upstream ? s->all->upstream.value[s->probe[p]] : 1) *
           (t->a ? s->units[t->a - 1].probe[p] : 1) * (t->b ? s->units[t->b - 1].probe[p] : 1);
}

/* What a formula is for. */
typedef enum target { ANSWER, RATIO, DIFFERENCE, TARGET_COUNT } target;

static double target_at(const search *s, target of, size_t k)
{
    const sample *at = &s->all->at[k];
    return of == DIFFERENCE ? at->got - at->right : at->got;
}

static bool near(double a, double b, double tolerance)
{
    return isfinite(b) && fabs(a - b) <= CLOSE * fabs(b) + tolerance;
}

/* c1 t1 + c2 t2, for a target. */
typedef struct formula {
    target of;
    double c1, c2;
    term t1, t2; /* t2 counts only where c2 is not 0 */
} formula;

static double formula_at(const search *s, const formula *f, size_t k)
{
    double value = f->c1 * term_at(s, &f->t1, k);
    if (f->of == RATIO)
        return value * s->all->at[k].right;
    return f->c2 != 0 ? value + f->c2 * term_at(s, &f->t2, k) : value;
}

/* Whether it holds for all samples of the region of which enough is known, not only for the probes;
 * these must be most of the wrong ones. */
static bool holds(const search *s, const formula *f)
{
    size_t explained = 0, unknown = 0;
    for (size_t k = 0; k < s->all->count; k++) {
        const sample *at = &s->all->at[k];
        if (!s->where->inside[k] || !at->finite)
            continue;
        if (!term_known(s, &f->t1, k) || (f->c2 != 0 && !term_known(s, &f->t2, k))) {
            unknown += at->wrong;
            continue;
        }
        if (!near(target_at(s, f->of, k), formula_at(s, f, k), at->tolerance))
            return false;
        explained += at->wrong;
    }
    return explained >= FEWEST && explained >= 2 * unknown;
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

static const char *constant_text(double c)
{
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (near(fabs(c), constants[i].value, 0))
            return constants[i].text;
    return NULL;
}

/* A constant times one term: the constant is found where the term is not 0. */
static bool fit_one(const search *s, formula *f)
{
    f->c1 = f->c2 = 0;
    for (size_t p = 0; p < s->probe_count && f->c1 == 0; p++) {
        const size_t k = s->probe[p];
        const double value =
            term_at_probe(s, &f->t1, p) * (f->of == RATIO ? s->all->at[k].right : 1);
        if (value != 0)
            f->c1 = target_at(s, f->of, k) / value;
    }
    if (!isfinite(f->c1) || f->c1 == 0)
        return false;
    for (size_t p = 0; p < s->probe_count; p++) {
        const sample *at = &s->all->at[s->probe[p]];
        const double scale = f->of == RATIO ? at->right : 1;
        if (!near(target_at(s, f->of, s->probe[p]), scale * f->c1 * term_at_probe(s, &f->t1, p),
                  at->tolerance))
            return false;
    }
    return constant_text(f->c1) && holds(s, f);
}

/* A sum of two terms with constants. */
static bool fit_two(const search *s, formula *f)
{
    const double a = term_at_probe(s, &f->t1, 0), b = term_at_probe(s, &f->t2, 0);
    const double c = term_at_probe(s, &f->t1, 1), d = term_at_probe(s, &f->t2, 1);
    const double u = target_at(s, f->of, s->probe[0]), w = target_at(s, f->of, s->probe[1]);
    const double det = a * d - b * c;
    if (!(fabs(det) > 1e-6 * (fabs(a * d) + fabs(b * c))))
        return false;
    f->c1 = (u * d - b * w) / det;
    f->c2 = (a * w - u * c) / det;
    for (size_t p = 2; p < s->probe_count; p++) {
        const double value =
            f->c1 * term_at_probe(s, &f->t1, p) + f->c2 * term_at_probe(s, &f->t2, p);
        if (!near(target_at(s, f->of, s->probe[p]), value, s->all->at[s->probe[p]].tolerance))
            return false;
    }
    return f->c1 != 0 && f->c2 != 0 && constant_text(f->c1) && constant_text(f->c2) && holds(s, f);
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

/* Whether two units are a factor and its inverse. */
static bool cancel(const search *s, size_t a, size_t b)
{
    const unit *u = &s->units[a - 1], *w = &s->units[b - 1];
    return u->feature == w->feature && u->function != w->function &&
           (functions[u->function].of == inverse || functions[w->function].of == inverse);
}

/* One term for the target, of one unit and then of two. */
static bool find_one(const search *s, target of, formula *f)
{
    f->of = of;
    for (size_t with = of == RATIO || !s->all->has_upstream ? 0 : 1;; with--) {
        for (size_t a = 0; a <= s->unit_count; a++) {
            f->t1 = (term){a, 0, with};
            if (fit_one(s, f))
                return true;
        }
        if (with == 0)
            break;
    }
    for (size_t with = of == RATIO || !s->all->has_upstream ? 0 : 1;; with--) {
        for (size_t a = 1; a <= s->unit_count; a++)
            for (size_t b = a; b <= s->unit_count; b++) {
                f->t1 = (term){a, b, with};
                if (!cancel(s, a, b) && fit_one(s, f))
                    return true;
            }
        if (with == 0)
            return false;
    }
}

/* The terms of sums: single units, and products of two of the simplest, with the upstream gradient
 * and without. */
static size_t list_terms(const search *s, term *terms, size_t most)
{
    size_t count = 0;
    for (size_t a = 0; a <= s->unit_count; a++)
        for (size_t b = 0; b <= s->unit_count; b++) {
            const bool simple = a && b && a < b && s->units[a - 1].function < SIMPLE_FUNCTIONS &&
                                s->units[b - 1].function < SIMPLE_FUNCTIONS;
            if ((b && !simple) || (simple && cancel(s, a, b)))
                continue;
            for (size_t with = 0; with <= s->all->has_upstream && count < most; with++)
                terms[count++] = (term){a, b, with};
        }
    return count;
}

static bool find_two(const search *s, formula *f)
{
    enum { MOST = 600 };
    term *terms = calloc(MOST, sizeof *terms);
    const size_t count = terms ? list_terms(s, terms, MOST) : 0;
    bool found = false;
    f->of = ANSWER;
    for (size_t i = 0; i < count && !found; i++)
        for (size_t j = 0; j < i && !found; j++) {
            f->t1 = terms[j];
            f->t2 = terms[i];
            found = fit_two(s, f);
        }
    free(terms);
    return found;
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

/* "1/2 dy (1 - y)", without a sign. */
static void put_term(char *text, size_t size, const search *s, double c, const term *t)
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

/* What is right where: one formula for each side of 0 or c. */
typedef struct side {
    const char *where; /* "%s" is the input */
    bool (*holds)(double x, double c);
} side;

static bool above_zero(double x, double c)
{
    (void)c;
    return x > 0;
}
static bool not_above_zero(double x, double c)
{
    (void)c;
    return x <= 0;
}
static bool above_c(double x, double c)
{
    return x > c;
}
static bool not_above_c(double x, double c)
{
    return x <= c;
}

static const side sides[][2] = {
    {{"%s > 0", above_zero}, {"%s <= 0", not_above_zero}},
    {{"%s > c", above_c}, {"%s <= c", not_above_c}},
};

static void phrase_side(char *text, size_t size, const search *s, const side *of, const formula *f)
{
    char first[128];
    const char *x = s->all->features[0].name, *hole = strstr(of->where, "%s");
    assert(hole);
    put_term(first, sizeof first, s, f->c1, &f->t1);
    snprintf(text, size, "%s%s where %s%s", f->c1 < 0 ? "-" : "", first, x, hole + 2);
}

/* Whether the answer is one formula on one side and another on the other. */
static bool halves(mistake *m, search *s, const investigation *v)
{
    const region everywhere = *s->where;
    region half = {.where = ""};
    char answer[40], text[2][200];
    investigation_answer_name(v, answer, sizeof answer);
    s->where = &half;
    for (size_t i = 0; i < (op_reads(v->planned->task->op, "c") ? 2 : 1) && !m->found; i++) {
        bool both = true;
        for (size_t k = 0; k < 2 && both; k++) {
            formula f = {0};
            for (size_t n = 0; n < s->all->count; n++)
                half.inside[n] =
                    everywhere.inside[n] &&
                    sides[i][k].holds(s->all->features[0].value[n],
                                      v->planned->cases[s->all->at[n].case_number].test->attr.c);
            choose_probes(s);
            s->unit_count = 0;
            add_units(s);
            both = s->probe_count >= FEWEST && find_one(s, ANSWER, &f);
            if (both)
                phrase_side(text[k], sizeof text[k], s, &sides[i][k], &f);
        }
        if (!both)
            continue;
        snprintf(m->text, sizeof m->text, "%s is %.150s, and %.150s", answer, text[0], text[1]);
        m->found = true;
    }
    return m->found;
}

static void phrase(mistake *m, const search *s, const formula *f, const investigation *v)
{
    char answer[40], first[128], second[128] = "", where[128] = "";
    investigation_answer_name(v, answer, sizeof answer);
    put_term(first, sizeof first, s, f->c1, &f->t1);
    if (f->c2 != 0)
        put_term(second, sizeof second, s, f->c2, &f->t2);
    if (*s->where->where)
        snprintf(where, sizeof where, " %.95s", s->where->where);
    if (f->of == RATIO)
        snprintf(m->text, sizeof m->text, "%s is %s%s times what it should be%s", answer,
                 f->c1 < 0 ? "-" : "", first, where);
    else if (f->of == DIFFERENCE)
        snprintf(m->text, sizeof m->text, "%s %s the term %s%s", answer,
                 f->c1 < 0 ? "lacks" : "has too much", first, where);
    else
        snprintf(m->text, sizeof m->text, "%s is %s%s%s%s%s", answer, f->c1 < 0 ? "-" : "", first,
                 !*second    ? ""
                 : f->c2 < 0 ? " - "
                             : " + ",
                 second, where);
    m->found = true;
}

static void advise(mistake *m, const investigation *v)
{
    const char *right = v->planned->task->op->formula;
    if (v->direction == FORWARD)
        snprintf(m->hint, sizeof m->hint, "compare it with %s", right);
    else
        snprintf(m->hint, sizeof m->hint, "differentiate %s, and use the chain rule", right);
}

bool formula_mistake(mistake *m, const investigation *v)
{
    samples *all = NULL;
    region where;
    formula f = {0};
    search *s = calloc(1, sizeof *s);
    bool ok = s && samples_take(&all, v);
    m->found = false;
    if (ok) {
        whereabouts_find(&where, all, v);
        s->all = all;
        s->where = &where;
        choose_probes(s);
    }
    if (ok && s->probe_count >= FEWEST) {
        add_units(s);
        if (find_one(s, ANSWER, &f) || find_one(s, RATIO, &f) || find_one(s, DIFFERENCE, &f))
            phrase(m, s, &f, v);
        else if (!halves(m, s, v)) {
            s->where = &where;
            s->unit_count = 0;
            choose_probes(s);
            add_units(s);
            if (find_two(s, &f))
                phrase(m, s, &f, v);
        }
    }
    if (m->found)
        advise(m, v);
    free(all);
    free(s);
    return m->found;
}
