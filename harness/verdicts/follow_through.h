/* follow_through.h - is a wrong backward right for the submission's own, wrong, forward?
 *
 * A marker of paper exercises gives credit for a gradient that follows correctly from a slip made
 * before. So does grade, as far as the assignment allows: backward is compared with symmetric
 * differences of the submission's own forward. That never makes a pass, because a submission could
 * bend its forward to fit. */
#ifndef FOLLOW_THROUGH_H
#define FOLLOW_THROUGH_H

#include "judge.h"
#include "sandbox.h"

/* Looks at every case whose forward and backward are both wrong by their numbers, and sets
 * follows[k] where backward is the gradient of the forward that is there. verdicts: of both
 * directions, one per case. False only for a fault of the grader's own. */
bool follow_through_find(bool *follows, sandbox *box, const planned_op *planned,
                         const op_trials *trials, const verdict *forward, const verdict *backward,
                         error *e);

#endif
