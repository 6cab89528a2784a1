#include "engine_shrink.h"

#include <stdlib.h>
#include <string.h>

#include "op_table.h"

enum { RUNS = 400 }; /* at most */

/* What is being shrunk. */
typedef struct shrinking {
    engine_case *smallest; /* that failed */
    engine_case *next;     /* being tried */
    engine_trial *trial;
    engine_runner *run;
    void *context;
    size_t runs;
    error *e;
} shrinking;

/* How a graph is copied to a smaller one. */
typedef struct cut {
    uint32_t output;           /* the node that becomes the output */
    uint32_t becomes_input;    /* the node that becomes an input, or PROGRAM_NODES */
    uint32_t skipped, instead; /* the node whose consumers take the other, or PROGRAM_NODES */
    bool scalars;              /* all inputs become scalars: their first elements */
} cut;

static bool has_jacobian(const engine_program *p)
{
    for (uint32_t i = 0; i < p->step_count; i++)
        if (p->step[i].verb == STEP_JACOBIAN_REVERSE)
            return true;
    return false;
}

/* Asks for the Jacobians by all inputs, both ways; false where they get too large. */
static bool ask_jacobians(engine_program *p, uint32_t output)
{
    size_t rows = step_elements(program_maker(p, output));
    for (uint32_t n = 0; n < p->node_count; n++) {
        size_t columns = step_elements(program_maker(p, n));
        if (program_maker(p, n)->verb != STEP_INPUT)
            continue;
        if (rows * columns > TENSOR_NUMBERS ||
            p->result_count + 2 * rows * columns > PROGRAM_RESULTS)
            return false;
        program_jacobian(p, STEP_JACOBIAN_REVERSE, output, n);
        program_jacobian(p, STEP_JACOBIAN_FORWARD, output, n);
    }
    return true;
}

/* Asks the new graph for what the old one was asked for. */
static bool ask(engine_case *c, uint32_t output, bool jacobians)
{
    engine_program *p = &c->program;
    c->output = output;
    if (jacobians)
        return ask_jacobians(p, output);
    if (c->part == FORWARD) {
        program_ask_all(p, STEP_VALUE, 0);
        return true;
    }
    if (step_elements(program_maker(p, output)) != 1)
        return false;
    if (c->part == BACKWARD) {
        program_ask(p, STEP_BACKWARD, output);
        program_ask_all(p, STEP_GRADIENT, 0);
        return true;
    }
    double ones[PROGRAM_NUMBERS];
    uint32_t in[PROGRAM_OPERANDS - 1], count = 0;
    for (size_t i = 0; i < PROGRAM_NUMBERS; i++)
        ones[i] = 1;
    for (uint32_t n = 0; n < p->node_count; n++)
        if (program_maker(p, n)->verb == STEP_INPUT && count < PROGRAM_OPERANDS - 1)
            in[count++] = n;
    program_directional(p, output, in, count, ones);
    return true;
}

/* Makes node n of the old graph an input of the new one. */
static uint32_t copy_input(engine_program *p, const engine_case *old, uint32_t n, const cut *k)
{
    tensor value = *old->expected->value[n];
    if (k->scalars)
        value.rank = 0;
    return program_input(p, 0, &value);
}

/* Draws the smaller graph; false where it does not fit together. */
static bool draw(engine_case *c, const engine_case *old, const cut *k)
{
    uint32_t copy[PROGRAM_NODES] = {0};
    bool wanted[PROGRAM_NODES] = {false};
    wanted[k->output] = true;
    for (uint32_t n = k->output + 1; n-- > 0;) {
        const program_step *s = program_maker(&old->program, n);
        if (wanted[n] && n == k->skipped) {
            wanted[k->instead] = true;
            continue;
        }
        bool leaf = s->verb == STEP_INPUT || n == k->becomes_input;
        for (uint32_t i = 0; wanted[n] && !leaf && i < s->operand_count; i++)
            wanted[s->operand[i]] = true;
    }
    program_start(&c->program, 1);
    for (uint32_t n = 0; n <= k->output; n++) {
        const program_step *s = program_maker(&old->program, n);
        if (!wanted[n])
            continue;
        if (n == k->skipped) {
            copy[n] = copy[k->instead];
            continue;
        }
        if (s->verb == STEP_INPUT || n == k->becomes_input) {
            copy[n] = copy_input(&c->program, old, n, k);
            continue;
        }
        uint32_t in[MAX_INPUTS] = {0};
        const attributes attr = step_attributes(s);
        for (uint32_t i = 0; i < s->operand_count; i++)
            in[i] = copy[s->operand[i]];
        if (!program_fits(&c->program, op_at(s->op)->name, in, &attr))
            return false;
        copy[n] = program_apply(&c->program, op_at(s->op)->name, in, &attr);
    }
    return ask(c, copy[k->output], has_jacobian(&old->program));
}

