/* engine_diagnose.c - engine_diagnose, see engine_judge.h. */
#include <math.h>
#include <stdlib.h>

#include "engine_judge.h"

/* The cases of one part, or DIRECTION_COUNT for all, with what came of them. */
typedef struct evidence {
    const engine_cases *cases;
    direction part;
    const engine_trial *const *trials;
    const engine_verdict *verdicts;
} evidence;

static bool counts(const evidence *v, size_t i)
{
    return (v->part == DIRECTION_COUNT || v->cases->list[i]->part == v->part) && v->trials[i]->made;
}

static bool has_numbers(verdict_kind kind)
{
    return kind == VERDICT_WRONG_VALUE || kind == VERDICT_WRONG_GRADIENT ||
           kind == VERDICT_WRONG_TANGENT || kind == VERDICT_NON_FINITE;
}

static bool agrees(double got, double predicted, double tolerance)
{
    return (isnan(got) && isnan(predicted)) || got == predicted ||
           fabs(got - predicted) <= tolerance;
}

/* Whether an engine of that habit would have given just these results. */
static bool predicts(engine_habit h, const engine_case *c, const engine_trial *t, double *number,
                     double *tolerance)
{
    if (!engine_predict(number, tolerance, &c->program, h))
        return false;
    for (uint32_t i = 0; i < c->program.result_count; i++)
        if (!agrees(t->results.number[i], number[i], tolerance[i]))
            return false;
    return true;
}

/* Whether predictions can be held against what came of the case. */
static bool predictable(const engine_case *c)
{
    for (uint32_t i = 0; i < c->program.step_count; i++)
        if (c->program.step[i].fails)
            return false;
    return c->trait == ENGINE_PLAIN || c->trait == ENGINE_RANDOM;
}

/* Whether the habit explains every failure of numbers, and contradicts no case that passed. */
static bool explains(const evidence *v, engine_habit h, double *number, double *tolerance)
{
    size_t explained = 0;
    for (size_t i = 0; i < v->cases->count; i++) {
        const engine_case *c = v->cases->list[i];
        verdict_kind kind = v->verdicts[i].kind;
        if (!counts(v, i) || !predictable(c))
            continue;
        if (kind != VERDICT_PASSED && !has_numbers(kind))
            continue;
        if (!predicts(h, c, v->trials[i], number, tolerance)) {
            /* What is not predicted at all speaks neither for it nor against it. */
            if (engine_predict(number, tolerance, &c->program, h))
                return false;
            continue;
        }
        explained += kind != VERDICT_PASSED;
    }
    return explained > 0;
}

static const char *find_habit(const evidence *v)
{
    const char *found = NULL;
    double *number = malloc(2 * PROGRAM_RESULTS * sizeof *number);
    for (engine_habit h = HABIT_RIGHT + 1; number && h < HABIT_COUNT && !found; h++)
        if (explains(v, h, number, number + PROGRAM_RESULTS))
            found = engine_habit_text(h);
    free(number);
    return found;
}

static bool took_spoiled(const engine_trial *t)
{
    for (size_t i = 0; i < t->calls.count; i++)
        if (t->calls.call[i].spoiled)
            return true;
    return false;
}

/* Whether an op was called on values that are those of no node, outside of a step that asks for it.
 */
static bool took_strange(const engine_case *c, const engine_trial *t)
{
    for (size_t i = 0; i < t->calls.count; i++)
        if (t->calls.call[i].node == NO_NODE &&
            c->program.step[t->calls.call[i].step].verb != STEP_MISAPPLY)
            return true;
    return false;
}

/* Whether a node's backward was called before that of a node that its output goes to. */
static bool out_of_order(const engine_case *c, const engine_trial *t)
{
    for (size_t i = 0; i < t->calls.count; i++)
        for (size_t k = i + 1; k < t->calls.count; k++) {
            const recorded_call *first = &t->calls.call[i], *second = &t->calls.call[k];
            if (first->kind != CALL_BACKWARD || second->kind != CALL_BACKWARD ||
                first->step != second->step || first->node == NO_NODE || second->node == NO_NODE ||
                c->program.step[first->step].verb != STEP_BACKWARD)
                continue;
            const program_step *consumer = program_maker(&c->program, second->node);
            for (uint32_t o = 0; o < consumer->operand_count; o++)
                if (consumer->operand[o] == first->node)
                    return true;
        }
    return false;
}

/* Whether the first backward went wrong and the very same went right later. */
static bool first_alone_wrong(const engine_case *c, const engine_trial *t,
                              const engine_verdict *verdict)
{
    const program_step *wrong = &c->program.step[verdict->step];
    if (wrong->verb != STEP_GRADIENT)
        return false;
    for (uint32_t i = verdict->step + 1; i < c->program.step_count; i++) {
        const program_step *s = &c->program.step[i];
        uint32_t at = s->result + (uint32_t)verdict->element;
        if (s->verb == STEP_GRADIENT && s->operand[0] == wrong->operand[0] &&
            c->expected->number[at] == verdict->wanted)
            return agrees(t->results.number[at], verdict->wanted, verdict->tolerance);
    }
    return false;
}

