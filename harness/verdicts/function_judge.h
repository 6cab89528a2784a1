/* function_judge.h - one course function of a submission: what is asked of it, what came back, and
 * the verdicts on that. */
#ifndef FUNCTION_JUDGE_H
#define FUNCTION_JUDGE_H

#include "judge.h"
#include "plan.h"

/* Every case is asked for twice, in turn and then back, so that state shows. */
enum { FUNCTION_ROUNDS = 2 };

/* Calls the function on the case: result[i] is output i, on entry what the buffer shall hold before
 * the call, afterwards what it held in the end; untouched unless the call completed. hurried: see
 * struct call. False only for a fault of the grader's own. */
typedef bool function_caller(void *context, const function_case *c, bool hurried,
                             tensor *const result[], observation *seen, error *e);

typedef struct function_trial {
    observation seen;
    tensor *result[MAX_FUNCTION_OUTPUTS]; /* NULL where nothing came back */
} function_trial;

typedef struct function_case_trials {
    function_trial round[FUNCTION_ROUNDS];
} function_case_trials;

typedef struct function_trials {
    size_t case_count;
    function_case_trials *cases; /* in the plan's order */
    bool defined;                /* whether the submission has the function */
} function_trials;

/* Makes the calls. unloadable: see observe_op. */
bool function_observe(function_trials *out, const planned_function *planned, bool defined,
                      function_caller *caller, void *context, observation *unloadable, error *e);
void function_trials_free(function_trials *t);

/* The verdict on the results of a case. probe is the round that decided, 0 or 1 by another name;
 * input is the number of the output. element_count is 0 where a status is wrong. */
verdict function_judge(const planned_function_case *c, const function_trials *t, size_t number);

/* The verdict on the energy that a descent reached: got, and wanted at most. For cases with
 * has_energy only. */
verdict function_judge_energy(const planned_function_case *c, const function_trials *t,
                              size_t number);

#endif
