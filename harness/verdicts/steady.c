#include "steady.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tensor.h"

enum { ASKED_AGAIN = 3 };

static bool same_bits(const tensor *a, const tensor *b)
{
    for (size_t i = 0; i < element_count(a); i++)
        if (a->data[i] != b->data[i] && !(isnan(a->data[i]) && isnan(b->data[i])))
            return false;
    return true;
}

/* The call of case k once more, with fresh buffers; whether all that came back is as it was. */
static bool ask_again(bool *same, direction d, sandbox *box, const planned_case *pc,
                      const trial *before, error *e)
{
    const test_case *c = pc->test;
    call again = {.op = c->op,
                  .direction = d,
                  .attr = &c->attr,
                  .out = pc->expected->out.value,
                  .dout = c->dout};
    observation seen = {0};
    bool ok = true;
    for (size_t i = 0; i < MAX_INPUTS; i++) {
        again.in[i] = i < c->op->input_count ? c->in[i] : NULL;
        again.tangent[i] = i < c->op->input_count ? c->tangent[i] : NULL;
        again.result[i] =
            before->result[i] ? tensor_new(before->result[i]->rank, before->result[i]->dims) : NULL;
        ok = ok && (again.result[i] || !before->result[i]);
    }
    if (!ok)
        fail(e, "no memory");
    ok = ok && sandbox_call(box, &again, &seen, e);
    *same = true;
    for (size_t i = 0; i < MAX_INPUTS; i++) {
        if (ok && before->result[i] && seen.outcome == CALL_COMPLETED)
            *same = *same && same_bits(before->result[i], again.result[i]);
        free(again.result[i]);
    }
    return ok;
}

bool steady_mistake(mistake *m, direction d, sandbox *box, const planned_op *planned,
                    const op_trials *trials, const verdict *verdicts, error *e)
{
    static const probe probes[DIRECTION_COUNT] = {PROBE_FORWARD, PROBE_BACKWARD, PROBE_JVP};
    bool same = true;
    for (size_t k = 0, asked = 0; k < planned->case_count && asked < ASKED_AGAIN && same; k++) {
        const trial *before = &trials->cases[k].trials[probes[d]];
        if (verdict_class_of(verdicts[k].kind) != CLASS_FAILURE ||
            before->seen.outcome != CALL_COMPLETED || !before->made)
            continue;
        asked++;
        if (!ask_again(&same, d, box, &planned->cases[k], before, e))
            return false;
    }
    if (same)
        return true;
    m->found = true;
    snprintf(m->text, sizeof m->text,
             "the answer is another one each time, though what is asked is the same: something is "
             "random, or kept between calls");
    snprintf(m->hint, sizeof m->hint, "what does the function read besides its arguments?");
    return true;
}
