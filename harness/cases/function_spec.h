/* function_spec.h - a function's case between its file and its drawing: filled in by
 * function_cases.c, used by function_draw.c. */
#ifndef FUNCTION_SPEC_H
#define FUNCTION_SPEC_H

#include "distribution.h"
#include "function_cases.h"

struct function_spec {
    /* What does not depend on the seed; tensors to be drawn have their shape, and zeros. */
    function_case fixed;
    bool in_given[MAX_FUNCTION_INPUTS];
    distribution how[MAX_FUNCTION_INPUTS];
    char callback[CASE_NAME]; /* "" where the function takes none */
    bool slope;               /* it writes a' instead of a */
    size_t fails_at;          /* the call from which on the callback fails; 0: never */
    size_t jitter_below;      /* jitter is drawn below that; 0: it is given, or there is none */
    bool public;
    char *place;
};

#endif
