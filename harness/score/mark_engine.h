/* mark_engine.h - engines and graphs: from running them to items of the mark sheet. */
#ifndef MARK_ENGINE_H
#define MARK_ENGINE_H

#include "sandbox.h"
#include "sheet.h"

/* Runs, judges and diagnoses the submission's engine. False only for a fault of the grader's own.
 */
bool mark_engine(sheet *s, item *out, sandbox *box, const submission *sub, error *e);

/* The same for one of the plan's graphs. */
bool mark_graph(sheet *s, item *out, sandbox *box, const submission *sub, const planned_graph *g,
                error *e);

/* The items of a file that was refused. */
bool mark_rejected_engine(sheet *s, item *out, error *e);
bool mark_rejected_graph(sheet *s, item *out, const planned_graph *g, error *e);

#endif
