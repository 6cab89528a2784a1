#include "traces.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tensor.h"
#include "worker_protocol.h"

static double made_of(unsigned char byte)
{
    double value;
    memset(&value, byte, sizeof value);
    return value;
}

static bool off_by(const investigation *v, size_t k, size_t i, double offset)
{
    const expected *x = investigation_expected(v, k);
    const double off = investigation_answer(v, k)->data[i] - x->value->data[i];
    return fabs(off - offset) <= 1e-10 * fabs(offset) + x->tolerance->data[i];
}

/* Whether all wrong elements are off by what fills memory from malloc. */
static bool uncleared_memory(mistake *m, const investigation *v)
{
    const double fills[] = {made_of(MALLOC_BYTE), made_of((unsigned char)~MALLOC_BYTE)};
    size_t found = 0;
    char answer[40];
    for (size_t k = 0; k < v->planned->case_count; k++) {
        const tensor *got = investigation_answer(v, k);
        for (size_t i = 0; got && i < element_count(got); i++) {
            if (off_by(v, k, i, 0))
                continue;
            if (!off_by(v, k, i, fills[0]) && !off_by(v, k, i, fills[1]))
                return false;
            found++;
        }
    }
    investigation_answer_name(v, answer, sizeof answer);
    snprintf(m->text, sizeof m->text,
             "%s is computed with memory from malloc that was never written", answer);
    snprintf(m->hint, sizeof m->hint, "malloc promises no zeros: where do sums start from?");
    return m->found = found >= 2;
}

/* Whether every answer is what was answered first, which was right then. */
static bool frozen(mistake *m, const investigation *v)
{
    const tensor *first = v->planned->case_count ? investigation_answer(v, 0) : NULL;
    size_t wrong = 0;
    char answer[40];
    for (size_t i = 0; first && i < element_count(first); i++)
        if (!off_by(v, 0, i, 0))
            return false;
    for (size_t k = 1; first && k < v->planned->case_count; k++) {
        const tensor *got = investigation_answer(v, k);
        for (size_t i = 0; got && i < element_count(got); i++) {
            if (i < element_count(first) && got->data[i] != first->data[i])
                return false;
            wrong += i < element_count(first) && !off_by(v, k, i, 0);
        }
    }
    investigation_answer_name(v, answer, sizeof answer);
    snprintf(m->text, sizeof m->text, "%s is what the first call computed, in every call", answer);
    snprintf(m->hint, sizeof m->hint, "is something computed once and then kept?");
    return m->found = wrong >= 4;
}

/* Whether every answer is off by the answer before it, element by element. */
static bool piled_up(mistake *m, const investigation *v)
{
    const tensor *before = NULL;
    size_t found = 0;
    char answer[40];
    for (size_t k = 0; k < v->planned->case_count; k++) {
        const tensor *got = investigation_answer(v, k);
        for (size_t i = 0; got && before && i < element_count(got); i++) {
            const double kept = i < element_count(before) ? before->data[i] : 0;
            if (!off_by(v, k, i, kept))
                return false;
            found += kept != 0;
        }
        before = got;
    }
    investigation_answer_name(v, answer, sizeof answer);
    snprintf(m->text, sizeof m->text,
             "%s starts from where it ended: the sum of earlier calls is "
             "still in it",
             answer);
    snprintf(m->hint, sizeof m->hint, "is a variable static, or global?");
    return m->found = found >= 2;
}

typedef struct recall {
    const investigation *v;
    bool input, output; /* what of it is used again */
} recall;

static tensor *left_by_forward(const investigation *v, const tensor *shape, size_t input)
{
    tensor *left = tensor_copy(shape);
    for (size_t k = 0; left && k < v->planned->case_count; k++) {
        const planned_case *c = &v->planned->cases[k];
        const tensor *seen =
            input < MAX_INPUTS ? c->test->nudged[input] : c->expected->nudged_out.value;
        const size_t count = element_count(seen), room = element_count(left);
        memcpy(left->data, seen->data, (count < room ? count : room) * sizeof *seen->data);
    }
    return left;
}

static bool predict_recalled(void *context, const inquiry *q, tensor *wrong)
{
    const recall *r = context;
    call_arguments a = inquiry_arguments(q);
    tensor *kept[MAX_INPUTS + 1] = {NULL};
    bool ok = true;
    for (size_t i = 0; r->input && i < a.op->input_count; i++) {
        a.in[i] = kept[i] = left_by_forward(r->v, a.in[i], i);
        ok = ok && kept[i];
    }
    if (r->output)
        a.out = kept[MAX_INPUTS] = left_by_forward(r->v, a.out, MAX_INPUTS);
    ok = ok && a.out && inquiry_run(q, &a, wrong);
    for (size_t i = 0; i <= MAX_INPUTS; i++)
        free(kept[i]);
    return ok;
}

static bool recalled(mistake *m, const investigation *v)
{
    char answer[40];
    if (v->direction == FORWARD)
        return false;
    for (unsigned what = 1; what < 4; what++) {
        recall r = {v, what & 1, what & 2};
        if (!investigation_explained(v, predict_recalled, &r))
            continue;
        investigation_answer_name(v, answer, sizeof answer);
        snprintf(m->text, sizeof m->text,
                 "%s is computed from what the last call of forward left behind, not from what it "
                 "is given",
                 answer);
        snprintf(m->hint, sizeof m->hint,
                 "an op is called many times before backward is: keep nothing between calls");
        return m->found = true;
    }
    return false;
}

bool trace_mistake(mistake *m, const investigation *v)
{
    return uncleared_memory(m, v) || piled_up(m, v) || frozen(m, v) || recalled(m, v);
}
