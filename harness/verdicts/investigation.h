/* investigation.h - one wrong answer of an op, over all cases: what the ways of naming a mistake
 * work on. */
#ifndef INVESTIGATION_H
#define INVESTIGATION_H

#include "diagnose.h"
#include "inquiry.h"

typedef struct investigation {
    direction direction;
    size_t input; /* backward: the gradient by which input */
    const planned_op *planned;
    const op_trials *trials;
    const verdict_kind *kinds; /* per case: the verdict on this answer alone */
} investigation;

/* What was answered to case k, and what is right; NULL where nothing came back. */
const tensor *investigation_answer(const investigation *v, size_t k);
const expected *investigation_expected(const investigation *v, size_t k);
inquiry investigation_inquiry(const investigation *v, size_t k);

/* Whether a verdict says that numbers are wrong. */
bool investigation_by_numbers(verdict_kind kind);

/* Computes a wrong answer to a case; false where it does not apply to that case. */
typedef bool prediction(void *context, const inquiry *q, tensor *wrong);

/* Whether it predicts the answers to all cases that it applies to. */
bool investigation_consistent(const investigation *v, prediction *predict, void *context);

/* Whether it does so, and applies to all cases that are wrong, of which there is one at least. */
bool investigation_explained(const investigation *v, prediction *predict, void *context);

/* What the answer is called: "dX", or "Y" for forward. */
void investigation_answer_name(const investigation *v, char *text, size_t size);

#endif
