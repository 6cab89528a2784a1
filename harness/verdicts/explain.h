/* explain.h - verdicts in words. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "mark_ops.h"

/* Why case number k of direction d failed, in one line without a full stop: as much as the
 * assignment lets a student know of that case. Empty for a verdict that passed. */
void explain_case(char *text, size_t size, const op_result *r, direction d, size_t k, reveal level);

/* The numbers at the worst element, in lines of their own: reference, difference quotient,
 * submission. Empty where there are none or the level does not allow them. */
void explain_numbers(char *text, size_t size, const op_result *r, direction d, size_t k,
                     reveal level);

/* What the arguments of a call are called. */
typedef struct operand_names {
    size_t input_count;
    const signature_operand *input;
    const char *output;
} operand_names;

/* How a call that did not come to its end ended. names: of its arguments, or NULL. A submission can
 * choose its status, its system call or where it crashes, and so have its inputs told: these are
 * said only at level full, or of loading, when there are no inputs yet. */
void explain_outcome(char *text, size_t size, const operand_names *names, const observation *seen,
                     reveal level);

/* What the assignment reveals of a case: everything, where the case is public. */
reveal reveal_of(const plan *p, const planned_case *c);

/* "dX[2][0]": an element of an answer. */
void explain_element(char *text, size_t size, const op_result *r, direction d, size_t k,
                     const verdict *v);

#endif
