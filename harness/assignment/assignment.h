/* assignment.h - what is asked of a submission: ops, points, which cases are public, tolerances,
 * limits, and how much a hidden failure reveals. */
#ifndef ASSIGNMENT_H
#define ASSIGNMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"
#include "function_table.h"
#include "graph_table.h"
#include "op_table.h"
#include "public_names.h"
#include "submission_limits.h"
#include "training_task.h"
#include "xml.h"

enum { ASSIGNMENT_NAME = 64, ASSIGNMENT_TITLE = 160, SEED_TEXT = 128, PLACE_TEXT = 256 };

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
    public_names public;
} op_task;

/* What is asked of an engine: values, reverse mode, forward mode and Jacobians. */
typedef struct engine_task {
    double points[DIRECTION_COUNT]; /* all 0: no engine is asked for */
    char place[PLACE_TEXT];         /* FILE:LINE of its row */
} engine_task;

typedef enum graph_part { GRAPH_VALUE, GRAPH_GRADIENT, GRAPH_NODES, GRAPH_PARTS } graph_part;

/* One graph of the assignment. */
typedef struct graph_task {
    const graph_row *row;
    double points[GRAPH_PARTS]; /* 0: that part is not asked for */
    char place[PLACE_TEXT];     /* FILE:LINE of its row */
} graph_task;

enum { MAX_GRAPHS = 8, MAX_TRAININGS = 1000 };

/* One course function of the assignment. */
typedef struct function_task {
    const function *f;
    double points;
    public_names public;
} function_task;

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
    size_t function_count;
    function_task *function;
    engine_task engine;
    size_t graph_count;
    graph_task graph[MAX_GRAPHS];
    size_t training_count;
    training_task *training;
} assignment;

/* Reads an assignment. name_or_path: a name such as "edf1", looked up as directory/NAME.xml, or a
 * path (anything with a slash or ending in .xml). Fails naming file and line. */
bool assignment_open(assignment **out, const char *directory, const char *name_or_path, error *e);
void assignment_close(assignment *a);

#endif
