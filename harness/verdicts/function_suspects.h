/* function_suspects.h - ways to get a course function wrong, each as a prediction of the wrong
 * numbers, and the search for the one that explains what a submission answered (as diagnose.h is
 * for ops). */
#ifndef FUNCTION_SUSPECTS_H
#define FUNCTION_SUSPECTS_H

#include "diagnose.h"
#include "function_judge.h"

/* Fills wrong[i], shaped like output i, with what variant number `variant` of the suspect answers
 * to the case, and may put what is particular to it (a factor, a setting's name) into detail. False
 * where it does not apply to this case, or there is no such variant for this function. */
typedef bool function_predict(const planned_function_case *c, size_t variant, tensor *const wrong[],
                              char *detail, size_t size);

typedef struct function_suspect {
    const char *sentence; /* %s is the detail */
    size_t variant_count;
    function_predict *predict;
} function_suspect;

/* The slips of single functions, which are looked at first; and what goes wrong with arguments and
 * results in any function. */
size_t function_slip_count(void);
const function_suspect *function_slip_at(size_t i);
size_t function_suspect_count(void);
const function_suspect *function_suspect_at(size_t i);

/* Looks for what explains the failed verdicts, one for each case in the plan's order. */
mistake function_diagnose(const planned_function *planned, const function_trials *trials,
                          const verdict verdicts[]);

#endif
