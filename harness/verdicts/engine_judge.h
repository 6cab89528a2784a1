/* engine_judge.h - is what an engine did right, and if not, what is its mistake? Pure. */
#ifndef ENGINE_JUDGE_H
#define ENGINE_JUDGE_H

#include "observe_engine.h"
#include "verdict.h"

typedef struct engine_verdict {
    verdict_kind kind;
    uint32_t step;  /* where it went wrong */
    size_t element; /* of the step's results */
    double got, wanted, tolerance;
    size_t wrong_count; /* of the step's results */
    uint32_t node;      /* WRONG_CALLS: of which node, or NO_NODE */
    size_t calls, calls_allowed;
    call_kind call; /* WRONG_CALLS: of what */
} engine_verdict;

engine_verdict engine_judge(const engine_case *c, const engine_trial *t);

/* The mistake that explains all verdicts of one part of the cases, NULL where none is known. A
 * trial and a verdict for every case, in order. */
const char *engine_diagnose(const engine_cases *cases, direction part,
                            const engine_trial *const trials[], const engine_verdict verdicts[]);

/* Why the case did not pass, in a line without a full stop. full: numbers may be told. */
void engine_explain(char *text, size_t size, const engine_case *c, const engine_trial *t,
                    const engine_verdict *v, bool full);

#endif
