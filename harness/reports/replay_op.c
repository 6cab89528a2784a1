#include "replay_op.h"

#include "mark_ops.h"
#include "replay.h"
#include "tensor.h"

static void print_attributes(FILE *out, const test_case *c)
{
    const struct {
        const char *name;
        double value;
    } numbers[] = {{"k", c->attr.k},
                   {"c", c->attr.c},
                   {"slope", c->attr.slope},
                   {"axis", (double)c->attr.axis},
                   {"repeats", (double)c->attr.repeats}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (op_reads(c->op, numbers[i].name))
            fprintf(out, "  %s = %.17g\n", numbers[i].name, numbers[i].value);
    if (!op_reads(c->op, "index"))
        return;
    fprintf(out, "  index =");
    for (size_t n = 0; n < c->attr.index_count; n++)
        fprintf(out, " %zu", c->attr.index[n]);
    fputc('\n', out);
}

static void print_answers(FILE *out, const op_result *r, const planned_case *c)
{
    const op *o = c->test->op;
    const expectation *x = c->expected;
    const trial *t = r->trials.cases[0].trials;
    replay_tensor(out, "reference ", o->output.name, x->out.value);
    replay_tensor(out, "yours ", o->output.name, t[PROBE_FORWARD].result[0]);
    replay_tensor(out, "upstream d", o->output.name, c->test->dout);
    for (size_t i = 0; i < o->input_count; i++) {
        replay_tensor(out, "reference d", o->input[i].name, x->gradient[i].vjp.value);
        replay_tensor(out, "(f(x+h)-f(x-h))/2h d", o->input[i].name, x->gradient[i].plain);
        replay_tensor(out, "yours d", o->input[i].name, t[PROBE_BACKWARD].result[i]);
    }
}

bool replay_op(FILE *out, const plan *p, const submission *sub, sandbox *box, error *e)
{
    const planned_case *c = &p->ops[0].cases[0];
    const op *o = c->test->op;
    observation unloadable = {0};
    op_result r;
    if (!op_result_make(&r, box, sub, &p->ops[0], &unloadable, e))
        return false;
    fprintf(out, "%s/%s: %s, %s\n", o->name, c->test->name, o->signature, o->formula);
    print_attributes(out, c->test);
    for (size_t i = 0; i < o->input_count; i++)
        replay_tensor(out, "", o->input[i].name, c->test->in[i]);
    print_answers(out, &r, c);
    op_result_free(&r);
    return true;
}
