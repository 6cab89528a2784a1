/* grading.h - one submission taken through the stages: loaded, observed, judged, scored. */
#ifndef GRADING_H
#define GRADING_H

#include "plan.h"
#include "sheet.h"

/* Called after each item, for a progress display: done of all. */
typedef void grading_progress(void *context, size_t done, size_t all, const char *item_name);

/* Grades one file. A bad file is a sheet with rejected set. An interrupt (interrupt.h) or a fault
 * of the grader's own leaves a sheet with interrupted set, and keeps what is known; false only
 * where there is no memory for that. progress may be NULL. The caller releases *out with
 * sheet_free. */
bool grading_run(sheet **out, const plan *p, const char *path, const char *student,
                 const char *worker_path, grading_progress *progress, void *context, error *e);

#endif
