/* engine.h - an engine that a student writes: it builds graphs of ops, and differentiates them in
 * reverse and in forward mode.
 *
 * SPDX-License-Identifier: MIT-0
 *
 * All eleven functions belong together: an engine is marked when it has them all (the three of
 * forward mode and Jacobians may be stubs that return OP_NOT_IMPLEMENTED, and cost their own points
 * only). The ops are given to the engine: it calls them and must not know their formulas.
 *
 * A node or a tensor that does not fit is answered with OP_BAD_INPUT, an op's failure with what the
 * op returned. Then there is no new node, nothing that was to be written holds a meaning, and the
 * engine can be used as before. */
#ifndef ENGINE_H
#define ENGINE_H

#include "contract.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An op as the engine gets to know it. shape says what forward's output will look like: it writes
 * *rank and dims[0..*rank). An engine can't tell which inputs are const: backward gets a din and
 * jvp a tangent for every input, and the op leaves alone those that it has no use for. */
typedef struct engine_op {
    const char *name;
    size_t input_count;
    op_status (*shape)(const tensor *const in[], const attributes *attr, size_t *rank,
                       size_t dims[MAX_RANK]);
    op_forward *forward;
    op_backward *backward;
    op_jvp *jvp;
} engine_op;

typedef struct engine engine; /* the student's own type */
typedef size_t node;          /* the student's own numbering */

#pragma GCC visibility push(default)

/* An engine without nodes; NULL when there is no memory. ops[0..op_count) live as long as it. */
engine *engine_open(const engine_op *ops, size_t op_count);

/* Releases everything the engine ever allocated. */
void engine_close(engine *e);

/* A new node with a value of its own: the tensor is copied, the caller may reuse it. */
op_status engine_input(engine *e, const tensor *value, node *out);

/* A new node: the op of that name applied to earlier nodes, which may be the same one several
 * times. OP_BAD_INPUT for a name it does not know. Attributes are copied, their index array too:
 * index is NULL or has index_count entries. attr is NULL for an op that reads none. */
op_status engine_apply(engine *e, const char *op_name, const node in[], const attributes *attr,
                       node *out);

/* The value of a node: borrowed, valid until engine_close. */
const tensor *engine_value(const engine *e, node n);

/* Reverse mode: computes the gradient of the output, which holds a single element, by every node
 * that it depends on; that of all other nodes is 0. Every call starts afresh. Each op's backward is
 * called once at the most, after those of all nodes that its output goes to. */
op_status engine_backward(engine *e, node output);

/* The gradient that the last engine_backward found for a node, 0 where there was none: borrowed,
 * shaped like its value, valid until the next engine_backward or engine_jacobian_reverse. */
const tensor *engine_gradient(const engine *e, node n);

/* Forward mode: the directional derivative of the output where inputs[i] moves along tangents[i]
 * and all other inputs stay. Written to out, shaped like the output's value. One pass over the
 * graph. */
op_status engine_directional(engine *e, node output, const node inputs[],
                             const tensor *const tangents[], size_t input_count, tensor *out);

/* The Jacobian of the output by an input: J[output element][input element], for a matrix J of these
 * extents. By reverse mode, one pass for every element of the output; by forward mode, one for
 * every element of the input. */
op_status engine_jacobian_reverse(engine *e, node output, node input, tensor *J);
op_status engine_jacobian_forward(engine *e, node output, node input, tensor *J);

/* How many nodes there are. */
size_t engine_node_count(const engine *e);

/* What the exercises ask to draw as a computational graph, as GRAPH(name, inputs, formula): the
 * submission defines graph_NAME, which applies ops to the input nodes (scalars, in that order) by
 * means of apply, and names the outputs. Shared subexpressions are to be one node each: the number
 * of nodes counts. */
typedef op_status graph_apply(void *context, const char *op_name, const node in[],
                              const attributes *attr, node *out);
typedef op_status graph_builder(graph_apply *apply, void *context, const node in[], node out[]);

#define GRAPHS(GRAPH)                                                                              \
    GRAPH(edf1_a, "a b -> A", "A = e^a / sqrt(b) log(a + b)")                                      \
    GRAPH(edf1_b, "a b c -> B", "B = sqrt(t) + log(t) + t / (b c^2), t = a + b + c^2")             \
    GRAPH(edf1_c, "w0 w1 x1 x2 x3 y1 y2 y3 -> C", "C = sum_i (w0 + w1 x_i - y_i)^2")               \
    GRAPH(hw1, "x y z -> w", "w = a b + b, a = x y + z, b = a (x + x)")                            \
    GRAPH(fr, "x1 x2 -> f1 f2", "f1 = e^(2 x2) + x1 sin(3 x2^2), f2 = x1 x2 + sigma(x2)")

enum { MAX_GRAPH_INPUTS = 8, MAX_GRAPH_OUTPUTS = 2 };

#define DECLARE_GRAPH(name, inputs, formula) graph_builder graph_##name;
GRAPHS(DECLARE_GRAPH)
#undef DECLARE_GRAPH
#pragma GCC visibility pop

#ifdef __cplusplus
}
#endif

#endif
