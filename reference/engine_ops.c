#include "engine_ops.h"

#include "op_table.h"

static op_status output_shape(const op *o, const tensor *const in[], const attributes *attr,
                              size_t *rank, size_t dims[MAX_RANK])
{
    return op_output_shape(o, in, attr, rank, dims, NULL) ? OP_OK : OP_BAD_INPUT;
}

/* An engine_op's shape takes no context, so every op needs a function of its own. */
#define NUMBER(id, signature, attributes, formula) OP_##id,
enum { OPS(NUMBER) OP_COUNT };
#undef NUMBER

#define SHAPE(id, signature, attribute_names, formula)                                             \
    static op_status id##_shape(const tensor *const in[], const attributes *attr, size_t *rank,    \
                                size_t dims[MAX_RANK])                                             \
    {                                                                                              \
        return output_shape(op_at(OP_##id), in, attr, rank, dims);                                 \
    }
OPS(SHAPE)
#undef SHAPE

const engine_op *engine_ops(size_t *count)
{
#define ROW(id, signature, attributes, formula)                                                    \
    {#id, 0, id##_shape, id##_forward, id##_backward, id##_jvp},
    static engine_op rows[] = {OPS(ROW)};
#undef ROW
    for (size_t i = 0; i < OP_COUNT; i++)
        rows[i].input_count = op_at(i)->input_count;
    *count = OP_COUNT;
    return rows;
}
