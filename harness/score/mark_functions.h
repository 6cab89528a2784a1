/* mark_functions.h - course functions: from the calls of a submission's function to an item of its
 * mark sheet.
 *
 * An item has a part "result". One whose cases descend on an energy has a second part, "energy",
 * and each of the two has half of the points. */
#ifndef MARK_FUNCTIONS_H
#define MARK_FUNCTIONS_H

#include "function_judge.h"
#include "function_suspects.h"
#include "sheet.h"

/* Everything found out about one function of a submission. */
typedef struct function_result {
    const planned_function *planned; /* borrowed */
    function_trials trials;
    verdict *verdicts; /* one per case */
    mistake mistake;
    char hint[200]; /* what may be behind a missing function, or "" */
} function_result;

/* Calls, judges and diagnoses one function. unloadable: see observe_op. False only for a fault of
 * the grader's own. The caller releases *out with function_result_free. */
bool function_result_make(function_result *out, const planned_function *planned, bool defined,
                          function_caller *caller, void *context, observation *unloadable,
                          error *e);
void function_result_free(function_result *r);

/* Writes the result down as an item of the sheet, and scores it. */
bool mark_function(sheet *s, item *out, const function_result *r, error *e);

/* The item of a function of a file that was refused. */
bool mark_rejected_function(sheet *s, item *out, const planned_function *planned, error *e);

#endif
