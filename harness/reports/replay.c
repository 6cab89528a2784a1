#include "replay.h"

#include "mark_ops.h"
#include "replay_engine.h"
#include "replay_function.h"
#include "replay_training.h"
#include "sandbox.h"
#include "submission.h"
#include "tensor.h"

void replay_tensor(FILE *out, const char *prefix, const char *name, const tensor *t)
{
    if (!t)
        return;
    fprintf(out, "  %s%s", prefix, name);
    for (size_t axis = 0; axis < t->rank; axis++)
        fprintf(out, "%s%zu", axis ? "," : "[", t->dims[axis]);
    fprintf(out, "%s =", t->rank ? "]" : "");
    size_t count = element_count(t), row = t->rank ? t->dims[t->rank - 1] : 1;
    for (size_t k = 0; k < count; k++)
        fprintf(out, "%s%.17g", k % row == 0 && t->rank > 1 ? "\n      " : " ", t->data[k]);
    fputc('\n', out);
}

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

static bool call_again(op_result *r, const plan *p, const submission *sub, const char *worker_path,
                       error *e)
{
    sandbox *box = NULL;
    observation unloadable = {0};
    if (!sandbox_open(&box, worker_path, sub, &p->assignment->limits, e))
        return false;
    bool ok = op_result_make(r, box, sub, &p->ops[0], &unloadable, e);
    sandbox_close(box);
    return ok;
}

bool replay_print(FILE *out, const plan *p, const char *path, const char *worker_path, error *e)
{
    if (p->function_count && !replay_print_function(out, p, path, worker_path, e))
        return false;
    if (p->training_count && !replay_print_training(out, p, path, worker_path, e))
        return false;
    if ((p->function_count || p->training_count) && p->op_count == 0)
        return true;
    if (p->op_count == 0) {
        replay_print_engine(out, p);
        return true;
    }
    const planned_case *c = &p->ops[0].cases[0];
    const op *o = c->test->op;
    bool our_fault = false;
    submission *sub = NULL;
    op_result r;
    /* A file that is refused has been reported by the grading already. */
    if (!submission_open(&sub, path, &p->assignment->limits, &our_fault, e))
        return !our_fault;
    bool ok = call_again(&r, p, sub, worker_path, e);
    submission_close(sub);
    if (!ok)
        return false;
    fprintf(out, "%s/%s: %s, %s\n", o->name, c->test->name, o->signature, o->formula);
    print_attributes(out, c->test);
    for (size_t i = 0; i < o->input_count; i++)
        replay_tensor(out, "", o->input[i].name, c->test->in[i]);
    print_answers(out, &r, c);
    op_result_free(&r);
    return true;
}
