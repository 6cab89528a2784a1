/* plan.h - the cases of a run, drawn and proved: what every submission of the run is held against.
 *
 * A plan knows nothing of any submission; one plan serves a whole class. */
#ifndef PLAN_H
#define PLAN_H

#include "assignment.h"
#include "cases.h"
#include "engine_cases.h"
#include "expectations.h"
#include "function_expect.h"
#include "training_expect.h"

/* What to leave out, and where data is found. Empty strings leave nothing out. */
typedef struct plan_filter {
    const char *op_name;
    const char *case_name;
    bool public_only;
    const char *data_directory; /* of MNIST, for trainings on digits; NULL or "": digits are made */
} plan_filter;

typedef struct planned_case {
    test_case *test;
    expectation *expected;
    bool is_public;
    char place[256]; /* FILE:LINE of its specification */
} planned_case;

typedef struct planned_op {
    const op_task *task;
    size_t case_count;
    planned_case *cases;
} planned_op;

typedef struct planned_function_case {
    function_case *test;
    function_expectation *expected;
    bool is_public;
    char place[256]; /* FILE:LINE of its specification */
} planned_function_case;

typedef struct planned_function {
    const function_task *task;
    size_t case_count;
    planned_function_case *cases;
} planned_function;

typedef struct planned_training_case {
    training_case *test;
    training_expectation *expected;
    bool is_public;
} planned_training_case;

typedef struct planned_training {
    const training_task *task;
    size_t case_count;
    planned_training_case *cases; /* those of the steps first */
} planned_training;

/* The name of the engine's item, for filters and reports. */
#define ENGINE_ITEM "engine"

struct graph_question;

typedef struct planned_graph {
    const graph_task *task;
    struct graph_question *question; /* owned */
} planned_graph;

typedef struct plan {
    const assignment *assignment; /* borrowed */
    char seed[SEED_TEXT];         /* of the hidden cases */
    size_t op_count;
    planned_op *ops;
    size_t function_count;
    planned_function *functions;
    engine_cases engine; /* no cases: none is asked for */
    size_t graph_count;
    planned_graph graphs[MAX_GRAPHS];
    size_t training_count;
    planned_training *trainings;
    training_sets *training_sets; /* NULL where there are no trainings */
    size_t case_count;            /* over all ops, functions, the engine, graphs and trainings */
} plan;

/* Reads the cases of the assignment's ops from directory, draws and proves them. A drawn case that
 * turns out unfit is drawn again, a few times; whatever else is wrong with a case fails, naming
 * its file and line, and so does a filter that leaves nothing. */
bool plan_make(plan **out, const assignment *a, const char *directory, const char *seed,
               const plan_filter *filter, error *e);
void plan_free(plan *p);

/* How many items a mark sheet of the plan has. */
size_t plan_item_count(const plan *p);

#endif
