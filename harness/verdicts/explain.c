#include "explain.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "tensor.h"
#include "text.h"

reveal reveal_of(const plan *p, const planned_case *c)
{
    return c->is_public ? REVEAL_FULL : p->assignment->reveal;
}

static operand_names names_of(const op *o)
{
    return (operand_names){o->input_count, o->input, o->output.name};
}

/* The name of an operand of a call, as the signature has it. */
static void operand_name(char *text, size_t size, const operand_names *names, operand_role role,
                         size_t input)
{
    const bool named = names && input < names->input_count;
    const char *in = named ? names->input[input].name : "input";
    const char *const out = names ? names->output : "output";
    switch (role) {
    case ROLE_INPUT:
        if (named)
            snprintf(text, size, "the input %s", in);
        else
            snprintf(text, size, "an input");
        break;
    case ROLE_OUTPUT:
        snprintf(text, size, "the output %s", out);
        break;
    case ROLE_COTANGENT:
        snprintf(text, size, "the upstream gradient d%s", out);
        break;
    case ROLE_GRADIENT:
        snprintf(text, size, "the gradient d%s", in);
        break;
    case ROLE_TANGENT:
        snprintf(text, size, "the tangent of %s", in);
        break;
    case ROLE_OUT_TANGENT:
        snprintf(text, size, "the tangent of the output %s", out);
        break;
    case ROLE_PARAMETER:
        snprintf(text, size, "parameter %zu", input);
        break;
    case ROLE_NONE:
        snprintf(text, size, "memory that is not its own");
        break;
    }
}

void explain_element(char *text, size_t size, const op_result *r, direction d, size_t k,
                     const verdict *v)
{
    const test_case *c = r->planned->cases[k].test;
    const tensor *shape = d == BACKWARD ? c->in[v->input] : c->dout;
    const char *name = d == BACKWARD ? c->op->input[v->input].name : c->op->output.name;
    char index[64];
    snprintf(text, size, "%s%s%s", d == FORWARD ? "" : "d", name,
             tensor_index_text(shape, v->element, index, sizeof index));
}

static void explain_crash(char *text, size_t size, const operand_names *names,
                          const observation *seen, bool exactly)
{
    const char *name = sigabbrev_np(seen->code);
    char where[64];
    int used = snprintf(text, size, "crashed with SIG%s", name ? name : "?");
    char *rest = text + used;
    size_t left = size > (size_t)used ? size - (size_t)used : 0;
    operand_name(where, sizeof where, names, seen->fault_role, seen->fault_input);
    if (seen->stack_overflow)
        snprintf(rest, left, ": the stack overflowed (endless recursion, or large local arrays)");
    else if (seen->fault_role != ROLE_NONE && seen->fault_bytes > 0 && !exactly)
        snprintf(rest, left, ": %s past the end of %s", seen->fault_write ? "wrote" : "read",
                 where);
    else if (seen->fault_role != ROLE_NONE && seen->fault_bytes == 0)
        snprintf(rest, left, ": %s right past the end of %s", seen->fault_write ? "wrote" : "read",
                 where);
    else if (seen->fault_role != ROLE_NONE && seen->fault_bytes > 0)
        snprintf(rest, left, ": %s %td bytes past the end of %s",
                 seen->fault_write ? "wrote" : "read", seen->fault_bytes, where);
    else if (seen->fault_role != ROLE_NONE)
        snprintf(rest, left, ": wrote to %s, which is const", where);
    else if (seen->code == SIGILL)
        snprintf(rest, left, ": an instruction this machine does not have (-march=native?)");
    else if (seen->code == SIGABRT)
        snprintf(rest, left, ": abort(), a failed assert, or memory that was corrupted");
    else if (seen->code == SIGFPE)
        snprintf(rest, left, ": an integer was divided by zero, or floating-point traps are on");
    else if (seen->code == SIGSEGV)
        snprintf(rest, left, ": it used memory that is not its own");
}

static void explain_status(char *text, size_t size, int status, bool exactly)
{
    if (exactly)
        snprintf(text, size, "returned the error status %d", status);
    else
        snprintf(text, size, "returned %s",
                 status == OP_BAD_INPUT   ? "OP_BAD_INPUT"
                 : status == OP_NO_MEMORY ? "OP_NO_MEMORY"
                                          : "an error status");
}

