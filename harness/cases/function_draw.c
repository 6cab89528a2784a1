/* function_draw.c - function_case_draw: from a specification and a seed to a case with all its
 * numbers. */
#include <stdlib.h>
#include <string.h>

#include "function_spec.h"
#include "streams.h"
#include "tensor.h"

enum { STREAM_JITTER = MAX_FUNCTION_INPUTS, STREAM_COUNT };

static bool draw_inputs(function_case *c, const function_spec *spec, gsl_rng *random,
                        const uint32_t stream[])
{
    for (size_t i = 0; i < c->f->input_count; i++) {
        c->in[i] = tensor_copy(spec->fixed.in[i]);
        if (!c->in[i])
            return false;
        gsl_rng_set(random, stream[i]);
        if (!spec->in_given[i])
            distribution_draw(&spec->how[i], random, c->in[i]);
    }
    for (size_t i = 0; i < c->f->output_count; i++) {
        const tensor *golden = spec->fixed.golden[i];
        c->golden[i] = golden ? tensor_copy(golden) : NULL;
        if (golden && !c->golden[i])
            return false;
    }
    return true;
}

static bool draw_jitter(function_case *c, const function_spec *spec, gsl_rng *random,
                        uint32_t stream)
{
    const size_t count = 2 * settings_steps(&c->set);
    if (!spec->fixed.set.jitter)
        return true;
    size_t *jitter = calloc(count + 1, sizeof *jitter);
    c->set.jitter = jitter;
    if (!jitter)
        return false;
    memcpy(jitter, spec->fixed.set.jitter, count * sizeof *jitter);
    gsl_rng_set(random, stream);
    for (size_t i = 0; spec->jitter_below && i < count; i++)
        jitter[i] = gsl_rng_uniform_int(random, spec->jitter_below);
    return true;
}

static bool open_callback(function_case *c, const function_spec *spec, error *e)
{
    error reason;
    if (!*spec->callback)
        return true;
    if (!callback_open(&c->callback, spec->callback, spec->slope, c->in[0], spec->fails_at,
                       &reason))
        return fail(e, "%s: %s", spec->place, reason.text);
    const bool image = c->in[0]->rank == 2;
    if (callback_is_energy(c->callback) != image)
        return fail(e, "%s: f %s is for %s; expected one for %s", spec->place, spec->callback,
                    image ? "vectors" : "images", image ? "images" : "vectors");
    c->set.f = callback_run;
    c->set.context = c->callback;
    return true;
}

bool function_case_draw(function_case **out, const function_spec *spec, const char *seed,
                        unsigned attempt, error *e)
{
    uint32_t stream[STREAM_COUNT];
    function_case *c = calloc(1, sizeof *c);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_taus2);
    if (c) {
        memcpy(c->name, spec->fixed.name, sizeof c->name);
        c->f = spec->fixed.f;
        c->set = spec->fixed.set;
        c->set.jitter = NULL;
        c->status = spec->fixed.status;
    }
    bool ok =
        c && random && streams_seed(stream, STREAM_COUNT, seed, c->f->name, c->name, attempt) &&
        draw_inputs(c, spec, random, stream) && draw_jitter(c, spec, random, stream[STREAM_JITTER]);
    if (!ok)
        fail(e, "%s: no memory to draw the case", spec->place);
    ok = ok && open_callback(c, spec, e);
    if (random)
        gsl_rng_free(random);
    if (ok)
        *out = c;
    else
        function_case_free(c);
    return ok;
}

void function_case_free(function_case *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < MAX_FUNCTION_INPUTS; i++)
        free(c->in[i]);
    for (size_t i = 0; i < MAX_FUNCTION_OUTPUTS; i++)
        free(c->golden[i]);
    free((size_t *)c->set.jitter);
    callback_close(c->callback);
    free(c);
}
