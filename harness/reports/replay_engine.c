#include "replay_engine.h"

#include <stdlib.h>

#include "engine_graph.h"
#include "observe_engine.h"
#include "replay.h"
#include "sandbox_engine.h"
#include "submission.h"

static void print_numbers(FILE *out, const char *label, const char *name, const double *numbers,
                          size_t count)
{
    fprintf(out, "  %s%s:", label, name);
    for (size_t i = 0; i < count; i++)
        fprintf(out, " %.12g", numbers[i]);
    fputc('\n', out);
}

/* What a step asks for, what is right, and what came back. t: NULL where nothing did. */
static void print_step(FILE *out, const engine_case *c, const program_step *s, const char *asked,
                       const char *name, const engine_trial *t)
{
    const uint32_t step = (uint32_t)(s - c->program.step);
    print_numbers(out, asked, name, &c->expected->number[s->result], s->result_count);
    if (t && t->results.status[step] == OP_OK)
        print_numbers(out, "  yours", "", &t->results.number[s->result], s->result_count);
    else if (t)
        fprintf(out, "    yours: status %d\n", t->results.status[step]);
}

static void print_case(FILE *out, const engine_case *c, const engine_trial *t)
{
    static const char *const asked[VERB_COUNT] = {
        [STEP_INPUT] = "input ",
        [STEP_BACKWARD] = "backward from ",
        [STEP_VALUE] = "value of ",
        [STEP_BORROWED] = "value of ",
        [STEP_GRADIENT] = "gradient of ",
        [STEP_DIRECTIONAL] = "directional derivative of ",
        [STEP_JACOBIAN_REVERSE] = "Jacobian by reverse mode of ",
        [STEP_JACOBIAN_FORWARD] = "Jacobian by forward mode of ",
    };
    const engine_program *p = &c->program;
    char text[1024], name[16];
    uint32_t made = 0;
    program_formula(p, c->output, text, sizeof text);
    fprintf(out, ENGINE_ITEM "/%s: %s\n", c->name, text);
    for (uint32_t i = 0; i < p->step_count; i++) {
        const program_step *s = &p->step[i];
        bool makes = made < p->node_count && p->node_step[made] == i;
        uint32_t n = makes ? made++ : s->operand[0];
        if (!asked[s->verb])
            continue;
        program_node_name(p, c->output, n, name, sizeof name);
        if (s->verb == STEP_INPUT)
            print_numbers(out, asked[s->verb], name, &p->number[s->number], step_elements(s));
        else if (s->verb == STEP_BACKWARD)
            fprintf(out, "  %s%s\n", asked[s->verb], name);
        else
            print_step(out, c, s, asked[s->verb], name, t);
    }
}

static bool replay_case(FILE *out, const engine_case *c, const submission *sub, sandbox *box,
                        error *e)
{
    engine_trial *t = calloc(1, sizeof *t);
    if (!t)
        return fail(e, "no memory");
    bool ok = !observe_engine_defined(sub) || observe_engine(box, c, t, e);
    if (ok)
        print_case(out, c, t->made && t->seen.outcome == CALL_COMPLETED ? t : NULL);
    free(t);
    return ok;
}

/* What a graph comes to at one point. */
static void print_solution(FILE *out, const char *whose, const graph_row *row,
                           const graph_solution *s)
{
    const size_t stride = 1 + row->input_count;
    if (*s->fault)
        fprintf(out, "  %s: %s\n", whose, s->fault);
    for (size_t i = 0; i < row->output_count && !*s->fault; i++) {
        fprintf(out, "  %s output %zu: %s\n", whose, i + 1, s->formula[i]);
        print_numbers(out, "  value", "", &s->number[i * stride], 1);
        print_numbers(out, "  gradient", "", &s->number[i * stride + 1], row->input_count);
    }
}

/* drawn: NULL where nothing was. */
static bool print_graph(FILE *out, const graph_question *q, const graph_record *drawn, error *e)
{
    const graph_row *row = q->row;
    graph_solution right, yours;
    fprintf(out, "%s: %s, %s; %u nodes beside the inputs", row->name, row->inputs, row->formula,
            q->node_count);
    if (drawn)
        fprintf(out, ", yours %u%s", drawn->count, drawn->overflow ? " or more" : "");
    fputc('\n', out);
    for (size_t k = 0; k < q->point_count; k++) {
        print_numbers(out, "at", "", q->point[k], row->input_count);
        if (!graph_solve(&right, q, NULL, k, e) || (drawn && !graph_solve(&yours, q, drawn, k, e)))
            return false;
        print_solution(out, "reference", row, &right);
        if (drawn)
            print_solution(out, "yours", row, &yours);
    }
    return true;
}

static bool replay_graph(FILE *out, const graph_question *q, const submission *sub, sandbox *box,
                         error *e)
{
    graph_record drawn;
    observation seen = {0};
    const bool defined = submission_defines(sub, q->row->name);
    sandbox_renew(box);
    if (defined && !sandbox_draw_graph(box, q->row->name, q->row->input_count, &drawn, &seen, e))
        return false;
    return print_graph(out, q, defined && seen.outcome == CALL_COMPLETED ? &drawn : NULL, e);
}

bool replay_engine(FILE *out, const plan *p, const submission *sub, sandbox *box, error *e)
{
    for (size_t i = 0; i < p->engine.count; i++) {
        sandbox_renew(box);
        if (!replay_case(out, p->engine.list[i], sub, box, e))
            return false;
    }
    for (size_t i = 0; i < p->graph_count; i++)
        if (!replay_graph(out, p->graphs[i].question, sub, box, e))
            return false;
    return true;
}
