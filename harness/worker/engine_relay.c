/* engine_relay.c - engine_relay and engine_local_ops, see engine_drive.h. */
#include <string.h>

#include "engine_drive.h"

/* The functions of an engine_op take no context, hence this. */
static struct {
    op_answer *answer;
    void *context;
    uint32_t input_count[PROGRAM_OPS];
} relay;

static op_status pass_on(op_call c)
{
    c.input_count = relay.input_count[c.op];
    return relay.answer(relay.context, &c);
}

/* Four functions for every row; their names must not be those of ops. */
#define RELAY(id, signature, attribute_names, formula)                                             \
    static op_status id##_extents(const tensor *const in[], const attributes *attr, size_t *rank,  \
                                  size_t dims[MAX_RANK])                                           \
    {                                                                                              \
        return pass_on((op_call){.op = PROGRAM_OP_##id,                                            \
                                 .kind = CALL_SHAPE,                                               \
                                 .in = in,                                                         \
                                 .attr = attr,                                                     \
                                 .rank = rank,                                                     \
                                 .dims = dims});                                                   \
    }                                                                                              \
    static op_status id##_evaluate(const tensor *const in[], const attributes *attr, tensor *out)  \
    {                                                                                              \
        tensor *const result[] = {out};                                                            \
        return pass_on((op_call){.op = PROGRAM_OP_##id,                                            \
                                 .kind = CALL_FORWARD,                                             \
                                 .in = in,                                                         \
                                 .attr = attr,                                                     \
                                 .result = result});                                               \
    }                                                                                              \
    static op_status id##_pull(const tensor *const in[], const attributes *attr,                   \
                               const tensor *out, const tensor *dout, tensor *const din[])         \
    {                                                                                              \
        return pass_on((op_call){.op = PROGRAM_OP_##id,                                            \
                                 .kind = CALL_BACKWARD,                                            \
                                 .in = in,                                                         \
                                 .attr = attr,                                                     \
                                 .out = out,                                                       \
                                 .dout = dout,                                                     \
                                 .result = din});                                                  \
    }                                                                                              \
    static op_status id##_push(const tensor *const in[], const attributes *attr,                   \
                               const tensor *out, const tensor *const tangent[],                   \
                               tensor *out_tangent)                                                \
    {                                                                                              \
        tensor *const result[] = {out_tangent};                                                    \
        return pass_on((op_call){.op = PROGRAM_OP_##id,                                            \
                                 .kind = CALL_JVP,                                                 \
                                 .in = in,                                                         \
                                 .attr = attr,                                                     \
                                 .out = out,                                                       \
                                 .tangent = tangent,                                               \
                                 .result = result});                                               \
    }
OPS(RELAY)
#undef RELAY

void engine_relay(engine_op ops[PROGRAM_OPS], const engine_program *p, op_answer *answer,
                  void *context)
{
#define ROW(id, signature, attribute_names, formula)                                               \
    {#id, 0, id##_extents, id##_evaluate, id##_pull, id##_push},
    static const engine_op rows[PROGRAM_OPS] = {OPS(ROW)};
#undef ROW
    relay.answer = answer;
    relay.context = context;
    memcpy(relay.input_count, p->input_count, sizeof relay.input_count);
    memcpy(ops, rows, sizeof rows);
    for (size_t i = 0; i < PROGRAM_OPS; i++)
        ops[i].input_count = p->input_count[i];
}

static op_status scalar_extents(const tensor *const in[], const attributes *attr, size_t *rank,
                                size_t dims[MAX_RANK])
{
    (void)in, (void)attr, (void)dims;
    *rank = 0;
    return OP_OK;
}

static op_status scale_evaluate_local(const tensor *const in[], const attributes *attr, tensor *out)
{
    out->data[0] = attr->k * in[0]->data[0];
    return OP_OK;
}

static op_status scale_pull_local(const tensor *const in[], const attributes *attr,
                                  const tensor *out, const tensor *dout, tensor *const din[])
{
    (void)in, (void)out;
    din[0]->data[0] += attr->k * dout->data[0];
    return OP_OK;
}

static op_status scale_push_local(const tensor *const in[], const attributes *attr,
                                  const tensor *out, const tensor *const tangent[],
                                  tensor *out_tangent)
{
    (void)in, (void)out;
    out_tangent->data[0] = attr->k * tangent[0]->data[0];
    return OP_OK;
}

static op_status add_evaluate_local(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    out->data[0] = in[0]->data[0] + in[1]->data[0];
    return OP_OK;
}

static op_status add_pull_local(const tensor *const in[], const attributes *attr, const tensor *out,
                                const tensor *dout, tensor *const din[])
{
    (void)in, (void)attr, (void)out;
    din[0]->data[0] += dout->data[0];
    din[1]->data[0] += dout->data[0];
    return OP_OK;
}

static op_status add_push_local(const tensor *const in[], const attributes *attr, const tensor *out,
                                const tensor *const tangent[], tensor *out_tangent)
{
    (void)in, (void)attr, (void)out;
    out_tangent->data[0] = tangent[0]->data[0] + tangent[1]->data[0];
    return OP_OK;
}

void engine_local_ops(engine_op ops[LOCAL_OPS])
{
    ops[0] = (engine_op){"scale",         1, scalar_extents, scale_evaluate_local, scale_pull_local,
                         scale_push_local};
    ops[1] =
        (engine_op){"add", 2, scalar_extents, add_evaluate_local, add_pull_local, add_push_local};
}
