/* inquiry.h - what would a function with this mistake have answered?
 *
 * A case is asked again with the reference's functions, or with others of the contract, on
 * arguments that may be mixed up first. */
#ifndef INQUIRY_H
#define INQUIRY_H

#include "plan.h"

/* Which answer of which case. */
typedef struct inquiry {
    const planned_case *c;
    direction direction;
    size_t input;   /* backward: the gradient by which input */
    size_t variant; /* suspects that come in several variants count them here */
} inquiry;

/* The right answer. */
const tensor *inquiry_right(const inquiry *q);

/* The arguments of a call, to be mixed up before it is made, and the functions to be called: at
 * first those of the case, and the reference's. */
typedef struct call_arguments {
    const op *op;
    op_forward *forward;
    op_backward *backward;
    op_jvp *jvp;
    const tensor *in[MAX_INPUTS];
    const tensor *tangent[MAX_INPUTS];
    attributes attr;
    const tensor *out, *dout;
} call_arguments;

call_arguments inquiry_arguments(const inquiry *q);

/* Calls the function of the inquiry's direction and leaves its answer in `answer`, which is shaped
 * like the right one. False where it refuses its arguments, or is not there. */
bool inquiry_run(const inquiry *q, const call_arguments *a, tensor *answer);

#endif
