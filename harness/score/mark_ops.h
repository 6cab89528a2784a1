/* mark_ops.h - ops: from the calls of a submission's functions to items of its mark sheet. */
#ifndef MARK_OPS_H
#define MARK_OPS_H

#include "diagnose.h"
#include "observe.h"
#include "sheet.h"

/* Everything found out about one op of a submission. */
typedef struct op_result {
    const planned_op *planned; /* borrowed */
    op_trials trials;
    verdict *verdicts[DIRECTION_COUNT]; /* one per case; NULL where no points are asked for */
    mistake mistakes[DIRECTION_COUNT];
    bool *follows; /* per case: backward is wrong, but right for the wrong forward; or NULL */
    char hints[DIRECTION_COUNT][200]; /* what may be behind a missing function, or "" */
} op_result;

/* Calls, judges and diagnoses one op. unloadable: see observe_op. False only for a fault of the
 * grader's own. The caller releases *out with op_result_free. */
bool op_result_make(op_result *out, sandbox *box, const submission *sub, const planned_op *planned,
                    observation *unloadable, error *e);
void op_result_free(op_result *r);

/* Writes the result down as an item of the sheet, and scores it. */
bool mark_op(sheet *s, item *out, const op_result *r, error *e);

/* The item of an op of a file that was refused. */
bool mark_rejected_op(sheet *s, item *out, const planned_op *planned, error *e);

#endif
