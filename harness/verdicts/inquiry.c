#include "inquiry.h"

#include <stdlib.h>

#include "tensor.h"

const tensor *inquiry_right(const inquiry *q)
{
    const expectation *x = q->c->expected;
    switch (q->direction) {
    case FORWARD:
        return x->out.value;
    case BACKWARD:
        return x->gradient[q->input].vjp.value;
    default:
        return x->out_tangent.value;
    }
}

call_arguments inquiry_arguments(const inquiry *q)
{
    const test_case *c = q->c->test;
    call_arguments a = {.op = c->op,
                        .forward = c->op->forward,
                        .backward = c->op->backward,
                        .jvp = c->op->jvp,
                        .attr = c->attr,
                        .out = q->c->expected->out.value,
                        .dout = c->dout};
    for (size_t i = 0; i < c->op->input_count; i++) {
        a.in[i] = c->in[i];
        a.tangent[i] = c->tangent[i];
    }
    return a;
}

static bool run_backward(const inquiry *q, const call_arguments *a, tensor *answer)
{
    bool ok = a->backward != NULL;
    tensor *din[MAX_INPUTS] = {NULL};
    for (size_t i = 0; i < a->op->input_count; i++)
        if (i != q->input && !a->op->input[i].constant) {
            din[i] = tensor_new(a->in[i]->rank, a->in[i]->dims);
            ok = ok && din[i];
        }
    din[q->input] = answer;
    tensor_fill(answer, 0);
    ok = ok && a->backward(a->in, &a->attr, a->out, a->dout, din) == OP_OK;
    din[q->input] = NULL;
    for (size_t i = 0; i < MAX_INPUTS; i++)
        free(din[i]);
    return ok;
}

bool inquiry_run(const inquiry *q, const call_arguments *a, tensor *answer)
{
    switch (q->direction) {
    case FORWARD:
        return a->forward && a->forward(a->in, &a->attr, answer) == OP_OK;
    case BACKWARD:
        return run_backward(q, a, answer);
    default:
        return a->jvp && a->jvp(a->in, &a->attr, a->out, a->tangent, answer) == OP_OK;
    }
}