/* Tries a cut, and keeps it if what is left still fails. */
static bool try_cut(shrinking *s, const cut *k, bool *kept)
{
    *kept = false;
    engine_case *c = s->next;
    engine_expectation_free(c->expected);
    c->expected = NULL;
    if (s->runs == RUNS || !draw(c, s->smallest, k) ||
        !engine_expect(&c->expected, &c->program, NULL))
        return true;
    s->runs++;
    if (!s->run(s->context, c, s->trial, s->e))
        return false;
    verdict_kind kind = engine_judge(c, s->trial).kind;
    *kept = kind != VERDICT_PASSED && kind != VERDICT_NOT_IMPLEMENTED;
    if (*kept) {
        s->next = s->smallest;
        s->smallest = c;
    }
    return true;
}

/* Leaves node n out, in every way there is. */
static bool try_without(shrinking *s, uint32_t n, bool *kept)
{
    const program_step *step = program_maker(&s->smallest->program, n);
    cut k = {.output = s->smallest->output, .becomes_input = n, .skipped = PROGRAM_NODES};
    *kept = false;
    if (step->verb != STEP_APPLY)
        return true;
    if (!try_cut(s, &k, kept))
        return false;
    k.becomes_input = PROGRAM_NODES;
    k.skipped = n;
    for (uint32_t i = 0; i < step->operand_count && !*kept; i++) {
        k.instead = step->operand[i];
        if (!try_cut(s, &k, kept))
            return false;
    }
    return true;
}

static bool all_scalar(const engine_program *p)
{
    for (uint32_t n = 0; n < p->node_count; n++)
        if (program_maker(p, n)->rank)
            return false;
    return true;
}

/* Tries every cut once. *any: whether one was kept. */
static bool try_all(shrinking *s, bool *any)
{
    bool kept = false;
    cut k = {.output = s->smallest->output,
             .becomes_input = PROGRAM_NODES,
             .skipped = PROGRAM_NODES,
             .scalars = true};
    *any = false;
    if (!all_scalar(&s->smallest->program) && !try_cut(s, &k, any))
        return false;
    k.scalars = false;
    for (uint32_t n = 0; n < s->smallest->output && !*any; n++) {
        k.output = n;
        if (program_maker(&s->smallest->program, n)->verb == STEP_APPLY && !try_cut(s, &k, any))
            return false;
    }
    for (uint32_t n = s->smallest->output; n-- > 0; *any = *any || kept)
        if (n < s->smallest->output && !try_without(s, n, &kept))
            return false;
    return true;
}

bool engine_shrink(engine_case **out, const engine_case *failed, engine_runner *run, void *context,
                   error *e)
{
    shrinking s = {.run = run, .context = context, .e = e};
    bool any = true, ok = false, shrunk = false;
    s.smallest = calloc(1, sizeof *s.smallest);
    s.next = calloc(1, sizeof *s.next);
    s.trial = malloc(sizeof *s.trial);
    if (!s.smallest || !s.next || !s.trial) {
        fail(e, "no memory");
        goto done;
    }
    *s.smallest = *failed;
    *s.next = *failed;
    s.smallest->expected = s.next->expected = NULL;
    if (!engine_expect(&s.smallest->expected, &failed->program, e))
        goto done;
    ok = true;
    while (ok && any) {
        ok = try_all(&s, &any);
        shrunk = shrunk || any;
    }
    if (ok && shrunk) {
        *out = s.smallest;
        s.smallest = NULL;
    }
done:
    engine_case_free(s.smallest);
    engine_case_free(s.next);
    free(s.trial);
    return ok;
}
