/* judge.h - from numbers to verdicts. Pure: no I/O, no allocation, no clock. */
#ifndef JUDGE_H
#define JUDGE_H

#include "expectations.h"
#include "observe.h"
#include "verdict.h"

typedef struct verdict {
    verdict_kind kind;
    probe probe;    /* the call that decided */
    size_t input;   /* backward: the gradient of which input */
    size_t element; /* the worst element */
    double got;     /* there; for a prefilled gradient, what was added */
    double wanted;
    double tolerance;
    size_t wrong_count; /* elements that are wrong (not finite, not written), out of */
    size_t element_count;
} verdict;

/* The verdict on one direction of a case. defined: whether the submission has the function. */
verdict judge(direction d, bool defined, const test_case *c, const expectation *x,
              const case_trials *t);

/* What the numbers of a gradient by one input say alone, added to zeros; VERDICT_NOT_RUN for NULL.
 */
verdict_kind judge_gradient(const expectation *x, size_t input, const tensor *got);

/* Whether `got` is right for every element: the test by which judge passes an answer. The bounds
 * are low - tolerance and high + tolerance; a NaN is never within them. */
bool within(double got, double low, double high, double tolerance);

/* What the end of a call alone says of it. */
verdict_kind judge_outcome(const observation *seen);

/* One tensor of an answer beside what is right for it. */
typedef struct comparison {
    const tensor *got, *low, *high, *tolerance;
    const tensor *start;  /* what the buffer held before; NULL for zeros */
    const tensor *coarse; /* the tolerance within which an answer is imprecise, not wrong */
    verdict_kind wrong;   /* what to call a wrong one */
} comparison;

/* Whether every element is right; if so *v is left alone, and else filled in but for probe and
 * input. */
bool judge_compare(verdict *v, const comparison *c);

#endif
