#include "observe.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tensor.h"

/* After so many calls of one function that did not come back in time, the others are not tried. */
enum { PATIENCE = 3 };

direction probe_direction(probe p)
{
    static const direction directions[PROBE_COUNT] = {
        [PROBE_FORWARD] = FORWARD,    [PROBE_NUDGED] = FORWARD, [PROBE_BACKWARD] = BACKWARD,
        [PROBE_PREFILLED] = BACKWARD, [PROBE_JVP] = JVP,
    };
    return directions[p];
}

static const uint64_t poison_bits = 0x7ff8badc0ffee000;

double poison(void)
{
    double value;
    memcpy(&value, &poison_bits, sizeof value);
    return value;
}

bool is_poison(double value)
{
    return memcmp(&value, &poison_bits, sizeof value) == 0;
}

/* The buffers that a probe writes to, holding what they shall hold before the call. */
static bool make_results(trial *t, probe p, const test_case *c)
{
    if (probe_direction(p) != BACKWARD) {
        t->result[0] = tensor_new(c->dout->rank, c->dout->dims);
        if (t->result[0])
            tensor_fill(t->result[0], poison());
        return t->result[0];
    }
    for (size_t i = 0; i < c->op->input_count; i++) {
        if (c->op->input[i].constant)
            continue;
        t->result[i] = p == PROBE_PREFILLED ? tensor_copy(c->prefill[i])
                                            : tensor_new(c->in[i]->rank, c->in[i]->dims);
        if (!t->result[i])
            return false;
    }
    return true;
}

static void drop_results(trial *t)
{
    for (size_t i = 0; i < MAX_INPUTS; i++) {
        free(t->result[i]);
        t->result[i] = NULL;
    }
}

/* The call of a probe on one case, with fresh buffers to write to. */
static bool prepare_probe(call *k, trial *t, probe p, const planned_case *pc, error *e)
{
    const test_case *c = pc->test;
    *k = (call){.op = c->op,
                .direction = probe_direction(p),
                .attr = &c->attr,
                .out = p == PROBE_NUDGED ? pc->expected->nudged_out.value : pc->expected->out.value,
                .dout = c->dout};
    drop_results(t);
    if (!make_results(t, p, c))
        return fail(e, "no memory");
    for (size_t i = 0; i < c->op->input_count; i++) {
        k->in[i] = p == PROBE_NUDGED ? c->nudged[i] : c->in[i];
        k->tangent[i] = c->tangent[i];
        k->result[i] = t->result[i];
    }
    k->result[0] = t->result[0];
    return true;
}

/* Whether asking a function again is pointless: it is a stub, or has used up our patience. */
typedef struct patience {
    size_t late;
    bool stub;
} patience;

/* Whether the call never happened because the submission did not load. */
static bool stopped_loading(const observation *seen)
{
    return seen->phase == PHASE_LOADING && seen->outcome != CALL_COMPLETED;
}

/* What is said of a call that is not made. */
static observation skipped(const patience *left, const observation *unloadable)
{
    if (stopped_loading(unloadable))
        return *unloadable;
    if (left->stub)
        return (observation){
            .outcome = CALL_RETURNED, .phase = PHASE_CALL, .code = OP_NOT_IMPLEMENTED};
    return (observation){.outcome = CALL_NOT_RUN, .phase = PHASE_CALL};
}

/* The calls of one probe of one op, still to be made. */
typedef struct round {
    op_trials *out;
    sandbox *box;
    const planned_op *planned;
    probe probe;
} round;

/* Gradients are asked for in turn and then back, so that state shows. */
static size_t case_number(const round *r, size_t i)
{
    return r->probe == PROBE_PREFILLED ? r->planned->case_count - 1 - i : i;
}

static trial *trial_number(const round *r, size_t i)
{
    return &r->out->cases[case_number(r, i)].trials[r->probe];
}

