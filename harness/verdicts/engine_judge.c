#include "engine_judge.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "judge.h"

/* What malloc gives at least is more than that. */
static const double leak_limit_bytes = 16;

/* What wrong numbers of a step are called. */
static verdict_kind kind_of_numbers(uint32_t verb)
{
    if (verb == STEP_GRADIENT || verb == STEP_JACOBIAN_REVERSE)
        return VERDICT_WRONG_GRADIENT;
    return verb == STEP_DIRECTIONAL || verb == STEP_JACOBIAN_FORWARD ? VERDICT_WRONG_TANGENT
                                                                     : VERDICT_WRONG_VALUE;
}

/* Compares a step's results, and keeps the worst of them. */
static void judge_numbers(engine_verdict *v, const engine_case *c, const engine_trial *t,
                          uint32_t index)
{
    const program_step *s = &c->program.step[index];
    double worst = 0;
    for (uint32_t i = 0; i < s->result_count; i++) {
        double got = t->results.number[s->result + i];
        double wanted = c->expected->number[s->result + i];
        double tolerance = c->expected->tolerance[s->result + i];
        if (fabs(got - wanted) <= tolerance)
            continue;
        double off = isfinite(got) ? fabs(got - wanted) : INFINITY;
        if (v->wrong_count++ == 0 || off > worst) {
            *v = (engine_verdict){.step = index,
                                  .element = i,
                                  .got = got,
                                  .wanted = wanted,
                                  .tolerance = tolerance,
                                  .wrong_count = v->wrong_count};
            worst = off;
        }
    }
    if (!v->wrong_count)
        return;
    v->kind = kind_of_numbers(s->verb);
    if (program_is_spoiled(v->got) &&
        (s->verb == STEP_DIRECTIONAL || s->verb == STEP_JACOBIAN_REVERSE ||
         s->verb == STEP_JACOBIAN_FORWARD))
        v->kind = VERDICT_NOT_WRITTEN;
    else if (!isfinite(v->got))
        v->kind = VERDICT_NON_FINITE;
}

/* How often a step may call an op for one node. */
static size_t calls_allowed(const program_step *s, call_kind kind)
{
    switch ((program_verb)s->verb) {
    case STEP_APPLY:
        return kind == CALL_FORWARD;
    case STEP_BACKWARD:
        return kind == CALL_BACKWARD ? s->repeat : 0;
    case STEP_JACOBIAN_REVERSE:
        return kind == CALL_BACKWARD ? s->dims[0] : 0;
    case STEP_DIRECTIONAL:
        return kind == CALL_JVP;
    case STEP_JACOBIAN_FORWARD:
        return kind == CALL_JVP ? s->dims[1] : 0;
    default:
        return 0;
    }
}

static void judge_calls(engine_verdict *v, const engine_case *c, const engine_trial *t)
{
    for (size_t i = 0; i < t->calls.count; i++) {
        const recorded_call *one = &t->calls.call[i];
        const program_step *s = &c->program.step[one->step];
        size_t allowed = calls_allowed(s, one->kind);
        size_t made = engine_calls_count(&t->calls, one->step, one->kind, one->node);
        if (made <= allowed || s->verb == STEP_MISAPPLY)
            continue;
        *v = (engine_verdict){.kind = VERDICT_WRONG_CALLS,
                              .step = one->step,
                              .node = one->node,
                              .calls = made,
                              .calls_allowed = allowed,
                              .call = one->kind};
        return;
    }
}

static verdict_kind kind_of_status(int32_t status)
{
    if (status == OP_NOT_IMPLEMENTED)
        return VERDICT_NOT_IMPLEMENTED;
    if (status == STEP_OUT_OF_BOUNDS)
        return VERDICT_OUT_OF_BOUNDS;
    return status == STEP_NO_TENSOR || status == STEP_WRONG_SHAPE ? VERDICT_WRONG_VALUE
                                                                  : VERDICT_RETURNED;
}

engine_verdict engine_judge(const engine_case *c, const engine_trial *t)
{
    engine_verdict v = {.kind = judge_outcome(&t->seen)};
    if (v.kind != VERDICT_PASSED)
        return v;
    for (uint32_t i = 0; i < c->program.step_count && v.kind == VERDICT_PASSED; i++) {
        if (t->results.status[i] != c->expected->status[i])
            v = (engine_verdict){.kind = kind_of_status(t->results.status[i]), .step = i};
        else
            judge_numbers(&v, c, t, i);
    }
    if (v.kind == VERDICT_PASSED || t->calls.flooded)
        judge_calls(&v, c, t);
    if (v.kind == VERDICT_PASSED && c->trait == ENGINE_LEAK &&
        !(t->bytes_per_pass <= leak_limit_bytes))
        v = (engine_verdict){.kind = VERDICT_LEAKED, .got = t->bytes_per_pass};
    return v;
}
