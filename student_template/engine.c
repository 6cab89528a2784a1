/* SPDX-License-Identifier: MIT-0
 *
 * The engine: it remembers which op was applied to which nodes, and differentiates what came of it.
 * engine.h says what each function must do; here is an idea of how. It is not the only one.
 *
 * Nodes     Keep them in an array, the tape, that grows as needed. A node needs its op (none for an
 *           input), the numbers of the nodes that it was applied to, a copy of the attributes, and
 *           three tensors: value, gradient and tangent. Tensors that were handed out as borrowed
 *           must stay where they are when the tape grows.
 * Order     An op can only be applied to nodes that exist, so a node's inputs have smaller numbers
 *           than itself. Walking the tape upwards meets every node after its inputs, walking it
 *           downwards meets every node after all that use it. No recursion is needed, and a graph
 *           of 100 000 nodes in a row would not leave it enough stack.
 * Reverse   Set all gradients to 0 and that of the output to 1. Walk downwards; for every node that
 *           the output depends on, let the op's backward add to the gradients of its inputs. It
 *           adds by itself: do not add a second time, and do not set to 0 in between.
 * Forward   Set all tangents to 0, then those of the inputs that move. Walk upwards; let the op's
 *           jvp write the tangent of every node that depends on one of them.
 * Jacobians Reverse mode that starts from a 1 in one element of the output finds one row; forward
 *           mode that starts from a 1 in one element of the input finds one column.
 * Check     b = a + a, c = b + b: the gradient of c by a is 4. And x * x, where both inputs are the
 *           same node: 2 x. */
#include "engine.h"

/* Say here what an engine consists of: the ops it was given, the tape and its length. */
struct engine {
    const engine_op *ops;
    size_t op_count;
};

/* Allocates the engine. */
engine *engine_open(const engine_op *ops, size_t op_count)
{
    (void)ops, (void)op_count; /* delete this line once they are used */
    return NULL;
}

/* Frees the tensors and attributes of all nodes, the tape, and the engine. */
void engine_close(engine *e)
{
    (void)e;
}

/* Appends a node without an op, whose value is a copy. */
op_status engine_input(engine *e, const tensor *value, node *out)
{
    (void)e, (void)value, (void)out;
    return OP_NOT_IMPLEMENTED;
}

/* Finds the op by its name, asks its shape, allocates the node's tensors, calls its forward; only
 * then appends the node. */
op_status engine_apply(engine *e, const char *op_name, const node in[], const attributes *attr,
                       node *out)
{
    (void)e, (void)op_name, (void)in, (void)attr, (void)out;
    return OP_NOT_IMPLEMENTED;
}

const tensor *engine_value(const engine *e, node n)
{
    (void)e, (void)n;
    return NULL;
}

/* Reverse mode. */
op_status engine_backward(engine *e, node output)
{
    (void)e, (void)output;
    return OP_NOT_IMPLEMENTED;
}

const tensor *engine_gradient(const engine *e, node n)
{
    (void)e, (void)n;
    return NULL;
}

/* Forward mode, in a single pass however many inputs move. */
op_status engine_directional(engine *e, node output, const node inputs[],
                             const tensor *const tangents[], size_t input_count, tensor *out)
{
    (void)e, (void)output, (void)inputs, (void)tangents, (void)input_count, (void)out;
    return OP_NOT_IMPLEMENTED;
}

/* Row by row. */
op_status engine_jacobian_reverse(engine *e, node output, node input, tensor *J)
{
    (void)e, (void)output, (void)input, (void)J;
    return OP_NOT_IMPLEMENTED;
}

/* Column by column. */
op_status engine_jacobian_forward(engine *e, node output, node input, tensor *J)
{
    (void)e, (void)output, (void)input, (void)J;
    return OP_NOT_IMPLEMENTED;
}

size_t engine_node_count(const engine *e)
{
    (void)e;
    return 0;
}