/* Makes the calls from number first on, count of them. */
static bool make_calls(const round *r, size_t first, size_t count, error *e)
{
    bool ok = false;
    call *calls = calloc(count, sizeof *calls);
    observation *seen = calloc(count, sizeof *seen);
    if (!calls || !seen) {
        fail(e, "no memory");
        goto done;
    }
    ok = true;
    for (size_t i = 0; i < count && ok; i++)
        ok = prepare_probe(&calls[i], trial_number(r, first + i), r->probe,
                           &r->planned->cases[case_number(r, first + i)], e);
    ok = ok && sandbox_call_all(r->box, calls, seen, count, e);
    for (size_t i = 0; i < count && ok; i++) {
        trial *t = trial_number(r, first + i);
        t->made = true;
        t->seen = seen[i];
        if (t->seen.outcome != CALL_COMPLETED)
            drop_results(t);
    }
done:
    free(calls);
    free(seen);
    return ok;
}

/* Makes one call. What stops a submission from loading may once have been the machine's doing; when
 * it happens twice it is the submission's. */
static bool make_call(const round *r, size_t i, observation *unloadable, error *e)
{
    trial *t = trial_number(r, i);
    for (unsigned attempt = 0; attempt < 2; attempt++) {
        if (!make_calls(r, i, 1, e))
            return false;
        if (!stopped_loading(&t->seen))
            return true;
    }
    *unloadable = t->seen;
    return true;
}

/* The first case is tried alone: it tells a stub, and whether there is anything to be called. */
static bool run_probe(const round *r, patience *left, observation *unloadable, error *e)
{
    size_t count = r->planned->case_count, made = 0;
    bool hopeless = stopped_loading(unloadable) || left->stub || left->late >= PATIENCE;
    if (!hopeless) {
        if (!make_call(r, 0, unloadable, e))
            return false;
        const observation *first = &trial_number(r, made++)->seen;
        left->stub = first->outcome == CALL_RETURNED && first->code == OP_NOT_IMPLEMENTED;
        hopeless = stopped_loading(unloadable) || left->stub || first->outcome == CALL_TIMED_OUT;
    }
    if (!hopeless && made < count) {
        if (!make_calls(r, made, count - made, e))
            return false;
        made = count;
    }
    for (size_t i = 0; i < made; i++)
        left->late += trial_number(r, i)->seen.outcome == CALL_TIMED_OUT;
    /* A function that was late once is asked again while there is patience. */
    while (made < count && !stopped_loading(unloadable) && !left->stub && left->late < PATIENCE) {
        if (!make_call(r, made, unloadable, e))
            return false;
        left->late += trial_number(r, made++)->seen.outcome == CALL_TIMED_OUT;
    }
    for (; made < count; made++) {
        trial *t = trial_number(r, made);
        t->made = true;
        t->seen = skipped(left, unloadable);
    }
    return true;
}

bool observe_op(op_trials *out, sandbox *s, const submission *sub, const planned_op *planned,
                observation *unloadable, error *e)
{
    op_trials t = {.case_count = planned->case_count};
    t.cases = calloc(planned->case_count, sizeof *t.cases);
    if (!t.cases)
        return fail(e, "no memory");
    for (direction d = 0; d < DIRECTION_COUNT; d++) {
        char symbol[128];
        snprintf(symbol, sizeof symbol, "%s_%s", planned->task->op->name, direction_name[d]);
        t.defined[d] = submission_defines(sub, symbol);
    }
    patience left[DIRECTION_COUNT] = {{0}};
    sandbox_renew(s);
    for (probe p = 0; p < PROBE_COUNT; p++) {
        direction d = probe_direction(p);
        if (!t.defined[d] || planned->task->points[d] <= 0)
            continue;
        const round r = {.out = &t, .box = s, .planned = planned, .probe = p};
        if (!run_probe(&r, &left[d], unloadable, e)) {
            op_trials_free(&t);
            return false;
        }
    }
    *out = t;
    return true;
}

void op_trials_free(op_trials *t)
{
    for (size_t i = 0; i < t->case_count; i++)
        for (probe p = 0; p < PROBE_COUNT; p++)
            drop_results(&t->cases[i].trials[p]);
    free(t->cases);
    *t = (op_trials){0};
}
