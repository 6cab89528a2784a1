#include "follow_through.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "differences.h"
#include "tensor.h"

/* How well a symmetric difference with h = 1e-4 tells a gradient, relative to its size. */
#define AGREEMENT 1e-5

/* One case on which the submission is asked again. */
typedef struct follower {
    sandbox *box;
    const test_case *c;
    tensor *in[MAX_INPUTS];
    tensor *out;
    tensor *din[MAX_INPUTS];
    error *e;
    bool broken; /* the grader's own fault; *e says which */
} follower;

static void follower_close(follower *f)
{
    for (size_t i = 0; i < MAX_INPUTS; i++) {
        free(f->in[i]);
        free(f->din[i]);
    }
    free(f->out);
}

static bool follower_open(follower *f, const tensor *own_out)
{
    bool complete = (f->out = tensor_copy(own_out)) != NULL;
    for (size_t i = 0; i < f->c->op->input_count; i++) {
        f->in[i] = tensor_copy(f->c->in[i]);
        complete = complete && f->in[i];
        if (f->c->op->input[i].constant)
            continue;
        f->din[i] = tensor_new(f->c->in[i]->rank, f->c->in[i]->dims);
        complete = complete && f->din[i];
    }
    return complete;
}

static bool ask(follower *f, call *k)
{
    observation seen;
    k->op = f->c->op;
    k->attr = &f->c->attr;
    for (size_t i = 0; i < f->c->op->input_count; i++)
        k->in[i] = f->in[i];
    if (!sandbox_call(f->box, k, &seen, f->e)) {
        f->broken = true;
        return false;
    }
    return seen.outcome == CALL_COMPLETED;
}

/* L = sum_j dout_j f_j of the submission's own forward; NaN where there is none. */
static double own_value(follower *f)
{
    call k = {.direction = FORWARD, .out = f->out};
    k.result[0] = f->out;
    if (!ask(f, &k))
        return NAN;
    double sum = 0;
    for (size_t j = 0; j < element_count(f->out); j++)
        sum += f->c->dout->data[j] * f->out->data[j];
    return sum;
}

static bool own_backward(follower *f)
{
    tensor *own_out = tensor_copy(f->out);
    call k = {.direction = BACKWARD, .out = own_out, .dout = f->c->dout};
    memcpy(k.result, f->din, sizeof f->din);
    bool ok = own_out && ask(f, &k);
    free(own_out);
    return ok;
}

/* Whether din[i] is the gradient of L by differences, in every element. */
static bool agrees(follower *f, size_t i)
{
    for (size_t k = 0; k < element_count(f->in[i]); k++) {
        double x = f->in[i]->data[k];
        f->in[i]->data[k] = x + DIFFERENCE_STEP;
        double above = own_value(f);
        f->in[i]->data[k] = x - DIFFERENCE_STEP;
        double below = own_value(f);
        f->in[i]->data[k] = x;
        double slope = (above - below) / (2 * DIFFERENCE_STEP);
        if (!(fabs(f->din[i]->data[k] - slope) <= AGREEMENT * (1 + fabs(slope))))
            return false;
    }
    return true;
}

static bool follows_from(follower *f)
{
    if (!own_backward(f))
        return false;
    for (size_t i = 0; i < f->c->op->input_count; i++)
        if (f->din[i] && !agrees(f, i))
            return false;
    return true;
}

bool follow_through_find(bool *follows, sandbox *box, const planned_op *planned,
                         const op_trials *trials, const verdict *forward, const verdict *backward,
                         error *e)
{
    for (size_t k = 0; k < planned->case_count; k++) {
        const tensor *own_out = trials->cases[k].trials[PROBE_FORWARD].result[0];
        if (forward[k].kind != VERDICT_WRONG_VALUE || backward[k].kind != VERDICT_WRONG_GRADIENT ||
            !own_out)
            continue;
        follower f = {.box = box, .c = planned->cases[k].test, .e = e};
        bool ready = follower_open(&f, own_out);
        follows[k] = ready && follows_from(&f);
        follower_close(&f);
        if (!ready)
            return fail(e, "no memory");
        if (f.broken)
            return false;
    }
    return true;
}
