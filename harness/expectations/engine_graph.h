/* engine_graph.h - the graphs that submissions draw with graph_NAME: what is asked, and whether
 * what was drawn is right. The worker only records what a submission applied; grade evaluates it.
 */
#ifndef ENGINE_GRAPH_H
#define ENGINE_GRAPH_H

#include "engine.h"
#include "engine_wire.h"
#include "error.h"
#include "graph_table.h"
#include "verdict.h"

enum { GRAPH_POINTS = 3 };

struct graph_row {
    const char *name; /* "graph_edf1_a" */
    const char *inputs, *formula;
    graph_builder *reference;
    uint32_t input_count, output_count;
};

/* What is asked of one graph: at these points, with so few nodes beside the inputs. The first point
 * is public, and drawn from PUBLIC_SEED. */
typedef struct graph_question {
    const graph_row *row;
    uint32_t node_count;
    size_t point_count;
    double point[GRAPH_POINTS][MAX_GRAPH_INPUTS];
} graph_question;

/* Draws the points: GRAPH_POINTS, or only the public one. */
bool graph_question_make(graph_question *out, const graph_row *row, const char *seed,
                         bool public_only, error *e);

/* What came of one case of a graph. */
typedef struct graph_verdict {
    verdict_kind kind;
    char reason[240];
} graph_verdict;

typedef struct graph_verdicts {
    graph_verdict value[GRAPH_POINTS], gradient[GRAPH_POINTS], nodes;
} graph_verdicts;

/* Judges what a submission drew; the record is checked. False only without memory. */
bool graph_judge(graph_verdicts *out, const graph_question *q, const graph_record *r, error *e);

/* A graph worked out at a point. */
typedef struct graph_solution {
    char formula[2][400];           /* of every output */
    double number[PROGRAM_RESULTS]; /* for every output its value, then its gradients */
    char fault[240];                /* why there are no formulas or numbers, else "" */
} graph_solution;

/* Works out what was drawn; NULL: the reference's. False only without memory. */
bool graph_solve(graph_solution *out, const graph_question *q, const graph_record *r, size_t point,
                 error *e);

#endif
