#include "op_calls.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool is_submitted(const op_calls *o, const op_request *c)
{
    return !o->only || (o->only == c->op && (o->only_direction == DIRECTION_COUNT ||
                                             o->only_direction == c->direction));
}

static op_status end_at(op_calls *o, const op_request *c, op_status status)
{
    o->ended_op = c->op;
    o->ended_direction = c->direction;
    return status;
}

static bool make_call(op_calls *o, const op_request *c)
{
    call k = {.subject = CALL_OF_OP,
              .op = c->op,
              .direction = c->direction,
              .attr = c->attr,
              .out = c->out,
              .dout = c->dout};
    for (size_t i = 0; i < c->op->input_count; i++) {
        k.in[i] = c->in[i];
        k.result[i] = c->result[i];
    }
    if (c->direction == FORWARD)
        k.result[0] = c->result[0];
    const double begin = seconds_now();
    const bool ok = sandbox_call(o->box, &k, &o->seen, o->e);
    o->seconds_left -= seconds_now() - begin;
    o->cpu_seconds += o->seen.cpu_seconds;
    return ok;
}

static op_status apply(void *context, const op_request *c)
{
    op_calls *o = context;
    char symbol[64];
    if (!is_submitted(o, c))
        return op_source_reference.apply(NULL, c);
    snprintf(symbol, sizeof symbol, "%s_%s", c->op->name, direction_name[c->direction]);
    o->missing = !submission_defines(o->sub, symbol);
    if (o->missing)
        return end_at(o, c, OP_NOT_IMPLEMENTED);
    if (!make_call(o, c)) {
        o->broken = true;
        return end_at(o, c, OP_NO_MEMORY);
    }
    if (o->seen.outcome == CALL_COMPLETED && o->seconds_left < 0)
        o->seen.outcome = CALL_TIMED_OUT;
    if (o->seen.outcome == CALL_COMPLETED)
        return OP_OK;
    const bool returned =
        o->seen.outcome == CALL_RETURNED && o->seen.code > 0 && o->seen.code <= OP_NO_MEMORY;
    return end_at(o, c, returned ? (op_status)o->seen.code : OP_BAD_INPUT);
}

op_source op_calls_source(op_calls *c)
{
    return (op_source){.apply = apply, .context = c};
}
