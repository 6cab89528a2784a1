/* right_ops.h - right variants of ops that can be called in this process. */
#ifndef RIGHT_OPS_H
#define RIGHT_OPS_H

#include "contract.h"

enum { RIGHT_STYLES = 6 };

typedef struct right_op {
    const char *style;
    op_forward *forward;
    op_backward *backward;
    op_jvp *jvp;
} right_op;

/* The variants of the op with that number in the table; NULL for functions that a style has not. */
const right_op *right_variants(size_t op_number);

#endif
