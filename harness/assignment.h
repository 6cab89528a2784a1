/* assignment.h - what is asked of a submission: ops, points, which cases are public, tolerances,
 * limits, and how much a hidden failure reveals. */
#ifndef ASSIGNMENT_H
#define ASSIGNMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"
#include "op_table.h"
#include "submission_limits.h"
#include "xml.h"

enum { ASSIGNMENT_NAME = 64, ASSIGNMENT_TITLE = 160, SEED_TEXT = 128 };

/* What the report of a failed hidden case may tell. */
typedef enum reveal {
    REVEAL_FULL,     /* everything: the mistake, the worst element, the numbers */
    REVEAL_CATEGORY, /* what kind of mistake; no numbers */
    REVEAL_SCORE     /* only that it failed */
} reveal;

/* One op of the assignment. */
typedef struct op_task {
    const op *op;
    double points[DIRECTION_COUNT]; /* 0: that direction is not asked for */
    size_t public_count;            /* names of the public cases; 0 with public_given: none is */
    bool public_given;              /* false: as the case file says */
    char (*public_name)[64];
} op_task;

typedef struct assignment {
    char name[ASSIGNMENT_NAME];
    char title[ASSIGNMENT_TITLE];
    char seed[SEED_TEXT]; /* of the hidden cases; "" if the assignment gives none */
    reveal reveal;
    double rounding_factor; /* a tolerance is that many units of rounding of the sum at hand */
    double proof_factor;    /* the reference is proved to that many GSL error estimates */
    double follow_through;  /* share of backward's points for a backward that is right for the
                               submission's own, wrong, forward; 0: none */
    limits limits;
    size_t task_count;
    op_task *task;
} assignment;

/* Reads an assignment. name_or_path: a name such as "edf1", looked up as directory/NAME.xml, or a
 * path (anything with a slash or ending in .xml). Fails naming file and line. */
bool assignment_open(assignment **out, const char *directory, const char *name_or_path, error *e);
void assignment_close(assignment *a);

#endif
