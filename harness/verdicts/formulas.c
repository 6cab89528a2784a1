#include "formulas.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terms.h"

/* What a formula is for. */
typedef enum target { ANSWER, RATIO, DIFFERENCE, TARGET_COUNT } target;

static double target_at(const search *s, target of, size_t k)
{
    const sample *at = &s->all->at[k];
    return of == DIFFERENCE ? at->got - at->right : at->got;
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
        if (!term_near(target_at(s, f->of, k), formula_at(s, f, k), at->tolerance))
            return false;
        explained += at->wrong;
    }
    return explained >= FEWEST && explained >= 2 * unknown;
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
        if (!term_near(target_at(s, f->of, s->probe[p]),
                       scale * f->c1 * term_at_probe(s, &f->t1, p), at->tolerance))
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
        if (!term_near(target_at(s, f->of, s->probe[p]), value, s->all->at[s->probe[p]].tolerance))
            return false;
    }
    return f->c1 != 0 && f->c2 != 0 && constant_text(f->c1) && constant_text(f->c2) && holds(s, f);
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
                if (!units_cancel(s, a, b) && fit_one(s, f))
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
            const bool simple = a && b && a < b && unit_simple(s, a) && unit_simple(s, b);
            if ((b && !simple) || (simple && units_cancel(s, a, b)))
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
    term_text(first, sizeof first, s, f->c1, &f->t1);
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
            terms_prepare(s);
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
    term_text(first, sizeof first, s, f->c1, &f->t1);
    if (f->c2 != 0)
        term_text(second, sizeof second, s, f->c2, &f->t2);
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
        terms_prepare(s);
    }
    if (ok && s->probe_count >= FEWEST) {
        if (find_one(s, ANSWER, &f) || find_one(s, RATIO, &f) || find_one(s, DIFFERENCE, &f))
            phrase(m, s, &f, v);
        else if (!halves(m, s, v)) {
            s->where = &where;
            terms_prepare(s);
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
