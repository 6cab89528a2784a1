#include "function_judge.h"

#include <math.h>
#include <stdlib.h>

#include "tensor.h"

/* After so many calls that did not come back in time, the others are hurried. */
enum { PATIENCE = 3 };

static void drop_results(function_trial *t)
{
    for (size_t i = 0; i < MAX_FUNCTION_OUTPUTS; i++) {
        free(t->result[i]);
        t->result[i] = NULL;
    }
}

void function_trials_free(function_trials *t)
{
    for (size_t i = 0; i < t->case_count; i++)
        for (size_t round = 0; round < FUNCTION_ROUNDS; round++)
            drop_results(&t->cases[i].round[round]);
    free(t->cases);
    *t = (function_trials){0};
}

/* Outputs that hold poison; their shapes are the signature's also where an error is expected. */
static bool make_results(function_trial *t, const function_case *c, error *e)
{
    size_t rank, dims[MAX_RANK];
    for (size_t i = 0; i < c->f->output_count; i++) {
        if (!function_output_shape(c->f, (const tensor *const *)c->in, i, &rank, dims, e))
            return false;
        t->result[i] = tensor_new(rank, dims);
        if (!t->result[i])
            return fail(e, "no memory");
        tensor_fill(t->result[i], poison());
    }
    return true;
}

static bool stopped_loading(const observation *seen)
{
    return seen->phase == PHASE_LOADING && seen->outcome != CALL_COMPLETED;
}

static bool try_case(function_trial *t, const function_case *c, function_caller *caller,
                     void *context, bool hurried, error *e)
{
    drop_results(t);
    if (c->callback)
        callback_restart(c->callback, 0);
    if (!make_results(t, c, e) || !caller(context, c, hurried, t->result, &t->seen, e))
        return false;
    if (t->seen.outcome != CALL_COMPLETED)
        drop_results(t);
    return true;
}

/* What is said of a call that is not made. */
static observation skipped(const observation *unloadable)
{
    if (stopped_loading(unloadable))
        return *unloadable;
    return (observation){.outcome = CALL_RETURNED, .phase = PHASE_CALL, .code = OP_NOT_IMPLEMENTED};
}

/* Makes the calls of both rounds, until there is no point in making more. */
static bool make_calls(function_trials *t, const planned_function *planned, function_caller *caller,
                       void *context, observation *unloadable, error *e)
{
    size_t late = 0;
    bool stub = false;
    for (size_t n = 0; n < FUNCTION_ROUNDS * t->case_count; n++) {
        const size_t back = FUNCTION_ROUNDS * t->case_count - 1 - n;
        const size_t k = n < t->case_count ? n : back;
        function_trial *made = &t->cases[k].round[n >= t->case_count];
        if (stopped_loading(unloadable) || stub) {
            made->seen = skipped(unloadable);
            continue;
        }
        if (!try_case(made, planned->cases[k].test, caller, context, late >= PATIENCE, e))
            return false;
        /* Once may be the machine's doing; twice is the submission's. */
        if (stopped_loading(&made->seen)) {
            if (!try_case(made, planned->cases[k].test, caller, context, false, e))
                return false;
            if (stopped_loading(&made->seen))
                *unloadable = made->seen;
        }
        late += made->seen.outcome == CALL_TIMED_OUT;
        if (n == 0)
            stub = made->seen.outcome == CALL_RETURNED && made->seen.code == OP_NOT_IMPLEMENTED;
    }
    return true;
}

bool function_observe(function_trials *out, const planned_function *planned, bool defined,
                      function_caller *caller, void *context, observation *unloadable, error *e)
{
    function_trials t = {.case_count = planned->case_count, .defined = defined};
    t.cases = calloc(planned->case_count, sizeof *t.cases);
    if (!t.cases)
        return fail(e, "no memory");
    if (defined && !make_calls(&t, planned, caller, context, unloadable, e)) {
        function_trials_free(&t);
        return false;
    }
    *out = t;
    return true;
}

/* Where an error status is expected, nothing else is looked at. */
static verdict judge_status(const function_case *c, const observation *seen)
{
    verdict v = {.kind = judge_outcome(seen)};
    if (seen->outcome == CALL_RETURNED && seen->code == (int)c->status)
        v.kind = VERDICT_PASSED;
    else if (v.kind == VERDICT_PASSED)
        v.kind = VERDICT_WRONG_VALUE;
    return v;
}

static verdict judge_round(const planned_function_case *c, const function_trial *t)
{
    if (c->test->status != OP_OK)
        return judge_status(c->test, &t->seen);
    verdict v = {.kind = judge_outcome(&t->seen)};
    for (; v.kind == VERDICT_PASSED && v.input < c->test->f->output_count; v.input++) {
        const expected *x = &c->expected->out[v.input];
        if (!judge_compare(&v, &(comparison){.got = t->result[v.input],
                                             .low = x->value,
                                             .high = x->value,
                                             .tolerance = x->tolerance,
                                             .wrong = VERDICT_WRONG_VALUE}))
            break;
    }
    return v;
}

/* Whether the two rounds gave different answers. */
static bool unsteady(const planned_function_case *c, const function_case_trials *t)
{
    for (size_t i = 0; i < c->test->f->output_count; i++) {
        const tensor *first = t->round[0].result[i], *second = t->round[1].result[i];
        for (size_t k = 0; first && second && k < element_count(first); k++)
            if (!(fabs(first->data[k] - second->data[k]) <=
                  c->expected->out[i].tolerance->data[k]) &&
                !(isnan(first->data[k]) && isnan(second->data[k])))
                return true;
    }
    return false;
}

verdict function_judge(const planned_function_case *c, const function_trials *t, size_t number)
{
    verdict v = {.kind = VERDICT_NOT_IMPLEMENTED};
    for (size_t round = 0; t->defined && round < FUNCTION_ROUNDS; round++) {
        v = judge_round(c, &t->cases[number].round[round]);
        v.probe = (probe)round;
        if (v.kind == VERDICT_PASSED)
            continue;
        if (v.kind == VERDICT_WRONG_VALUE && c->test->status == OP_OK &&
            unsteady(c, &t->cases[number]))
            v.kind = VERDICT_UNSTEADY;
        break;
    }
    return v;
}

/* Whether the image is one that the settings allow. */
static bool in_range(const function_case *c, const tensor *image)
{
    for (size_t k = 0; c->set.clamp && k < element_count(image); k++)
        if (!(image->data[k] >= 0 && image->data[k] <= 1))
            return false;
    return true;
}

verdict function_judge_energy(const planned_function_case *c, const function_trials *t,
                              size_t number)
{
    const function_trial *made = &t->cases[number].round[0];
    if (!t->defined)
        return (verdict){.kind = VERDICT_NOT_IMPLEMENTED};
    verdict v = {.kind = judge_outcome(&made->seen),
                 .wanted = c->expected->energy_limit,
                 .element_count = 1,
                 .got = NAN};
    if (v.kind != VERDICT_PASSED)
        return v;
    v.got = function_energy(c->test, made->result[0]);
    if (!isfinite(v.got))
        v.kind = VERDICT_NON_FINITE;
    else if (!(v.got <= v.wanted) || !in_range(c->test, made->result[0]))
        v.kind = VERDICT_WRONG_VALUE;
    return v;
}
