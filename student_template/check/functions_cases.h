/* functions_cases.h - small cases of every function, computed by hand.
 *
 * SPDX-License-Identifier: MIT-0 */
#ifndef FUNCTIONS_CASES_H
#define FUNCTIONS_CASES_H

#include "arrays.h"
#include "functions.h"

/* One function at one point. */
typedef struct function_case {
    const char *function;
    int line; /* where the case stands in functions_cases.c */
    array in[MAX_FUNCTION_INPUTS];
    settings set;
    op_status status; /* to be returned; if not OP_OK, the outputs do not matter */
    array out[MAX_FUNCTION_OUTPUTS];
} function_case;

extern const function_case function_cases[];
extern const size_t function_case_count;

#endif
