#include "worker_call.h"

#include <stdbool.h>
#include <string.h>

#include "call_subject.h"
#include "channel.h"
#include "op_table.h"

typedef union any_function {
    void *address;
    op_forward *forward;
    op_backward *backward;
    op_jvp *jvp;
    course_function *function;
    train_function *training;
} any_function;

op_status worker_call(void *function, const call_message *m, const call_frame *f)
{
    any_function call;
    call.address = function;
    if (m->subject == CALL_OF_FUNCTION)
        return call.function(f->in, &f->set, f->result);
    if (m->subject == CALL_OF_TRAINING)
        return call.training(&f->recipe, f->result, f->result_count);
    switch (m->direction) {
    case FORWARD:
        return call.forward(f->in, &f->attr, f->result[0]);
    case BACKWARD:
        return call.backward(f->in, &f->attr, f->out, f->dout, f->result);
    default:
        return call.jvp(f->in, &f->attr, f->out, f->tangent, f->result[0]);
    }
}

static bool has_shape(const tensor *t, const callback_exchange *x)
{
    return t && t->data && t->rank == x->rank &&
           memcmp(t->dims, x->dims, t->rank * sizeof *t->dims) == 0;
}

op_status worker_relay(void *context, const tensor *x, tensor *out)
{
    const callback_exchange *shared = context;
    report_message report = {.kind = REPORT_ASKS};
    answered_message answer;
    /* The exchange of a call that is over holds zeros. */
    if (!shared || !shared->x || !has_shape(x, shared) || !has_shape(out, shared))
        return OP_BAD_INPUT;
    size_t bytes = element_count(x) * sizeof(double);
    report.sequence = shared->sequence;
    memcpy(shared->x, x->data, bytes);
    if (!channel_send(CONTROL_FD, &report, sizeof report, NULL, 0) ||
        !channel_receive(CONTROL_FD, &answer, sizeof answer, NULL, 0))
        return OP_BAD_INPUT;
    if (answer.status == OP_OK)
        memcpy(out->data, shared->result, bytes);
    return (op_status)answer.status;
}
