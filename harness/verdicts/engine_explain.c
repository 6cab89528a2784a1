/* engine_explain.c - engine_explain and engine_diagnose, see engine_judge.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine_judge.h"
#include "tensor.h"

/* "the gradient of b", "J[0][2]". */
static void name_result(char *text, size_t size, const engine_case *c, const engine_verdict *v)
{
    static const char *const what[VERB_COUNT] = {
        [STEP_VALUE] = "the value of ",
        [STEP_BORROWED] = "the value borrowed before, of ",
        [STEP_GRADIENT] = "the gradient of ",
        [STEP_DIRECTIONAL] = "the directional derivative of ",
        [STEP_JACOBIAN_REVERSE] = "reverse mode's Jacobian of ",
        [STEP_JACOBIAN_FORWARD] = "forward mode's Jacobian of ",
    };
    const program_step *s = &c->program.step[v->step];
    const tensor shape = {.rank = s->rank, .dims = s->dims};
    char name[16], of[24] = "", index[64];
    if (s->verb == STEP_COUNT) {
        snprintf(text, size, "engine_node_count");
        return;
    }
    program_node_name(&c->program, c->output, s->operand[0], name, sizeof name);
    if (s->verb == STEP_JACOBIAN_REVERSE || s->verb == STEP_JACOBIAN_FORWARD) {
        char by[16];
        program_node_name(&c->program, c->output, s->operand[1], by, sizeof by);
        snprintf(of, sizeof of, " by %s", by);
    }
    snprintf(text, size, "%s%s%s%s", what[s->verb] ? what[s->verb] : "", name, of,
             tensor_index_text(&shape, v->element, index, sizeof index));
}

static void explain_calls(char *text, size_t size, const engine_case *c, const engine_trial *t,
                          const engine_verdict *v)
{
    static const char *const kind[CALL_KINDS] = {"shape", "forward", "backward", "jvp"};
    char name[24] = "no node's operands";
    if (v->node != NO_NODE)
        program_node_name(&c->program, c->output, v->node, name, sizeof name);
    snprintf(text, size, "the %s of %s was called %zu times%s; %zu is enough", kind[v->call], name,
             v->calls, t->calls.flooded ? " or more" : "", v->calls_allowed);
}

static void explain_status(char *text, size_t size, const engine_case *c, const engine_trial *t,
                           const engine_verdict *v, bool full)
{
    static const char *const function[VERB_COUNT] = {"engine_input",
                                                     "engine_apply",
                                                     "engine_apply",
                                                     "engine_backward",
                                                     "engine_value",
                                                     "engine_value",
                                                     "engine_gradient",
                                                     "engine_directional",
                                                     "engine_jacobian_reverse",
                                                     "engine_jacobian_forward",
                                                     "engine_node_count",
                                                     "engine_close"};
    int32_t status = t->results.status[v->step];
    const char *name = function[c->program.step[v->step].verb];
    if (status == OP_NOT_IMPLEMENTED)
        snprintf(text, size, "%s is not implemented", name);
    else if (status == STEP_NO_TENSOR)
        snprintf(text, size, "%s returned NULL", name);
    else if (status == STEP_WRONG_SHAPE)
        snprintf(text, size, "%s returned a tensor of another shape", name);
    else if (status == STEP_OUT_OF_BOUNDS)
        snprintf(text, size, "%s wrote in front of its result or past its end", name);
    else if (!full)
        snprintf(text, size, "%s returned another status than it should", name);
    else
        snprintf(text, size, "%s returned %d, not %d", name, status, c->expected->status[v->step]);
}

void engine_explain(char *text, size_t size, const engine_case *c, const engine_trial *t,
                    const engine_verdict *v, bool full)
{
    char name[128], formula[200];
    *text = '\0';
    switch (v->kind) {
    case VERDICT_PASSED:
        return;
    case VERDICT_WRONG_CALLS:
        explain_calls(text, size, c, t, v);
        break;
    case VERDICT_LEAKED:
        snprintf(text, size, "%.0f bytes are lost in every %s", v->got,
                 c->program.rounds > 1 ? "engine that is opened and closed" : "engine_backward");
        break;
    case VERDICT_WRONG_VALUE:
    case VERDICT_WRONG_GRADIENT:
    case VERDICT_WRONG_TANGENT:
    case VERDICT_NON_FINITE:
    case VERDICT_NOT_WRITTEN:
        if (!v->wrong_count) {
            explain_status(text, size, c, t, v, full);
            break;
        }
        name_result(name, sizeof name, c, v);
        if (full)
            snprintf(text, size, "%s is %.10g, not %.10g", name, v->got, v->wanted);
        else
            snprintf(text, size, "%s is wrong", name);
        break;
    default:
        explain_status(text, size, c, t, v, full);
    }
    program_formula(&c->program, c->output, formula, sizeof formula);
    size_t used = strlen(text);
    if (full && c->trait != ENGINE_LEAK && c->trait != ENGINE_DEEP && used < size)
        snprintf(text + used, size - used, " (%s)", formula);
}
