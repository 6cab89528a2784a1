#include "engine_cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine_sketch.h"
#include "streams.h"

enum { DRAW_ATTEMPTS = 64 };

/* A row of the table of cases. */
typedef struct case_row {
    const char *name;
    direction part;
    engine_trait trait;
    enum { HIDDEN, PUBLIC } visibility;
    void (*sketch)(engine_sketch *s);
} case_row;

#define SKETCH_ROW(name, part, trait, visibility) {#name, part, trait, visibility, sketch_##name},
static const case_row row[] = {ENGINE_SKETCHES(SKETCH_ROW)};
#undef SKETCH_ROW

static gsl_rng *open_random(const char *seed, const char *name, unsigned attempt)
{
    uint32_t stream;
    gsl_rng *random = gsl_rng_alloc(gsl_rng_taus2);
    if (!random || !streams_seed(&stream, 1, seed, "engine", name, attempt)) {
        if (random)
            gsl_rng_free(random);
        return NULL;
    }
    gsl_rng_set(random, stream);
    return random;
}

/* "same_node_twice" is called same-node-twice. */
static void name_case(engine_case *c, const char *name)
{
    snprintf(c->name, sizeof c->name, "%s", name);
    for (char *at = c->name; (at = strchr(at, '_')) != NULL;)
        *at = '-';
}

static bool draw_case(engine_case *c, const case_row *r, const char *seed, error *e)
{
    if (r->visibility == PUBLIC)
        seed = PUBLIC_SEED;
    c->is_public = r->visibility == PUBLIC;
    name_case(c, r->name);
    c->part = r->part;
    c->trait = r->trait;
    for (unsigned attempt = 0; attempt < DRAW_ATTEMPTS; attempt++) {
        engine_sketch s = {.p = &c->program, .random = open_random(seed, r->name, attempt)};
        if (!s.random)
            return fail(e, "no memory");
        r->sketch(&s);
        gsl_rng_free(s.random);
        c->output = s.output;
        if (engine_expect(&c->expected, &c->program, e))
            return true;
    }
    error why = *e;
    return fail(e, "engine case %s cannot be proved: %s", c->name, why.text);
}

bool engine_cases_make(engine_cases *out, const char *seed, error *e)
{
    engine_cases made = {.count = sizeof row / sizeof *row};
    made.list = calloc(made.count, sizeof *made.list);
    bool ok = made.list || fail(e, "no memory");
    for (size_t i = 0; i < made.count && ok; i++) {
        made.list[i] = calloc(1, sizeof **made.list);
        ok = made.list[i] ? draw_case(made.list[i], &row[i], seed, e) : fail(e, "no memory");
    }
    if (ok)
        *out = made;
    else
        engine_cases_free(&made);
    return ok;
}

void engine_case_free(engine_case *c)
{
    if (c)
        engine_expectation_free(c->expected);
    free(c);
}

void engine_cases_free(engine_cases *c)
{
    for (size_t i = 0; c->list && i < c->count; i++)
        engine_case_free(c->list[i]);
    free(c->list);
    *c = (engine_cases){0};
}
