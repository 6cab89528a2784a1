/* SPDX-License-Identifier: MIT-0
 *
 * Computation graphs of the exercises, drawn by applying one op after the other:
 *
 *     node sum;
 *     op_status status = apply(context, "add", (const node[]){a, b}, NULL, &sum);
 *     if (status != OP_OK)
 *         return status;
 *
 * makes the node a + b. An op that reads attributes takes them in place of NULL: for "scale", write
 * &(attributes){.k = 2}. Who calls decides what apply does with the nodes; an engine may build the
 * graph, another caller may only count them.
 *
 * Marks go by the values of the outputs and by the number of nodes: what a formula names twice is
 * computed once and its node used again. The ops that you need here are exp, log, sqrt, sin,
 * square, scale, sigmoid, add, sub, mul and div. */
#include "engine.h"

/* A = e^a / sqrt(b) log(a + b). The quotient is e^a over sqrt(b) only; 6 nodes will do. */
op_status graph_edf1_a(graph_apply *apply, void *context, const node in[], node out[])
{
    const node a = in[0], b = in[1];
    node *A = &out[0];

    (void)apply, (void)context, (void)a, (void)b, (void)A; /* delete this line */
    return OP_NOT_IMPLEMENTED;
}

/* B = sqrt(t) + log(t) + t / (b c^2) with t = a + b + c^2; c^2 comes up in t as well. 9 nodes. */
op_status graph_edf1_b(graph_apply *apply, void *context, const node in[], node out[])
{
    const node a = in[0], b = in[1], c = in[2];
    node *B = &out[0];

    (void)apply, (void)context, (void)a, (void)b, (void)c, (void)B;
    return OP_NOT_IMPLEMENTED;
}

/* C = the sum over three points of (w0 + w1 x_i - y_i)^2. 14 nodes. */
op_status graph_edf1_c(graph_apply *apply, void *context, const node in[], node out[])
{
    const node w0 = in[0], w1 = in[1];
    const node *x = &in[2], *y = &in[5]; /* x[0] to x[2], y[0] to y[2] */
    node *C = &out[0];

    (void)apply, (void)context, (void)w0, (void)w1, (void)x, (void)y, (void)C;
    return OP_NOT_IMPLEMENTED;
}

/* w = a b + b with a = x y + z and b = a (x + x). 6 nodes. */
op_status graph_hw1(graph_apply *apply, void *context, const node in[], node out[])
{
    const node x = in[0], y = in[1], z = in[2];
    node *w = &out[0];

    (void)apply, (void)context, (void)x, (void)y, (void)z, (void)w;
    return OP_NOT_IMPLEMENTED;
}

/* f1 = e^(2 x2) + x1 sin(3 x2^2) and f2 = x1 x2 + sigma(x2), sigma being the op sigmoid. 10 nodes
 * for both. */
op_status graph_fr(graph_apply *apply, void *context, const node in[], node out[])
{
    const node x1 = in[0], x2 = in[1];
    node *f1 = &out[0], *f2 = &out[1];

    (void)apply, (void)context, (void)x1, (void)x2, (void)f1, (void)f2;
    return OP_NOT_IMPLEMENTED;
}
