/* Graphs that are wrong: A without its logarithm; B right, but with c^2 and t made twice; C with
 * operands that are not there. */
#include "engine.h"

static node apply_to(graph_apply *apply, void *context, const char *op_name, node a, node b)
{
    node out = 0;
    apply(context, op_name, (const node[]){a, b}, NULL, &out);
    return out;
}

op_status graph_edf1_a(graph_apply *apply, void *context, const node in[], node out[])
{
    node power = apply_to(apply, context, "exp", in[0], 0);
    node root = apply_to(apply, context, "sqrt", in[1], 0);
    out[0] = apply_to(apply, context, "div", power, root);
    return OP_OK;
}

static node sum(graph_apply *apply, void *context, const node in[])
{
    node square = apply_to(apply, context, "square", in[2], 0);
    return apply_to(apply, context, "add", apply_to(apply, context, "add", in[0], in[1]), square);
}

op_status graph_edf1_b(graph_apply *apply, void *context, const node in[], node out[])
{
    node t = sum(apply, context, in), again = sum(apply, context, in);
    node square = apply_to(apply, context, "square", in[2], 0);
    node root = apply_to(apply, context, "sqrt", t, 0);
    node logarithm = apply_to(apply, context, "log", again, 0);
    node product = apply_to(apply, context, "mul", in[1], square);
    node quotient = apply_to(apply, context, "div", t, product);
    node both = apply_to(apply, context, "add", root, logarithm);
    out[0] = apply_to(apply, context, "add", both, quotient);
    return OP_OK;
}

op_status graph_edf1_c(graph_apply *apply, void *context, const node in[], node out[])
{
    out[0] = apply_to(apply, context, "add", in[0], (node)-1);
    return OP_OK;
}
