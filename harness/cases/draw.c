/* draw.c - case_draw: from a specification and a seed to a case with all its numbers. */
#include "case_spec.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "streams.h"
#include "tensor.h"

static const double nudge_step = 1e-4;

/* The tensors that are drawn for each input; those of the whole case come behind. */
typedef enum role { ROLE_VALUE, ROLE_NUDGE, ROLE_DIRECTION, ROLE_PREFILL, ROLES_OF_INPUT } role;
enum { STREAM_DOUT = ROLES_OF_INPUT * MAX_INPUTS, STREAM_INDEX, STREAM_COUNT };

/* What all numbers of one drawing have in common. */
typedef struct drawing {
    gsl_rng *random;
    uint32_t stream_seed[STREAM_COUNT];
    test_case *drawn;
} drawing;

static void start_stream(const drawing *d, size_t stream)
{
    gsl_rng_set(d->random, d->stream_seed[stream]);
}

/* A tensor shaped like t, of random signs with magnitudes in [0.5, 1.5]; NULL without memory. */
static tensor *draw_directions(const drawing *d, size_t stream, const tensor *t)
{
    tensor *directions = tensor_new(t->rank, t->dims);
    if (!directions)
        return NULL;
    start_stream(d, stream);
    for (size_t i = 0, count = element_count(t); i < count; i++)
        directions->data[i] = draw_direction(d->random);
    return directions;
}

/* Moves every element of t by its part of move, but not off a kink, and by less where the edge of
 * the domain is close. */
static void nudge(tensor *t, const tensor *move, const distribution *how)
{
    for (size_t i = 0, count = element_count(t); i < count; i++)
        if (t->data[i] != how->kink)
            t->data[i] +=
                nudge_step * move->data[i] * fmin(1, domain_distance(how->domain, t->data[i]));
}

static bool draw_input(const drawing *d, const case_spec *spec, size_t i)
{
    test_case *c = d->drawn;
    const size_t stream = i * ROLES_OF_INPUT;
    c->in[i] = tensor_copy(spec->fixed.in[i]);
    if (!c->in[i])
        return false;
    if (!spec->in_given[i]) {
        start_stream(d, stream + ROLE_VALUE);
        distribution_draw(&spec->how[i], d->random, c->in[i]);
    }
    c->nudged[i] = tensor_copy(c->in[i]);
    if (!c->nudged[i])
        return false;
    if (c->op->input[i].constant)
        return true;
    tensor *move = draw_directions(d, stream + ROLE_NUDGE, c->in[i]);
    if (!move)
        return false;
    nudge(c->nudged[i], move, &spec->how[i]);
    free(move);
    c->tangent[i] = draw_directions(d, stream + ROLE_DIRECTION, c->in[i]);
    c->prefill[i] = draw_directions(d, stream + ROLE_PREFILL, c->in[i]);
    return c->tangent[i] && c->prefill[i];
}

static bool draw_index(const drawing *d, const case_spec *spec)
{
    size_t count = spec->fixed.attr.index_count;
    if (count == 0)
        return true;
    size_t *index = malloc(count * sizeof *index);
    tensor *numbers = tensor_new(1, &count);
    bool ok = index && numbers;
    if (ok) {
        start_stream(d, STREAM_INDEX);
        memcpy(index, spec->fixed.attr.index, count * sizeof *index);
        distribution_draw(&spec->how_index, d->random, numbers);
        for (size_t n = 0; n < count && !spec->index_given; n++)
            index[n] = (size_t)numbers->data[n];
    }
    free(numbers);
    d->drawn->attr.index = index;
    return ok;
}

static bool copy_if_any(tensor **out, const tensor *t)
{
    *out = t ? tensor_copy(t) : NULL;
    return *out || !t;
}

static bool draw_all(const drawing *d, const case_spec *spec)
{
    test_case *c = d->drawn;
    if (!draw_index(d, spec))
        return false;
    for (size_t i = 0; i < c->op->input_count; i++)
        if (!draw_input(d, spec, i) ||
            !copy_if_any(&c->golden_gradient[i], spec->fixed.golden_gradient[i]))
            return false;
    c->dout = spec->dout_given ? tensor_copy(spec->fixed.dout)
                               : draw_directions(d, STREAM_DOUT, spec->fixed.dout);
    return c->dout && copy_if_any(&c->golden_out, spec->fixed.golden_out);
}

bool case_draw(test_case **out, const case_spec *spec, const char *seed, unsigned attempt, error *e)
{
    test_case *c = calloc(1, sizeof *c);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_taus2);
    if (c) {
        c->op = spec->fixed.op;
        c->kink_pinned = spec->fixed.kink_pinned;
        c->attr = spec->fixed.attr;
        c->attr.index = NULL;
        memcpy(c->name, spec->fixed.name, sizeof c->name);
        memcpy(c->domain, spec->fixed.domain, sizeof c->domain);
    }
    drawing d = {.random = random, .drawn = c};
    bool ok = c && random &&
              streams_seed(d.stream_seed, STREAM_COUNT, seed, c->op->name, c->name, attempt) &&
              draw_all(&d, spec);
    if (random)
        gsl_rng_free(random);
    if (!ok) {
        case_free(c);
        return fail(e, "%s: no memory to draw the case", spec->place);
    }
    *out = c;
    return true;
}

void case_free(test_case *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < MAX_INPUTS; i++) {
        free(c->in[i]);
        free(c->nudged[i]);
        free(c->tangent[i]);
        free(c->prefill[i]);
        free(c->golden_gradient[i]);
    }
    free(c->dout);
    free(c->golden_out);
    free((size_t *)c->attr.index);
    free(c);
}
