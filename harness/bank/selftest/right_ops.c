#include "right_ops.h"

/* Weak, so that an op can be added before the styles have it. */

#define DECLARE(op, style)                                                                         \
    extern op_forward style##_##op##_forward __attribute__((weak));                                \
    extern op_backward style##_##op##_backward __attribute__((weak));                              \
    extern op_jvp style##_##op##_jvp __attribute__((weak));
#define DECLARE_ALL(op, signature, attributes, formula)                                            \
    DECLARE(op, plain_O0)                                                                          \
    DECLARE(op, plain_O3_native)                                                                   \
    DECLARE(op, blocked_O0)                                                                        \
    DECLARE(op, blocked_O3_native)                                                                 \
    DECLARE(op, wide_O0)                                                                           \
    DECLARE(op, wide_O3_native)
OPS(DECLARE_ALL)

#define ONE(op, style)                                                                             \
    {                                                                                              \
#style, style##_##op##_forward, style##_##op##_backward, style##_##op##_jvp                \
    }
#define ROW(op, signature, attributes, formula)                                                    \
    {ONE(op, plain_O0),          ONE(op, plain_O3_native), ONE(op, blocked_O0),                    \
     ONE(op, blocked_O3_native), ONE(op, wide_O0),         ONE(op, wide_O3_native)},

const right_op *right_variants(size_t op_number)
{
    static const right_op rows[][RIGHT_STYLES] = {OPS(ROW)};
    return rows[op_number];
}