/* Whether a backward was called for a node that the output does not depend on. */
static bool visited_unused(const engine_case *c, const engine_trial *t)
{
    for (size_t i = 0; i < t->calls.count; i++) {
        const recorded_call *one = &t->calls.call[i];
        const program_step *s = &c->program.step[one->step];
        bool depends[PROGRAM_NODES];
        if (one->kind != CALL_BACKWARD || s->verb != STEP_BACKWARD || one->node == NO_NODE)
            continue;
        program_dependencies(&c->program, s->operand[0], depends);
        if (!depends[one->node])
            return true;
    }
    return false;
}

static const char *clue_of_calls(const engine_case *c, const engine_verdict *v)
{
    uint32_t verb = c->program.step[v->step].verb;
    if (verb == STEP_JACOBIAN_FORWARD && v->call == CALL_BACKWARD)
        return "forward mode's Jacobian is found by reverse mode";
    if (v->call == CALL_FORWARD && verb != STEP_APPLY)
        return "ops are evaluated again in a pass that is to differentiate them";
    if (v->call == CALL_BACKWARD && v->node != NO_NODE)
        return "a node is visited once for every path that leads to it, not once";
    if (v->call == CALL_JVP && v->node != NO_NODE)
        return "there is a pass for every input that moves: one pass moves them all";
    return NULL;
}

static const char *clue_of_deep(const engine_trial *t, const engine_verdict *v)
{
    if (v->kind == VERDICT_CRASHED && t->seen.stack_overflow)
        return "recursion over the graph overflows the stack where it is deep: visit nodes in a "
               "loop";
    if (v->kind == VERDICT_TIMED_OUT)
        return "the time grows faster than the number of nodes: all nodes are looked through for "
               "each of them";
    return NULL;
}

/* What the step that went wrong tells. */
static const char *clue_of_step(const engine_case *c, const engine_trial *t,
                                const engine_verdict *v)
{
    const program_step *s = &c->program.step[v->step];
    bool crashed =
        v->kind == VERDICT_CRASHED && c->program.step[t->results.step].verb == STEP_BORROWED;
    if (crashed || s->verb == STEP_BORROWED)
        return "a value that was borrowed is gone: it must stay until engine_close";
    if (s->verb == STEP_COUNT && v->step > 0 && c->program.step[v->step - 1].verb == STEP_MISAPPLY)
        return "a node is left behind by an op that could not be applied";
    if (s->verb == STEP_GRADIENT && v->wanted == 0 && v->wrong_count)
        return "a node that the output does not depend on keeps the gradient of an earlier "
               "backward";
    if (s->fails && t->results.status[v->step] == OP_OK)
        return "an op's failure is not passed on";
    return NULL;
}

/* What a single case that did not pass tells. */
static const char *single_clue(const engine_case *c, const engine_trial *t, const engine_verdict *v)
{
    const char *clue;
    if (c->trait == ENGINE_DEEP)
        return clue_of_deep(t, v);
    if (v->kind == VERDICT_LEAKED)
        return c->program.rounds > 1 ? "engine_close does not release everything"
                                     : "engine_backward allocates what is never released";
    if (v->kind == VERDICT_WRONG_CALLS)
        return clue_of_calls(c, v);
    if ((clue = clue_of_step(c, t, v)) != NULL)
        return clue;
    if (took_spoiled(t))
        return engine_habit_text(HABIT_VALUE_BORROWED);
    if (c->program.engine_count > 1)
        return "engines share something: what one does shows in the other";
    if (visited_unused(c, t))
        return "backward is called for nodes that the output does not depend on";
    if (out_of_order(c, t))
        return engine_habit_text(HABIT_DEPTH_FIRST);
    if (took_strange(c, t))
        return "ops are called on numbers that are no node's value: values were overwritten or "
               "released";
    return NULL;
}

static bool failed(const evidence *v, size_t i)
{
    return counts(v, i) && v->verdicts[i].kind != VERDICT_PASSED &&
           v->verdicts[i].kind != VERDICT_NOT_IMPLEMENTED;
}

static bool is_late(const evidence *v, size_t i)
{
    return counts(v, i) && v->verdicts[i].kind == VERDICT_TIMED_OUT;
}

const char *engine_diagnose(const engine_cases *cases, direction part,
                            const engine_trial *const trials[], const engine_verdict verdicts[])
{
    const evidence of_part = {cases, part, trials, verdicts},
                   of_all = {cases, DIRECTION_COUNT, trials, verdicts};
    bool any = false;
    size_t late = 0;
    for (size_t i = 0; i < cases->count; i++) {
        any = any || failed(&of_part, i);
        late += is_late(&of_part, i);
    }
    if (!any)
        return NULL;
    /* What explains everything tells more than what explains one part. */
    const char *found = find_habit(&of_all);
    if (!found)
        found = find_habit(&of_part);
    for (size_t i = 0; i < cases->count && !found; i++)
        if (failed(&of_all, i) && first_alone_wrong(cases->list[i], trials[i], &verdicts[i]))
            found = "the first backward relies on new memory being 0, and malloc's is not";
    /* One of several that ran out of time tells nothing of its own. */
    for (size_t i = 0; i < cases->count && !found; i++)
        if (failed(&of_part, i) && (!is_late(&of_part, i) || late == 1))
            found = single_clue(cases->list[i], trials[i], &verdicts[i]);
    return found;
}
