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

static bool try_probe(trial *t, sandbox *s, probe p, const planned_case *pc, error *e)
{
    const test_case *c = pc->test;
    call k = {.op = c->op,
              .direction = probe_direction(p),
              .attr = &c->attr,
              .out = p == PROBE_NUDGED ? pc->expected->nudged_out.value : pc->expected->out.value,
              .dout = c->dout};
    drop_results(t);
    if (!make_results(t, p, c))
        return fail(e, "no memory");
    for (size_t i = 0; i < c->op->input_count; i++) {
        k.in[i] = p == PROBE_NUDGED ? c->nudged[i] : c->in[i];
        k.tangent[i] = c->tangent[i];
        k.result[i] = t->result[i];
    }
    k.result[0] = t->result[0];
    if (!sandbox_call(s, &k, &t->seen, e))
        return false;
    if (t->seen.outcome != CALL_COMPLETED)
        drop_results(t);
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

static bool try_or_skip(trial *t, sandbox *s, probe p, const planned_case *c, patience *left,
                        observation *unloadable, error *e)
{
    t->made = true;
    if (stopped_loading(unloadable)) {
        t->seen = *unloadable;
    } else if (left->stub) {
        t->seen = (observation){
            .outcome = CALL_RETURNED, .phase = PHASE_CALL, .code = OP_NOT_IMPLEMENTED};
    } else if (left->late >= PATIENCE) {
        t->seen = (observation){.outcome = CALL_NOT_RUN, .phase = PHASE_CALL};
    } else {
        if (!try_probe(t, s, p, c, e))
            return false;
        if (stopped_loading(&t->seen)) {
            /* Once may be the machine's doing; twice is the submission's. */
            if (!try_probe(t, s, p, c, e))
                return false;
            if (stopped_loading(&t->seen))
                *unloadable = t->seen;
        }
        left->late += t->seen.outcome == CALL_TIMED_OUT;
    }
    return true;
}

static bool run_probe(op_trials *out, sandbox *s, probe p, const planned_op *planned,
                      patience *left, observation *unloadable, error *e)
{
    for (size_t i = 0; i < planned->case_count; i++) {
        /* Gradients are asked for in turn and then back, so that state shows. */
        size_t k = p == PROBE_PREFILLED ? planned->case_count - 1 - i : i;
        trial *t = &out->cases[k].trials[p];
        if (!try_or_skip(t, s, p, &planned->cases[k], left, unloadable, e))
            return false;
        if (i == 0)
            left->stub = t->seen.outcome == CALL_RETURNED && t->seen.code == OP_NOT_IMPLEMENTED;
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
        if (!run_probe(&t, s, p, planned, &left[d], unloadable, e)) {
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
