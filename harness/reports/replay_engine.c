#include "replay_engine.h"

#include "engine_graph.h"

static void print_numbers(FILE *out, const char *label, const char *name, const double *numbers,
                          size_t count)
{
    fprintf(out, "  %s%s:", label, name);
    for (size_t i = 0; i < count; i++)
        fprintf(out, " %.12g", numbers[i]);
    fputc('\n', out);
}

static void print_case(FILE *out, const engine_case *c)
{
    static const char *const label[VERB_COUNT] = {
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
        if (!label[s->verb])
            continue;
        program_node_name(p, c->output, n, name, sizeof name);
        if (s->verb == STEP_INPUT)
            print_numbers(out, label[s->verb], name, &p->number[s->number], step_elements(s));
        else
            print_numbers(out, label[s->verb], name, &c->expected->number[s->result],
                          s->result_count);
    }
}

static void print_graph(FILE *out, const graph_question *q)
{
    fprintf(out, "%s: %s, %s; %u nodes beside the inputs\n", q->row->name, q->row->inputs,
            q->row->formula, q->node_count);
    for (size_t k = 0; k < q->point_count; k++)
        print_numbers(out, "at", "", q->point[k], q->row->input_count);
}

void replay_print_engine(FILE *out, const plan *p)
{
    for (size_t i = 0; i < p->engine.count; i++)
        print_case(out, p->engine.list[i]);
    for (size_t i = 0; i < p->graph_count; i++)
        print_graph(out, p->graphs[i].question);
}
