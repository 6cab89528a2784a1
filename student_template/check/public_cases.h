/* public_cases.h - small cases of every op, computed by hand, and small graphs of ops.
 *
 * SPDX-License-Identifier: MIT-0 */
#ifndef PUBLIC_CASES_H
#define PUBLIC_CASES_H

#include "arrays.h"

/* One op at one point. */
typedef struct op_case {
    const char *op;
    int line; /* where the case stands in public_cases.c */
    array in[MAX_INPUTS];
    bool same; /* in[0] is passed as in[1], too, and both share one gradient buffer */
    attributes attr;
    array out;
    array dout;                 /* the upstream gradient */
    array gradient[MAX_INPUTS]; /* what backward adds to din[i]; no data: in[i] is constant */
} op_case;

extern const op_case op_cases[];
extern const size_t op_case_count;

enum { MAX_NODES = 12 };

/* Several ops, one applied to the results of others. The first nodes are inputs; step i makes node
 * input_count + i. The last node is a scalar, whose gradients are asked for. */
typedef struct graph_case {
    const char *name;
    size_t input_count, step_count;
    array node[MAX_NODES]; /* inputs: their values; results: their shapes, the last one's value */
    struct {
        const char *op;
        size_t in[MAX_INPUTS]; /* node numbers */
        size_t in_count;
        attributes attr;
    } step[MAX_NODES];
    array gradient[MAX_NODES]; /* of the inputs; no data: not checked */
} graph_case;

extern const graph_case graph_cases[];
extern const size_t graph_case_count;

#endif
