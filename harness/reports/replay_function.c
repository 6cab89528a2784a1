#include "replay_function.h"

#include "function_calls.h"
#include "mark_functions.h"
#include "replay.h"

static void print_settings(FILE *out, const function_case *c)
{
    for (size_t i = 0; i < SETTING_FIELDS; i++)
        if (function_reads(c->f, setting_fields[i].name))
            fprintf(out, "  %s = %.17g\n", setting_fields[i].name,
                    setting_get(&c->set, &setting_fields[i]));
    if (c->callback)
        fprintf(out, "  f = %s\n", callback_name(c->callback));
    if (c->set.jitter) {
        fputs("  jitter =", out);
        for (size_t i = 0; i < 2 * settings_steps(&c->set); i++)
            fprintf(out, " %zu", c->set.jitter[i]);
        fputc('\n', out);
    }
    if (c->status != OP_OK)
        fprintf(out, "  must return the status %d\n", (int)c->status);
}

static void print_case(FILE *out, const planned_function_case *planned, const function_result *r)
{
    const function_case *c = planned->test;
    const function_expectation *x = planned->expected;
    const function_trial *t = r->trials.cases[0].round;
    fprintf(out, "%s/%s: %s, %s\n", c->f->name, c->name, c->f->signature, c->f->formula);
    print_settings(out, c);
    for (size_t i = 0; i < c->f->input_count; i++)
        replay_tensor(out, "", c->f->input[i].name, c->in[i]);
    for (size_t i = 0; i < c->f->output_count; i++) {
        replay_tensor(out, "reference ", c->f->output[i].name, x->out[i].value);
        replay_tensor(out, "yours ", c->f->output[i].name, t->result[i]);
    }
    if (!x->has_energy)
        return;
    fprintf(out, "  energy before %.10g, reference %.10g", x->energy_before, x->energy);
    if (t->result[0])
        fprintf(out, ", yours %.10g", function_energy(c, t->result[0]));
    fputc('\n', out);
}

bool replay_function(FILE *out, const plan *p, const submission *sub, sandbox *box, error *e)
{
    const planned_function *planned = &p->functions[0];
    observation unloadable = {0};
    function_result r = {0};
    sandbox_renew(box);
    bool ok = function_result_make(&r, planned, submission_defines(sub, planned->task->f->name),
                                   function_call_in_sandbox, box, &unloadable, e);
    if (ok)
        print_case(out, &planned->cases[0], &r);
    function_result_free(&r);
    return ok;
}
