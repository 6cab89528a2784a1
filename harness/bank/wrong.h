/* wrong.h - the bank of wrong variants: known ways to get an op wrong, each as a function of the
 * contract with one mistake in it.
 *
 * The same function serves twice: `grade` runs it beside the reference to recognise the mistake in
 * a submission, and `grade-selftest` hands it in as a submission, to see that it loses its points
 * and is named. Only mistakes that can be run safely belong here: reads and writes out of bounds
 * have submissions of their own, in broken/.
 *
 * A new variant is a function and a row in wrong/OP.c; a new file there is found by itself. */
#ifndef WRONG_H
#define WRONG_H

#include "contract.h"

typedef struct wrong_variant {
    const char *name;
    op_forward *forward; /* exactly one of the three is set */
    op_backward *backward;
    op_jvp *jvp;
    const char *sentence; /* what is wrong, in the op's own symbols */
    const char *hint;     /* where to look: one step short of the solution */
} wrong_variant;

typedef struct wrong_op {
    size_t count;
    const wrong_variant *variants;
} wrong_op;

/* The wrong variants of the op of that name; none (count 0) for an op without any. */
wrong_op wrong_variants(const char *op_name);

/* The row of a variant, and the table at the end of a file. */
#define WRONG_FORWARD(function, what, where)                                                       \
    {                                                                                              \
        .name = #function, .forward = (function), .sentence = (what), .hint = (where)              \
    }
#define WRONG_BACKWARD(function, what, where)                                                      \
    {                                                                                              \
        .name = #function, .backward = (function), .sentence = (what), .hint = (where)             \
    }
#define WRONG_JVP(function, what, where)                                                           \
    {                                                                                              \
        .name = #function, .jvp = (function), .sentence = (what), .hint = (where)                  \
    }
#ifndef WRONG_SET
#define WRONG_SET wrong /* a set of its own is for variants that the bank does not have */
#endif
#define WRONG_JOIN(set, op) set##_##op
#define WRONG_SYMBOL(set, op) WRONG_JOIN(set, op)
#define WRONG_OP(op, ...)                                                                          \
    static const wrong_variant op##_variants[] = {__VA_ARGS__};                                    \
    extern const wrong_op WRONG_SYMBOL(WRONG_SET, op);                                             \
    const wrong_op WRONG_SYMBOL(WRONG_SET, op) = {sizeof op##_variants / sizeof *op##_variants,    \
                                                  op##_variants};

#endif