/* What the dynamic linker's words mean where they do not say it themselves, and what to do. */
static const char *load_advice(const char *words)
{
    static const char no_room[] = ": it and its libraries do not fit into the memory limit";
    static const struct {
        const char *words, *advice;
    } known[] = {
        {"failed to map segment", no_room},
        {"cannot map zero-fill pages", no_room},
        {"cannot create shared object descriptor", no_room},
        {"cannot allocate", no_room},
        {"version `GLIBC", "; it was built on a newer system: build it on the one that grades"},
        {"undefined symbol", "; link what defines it"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcasestr(words, known[i].words))
            return known[i].advice;
    return "";
}

void explain_outcome(char *text, size_t size, const operand_names *names, const observation *seen,
                     reveal level)
{
    const bool exactly = level == REVEAL_FULL || seen->phase == PHASE_LOADING;
    char shown[256];
    text_escape(shown, sizeof shown, seen->text, 0);
    switch (seen->outcome) {
    case CALL_RETURNED:
        explain_status(text, size, seen->code, exactly);
        break;
    case CALL_CRASHED:
        explain_crash(text, size, names, seen, exactly);
        break;
    case CALL_EXITED:
        if (exactly)
            snprintf(text, size, "ended the process with exit status %d", seen->code);
        else
            snprintf(text, size, "ended the process");
        break;
    case CALL_TIMED_OUT:
        snprintf(text, size, "was still running when its time was up");
        break;
    case CALL_FORBIDDEN:
        if (exactly)
            snprintf(text, size, "tried a forbidden system call (%s)",
                     *shown ? shown : "not one of this architecture's");
        else
            snprintf(text, size, "tried a forbidden system call");
        break;
    case CALL_MEMORY_LIMIT:
        snprintf(text, size, "used up the memory it may have");
        break;
    case CALL_OUTPUT_LIMIT:
        snprintf(text, size, "printed more than it may");
        break;
    case CALL_PROTOCOL:
        snprintf(text, size, "wrote to the grader's own channel");
        break;
    case CALL_LOAD_FAILED:
        snprintf(text, size, "does not load: %s%s", shown, load_advice(shown));
        break;
    case CALL_NOT_RUN:
        snprintf(text, size, "not run: the calls before it did not come back in time");
        break;
    case CALL_TOO_MANY_CALLBACKS:
        snprintf(text, size, "called the function it was given more than %zu times",
                 seen->callbacks);
        break;
    case CALL_COMPLETED:
        break;
    }
    size_t used = strlen(text);
    if (seen->phase == PHASE_LOADING && seen->outcome != CALL_LOAD_FAILED && used < size)
        snprintf(text + used, size - used, ", while it was being loaded");
}

/* Numbers are wrong: which, and by how much. */
static void explain_wrong(char *text, size_t size, const op_result *r, direction d, size_t k,
                          const verdict *v, reveal level)
{
    char element[96];
    explain_element(element, sizeof element, r, d, k, v);
    if (level == REVEAL_FULL)
        snprintf(text, size,
                 "%s is %.10g, not %.10g (off by %.2g, tolerance %.2g; %zu of %zu wrong)", element,
                 v->got, v->wanted, fabs(v->got - v->wanted), v->tolerance, v->wrong_count,
                 v->element_count);
    else
        snprintf(text, size, "%.*s is wrong", (int)strcspn(element, "["), element);
}

static void explain_verdict(char *text, size_t size, const op_result *r, direction d, size_t k,
                            const verdict *v, reveal level)
{
    const op *o = r->planned->task->op;
    const operand_names names = names_of(o);
    const observation *seen = &r->trials.cases[k].trials[v->probe].seen;
    char name[96], element[96];
    switch (v->kind) {
    case VERDICT_PASSED:
        break;
    case VERDICT_NOT_IMPLEMENTED:
        snprintf(text, size, "%s_%s is not implemented%s%s", o->name, direction_name[d],
                 *r->hints[d] ? ": " : "", r->hints[d]);
        break;
    case VERDICT_NOT_WRITTEN:
        if (level == REVEAL_FULL)
            snprintf(text, size, "%zu of %zu output cells were never written", v->wrong_count,
                     v->element_count);
        else
            snprintf(text, size, "%s cells were never written",
                     v->wrong_count < v->element_count ? "some output" : "the output");
        break;
    case VERDICT_NON_FINITE:
        explain_element(element, sizeof element, r, d, k, v);
        if (level == REVEAL_FULL)
            snprintf(text, size, "%s is %g; %zu of %zu elements are wrong", element, v->got,
                     v->wrong_count, v->element_count);
        else
            snprintf(text, size, "%.*s is not finite", (int)strcspn(element, "["), element);
        break;
    case VERDICT_OVERWRITTEN:
        snprintf(text, size, "d%s is overwritten, but backward must add to it (+=)",
                 o->input[v->input].name);
        break;
    case VERDICT_UNSTEADY:
        snprintf(
            text, size,
            "d%s is right where the gradient held zeros, and wrong where it held something: what "
            "the gradient held before is used, or something is kept between calls",
            o->input[v->input].name);
        break;
    case VERDICT_OUT_OF_BOUNDS:
        operand_name(name, sizeof name, &names, seen->canary_role, seen->canary_input);
        if (level == REVEAL_FULL)
            snprintf(text, size, "wrote %zu bytes in front of %s", seen->canary_bytes, name);
        else
            snprintf(text, size, "wrote in front of %s", name);
        break;
    case VERDICT_WRONG_VALUE:
    case VERDICT_WRONG_GRADIENT:
    case VERDICT_WRONG_TANGENT:
    case VERDICT_IMPRECISE:
        explain_wrong(text, size, r, d, k, v, level);
        break;
    default:
        explain_outcome(text, size, &names, seen, level);
    }
}

void explain_case(char *text, size_t size, const op_result *r, direction d, size_t k, reveal level)
{
    const verdict *v = &r->verdicts[d][k];
    text[0] = '\0';
    if (v->kind == VERDICT_PASSED)
        return;
    if (level == REVEAL_SCORE && verdict_class_of(v->kind) == CLASS_FAILURE) {
        snprintf(text, size, "failed");
        return;
    }
    explain_verdict(text, size, r, d, k, v, level);
}

void explain_numbers(char *text, size_t size, const op_result *r, direction d, size_t k,
                     reveal level)
{
    const verdict *v = &r->verdicts[d][k];
    text[0] = '\0';
    if (level != REVEAL_FULL ||
        (v->kind != VERDICT_WRONG_VALUE && v->kind != VERDICT_WRONG_GRADIENT &&
         v->kind != VERDICT_WRONG_TANGENT && v->kind != VERDICT_IMPRECISE))
        return;
    char element[96];
    explain_element(element, sizeof element, r, d, k, v);
    if (d != BACKWARD) {
        snprintf(text, size, "%s: reference %.12g, yours %.12g", element, v->wanted, v->got);
        return;
    }
    const expected_gradient *g = &r->planned->cases[k].expected->gradient[v->input];
    snprintf(text, size, "%s: reference %.12g, (f(x+h)-f(x-h))/2h %.12g, yours %.12g", element,
             v->wanted, g->plain->data[v->element], v->got);
}
