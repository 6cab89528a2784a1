#include "observe.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tensor.h"

/* After so many calls of one function that did not come back in time, the others are hurried. */
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

/* Whether the call never happened because the submission did not load. */
static bool stopped_loading(const observation *seen)
{
    return seen->phase == PHASE_LOADING && seen->outcome != CALL_COMPLETED;
}

/* The calls of one probe of one op. */
typedef struct round {
    op_trials *out;
    sandbox *box;
    const planned_op *planned;
    probe probe;
    size_t *patience; /* with the function that is called */
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

/* Makes the calls from number first on. */
static bool make_calls(const round *r, size_t first, error *e)
{
    bool ok = false;
    size_t count = r->planned->case_count - first;
    call *calls = calloc(count, sizeof *calls);
    observation **seen = calloc(count, sizeof *seen);
    if (!calls || !seen) {
        fail(e, "no memory");
        goto done;
    }
    for (size_t i = 0; i < count; i++) {
        trial *t = trial_number(r, first + i);
        if (!prepare_probe(&calls[i], t, r->probe, &r->planned->cases[case_number(r, first + i)],
                           e))
            goto done;
        t->made = true;
        seen[i] = &t->seen;
    }
    if (!sandbox_call_all(r->box, calls, seen, count, r->patience, e))
        goto done;
    for (size_t i = 0; i < count; i++)
        if (seen[i]->outcome != CALL_COMPLETED)
            drop_results(trial_number(r, first + i));
    ok = true;
done:
    free(calls);
    free(seen);
    return ok;
}

/* The number of the first call from number first on that never happened. */
static size_t find_stopped(const round *r, size_t first)
{
    while (first < r->planned->case_count && !stopped_loading(&trial_number(r, first)->seen))
        first++;
    return first;
}

/* What stops a submission from loading may once have been the machine's doing; when it happens
 * twice it is the submission's. */
static bool run_probe(const round *r, observation *unloadable, error *e)
{
    size_t count = r->planned->case_count, first = 0;
    for (unsigned attempt = 0; attempt < 2 && first < count; attempt++) {
        if (!make_calls(r, first, e))
            return false;
        first = find_stopped(r, first);
    }
    if (first < count)
        *unloadable = trial_number(r, first)->seen;
    return true;
}

static void skip_probe(const round *r, const observation *unloadable)
{
    for (size_t i = 0; i < r->planned->case_count; i++) {
        trial *t = trial_number(r, i);
        t->made = true;
        t->seen = *unloadable;
    }
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
    size_t patience[DIRECTION_COUNT] = {PATIENCE, PATIENCE, PATIENCE};
    sandbox_renew(s);
    for (probe p = 0; p < PROBE_COUNT; p++) {
        direction d = probe_direction(p);
        if (!t.defined[d] || planned->task->points[d] <= 0)
            continue;
        const round r = {
            .out = &t, .box = s, .planned = planned, .probe = p, .patience = &patience[d]};
        if (stopped_loading(unloadable)) {
            skip_probe(&r, unloadable);
        } else if (!run_probe(&r, unloadable, e)) {
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
