/* SPDX-License-Identifier: MIT-0
 *
 * square: the square of every element. This op is solved, as an example for all the others.
 *
 *     y = x^2
 *
 * Shapes    x may have any shape; y, dy and dx have that same shape.
 * forward   Multiply every element by itself.
 * backward  Add to dx, element by element: the upstream gradient dy times 2 times x.
 * jvp       Write the tangent of x times 2 times x. */
#include "contract.h"

/* An op on single elements does not care about rows and columns: it runs through all numbers of the
 * tensor, from the first to the last, whatever the shape. */
op_status square_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    tensor *y = out;
    (void)attr; /* square has no attributes */

    for (size_t i = 0; i < element_count(x); i++)
        y->data[i] = x->data[i] * x->data[i];
    return OP_OK;
}

/* The chain rule: the loss L depends on x through y only, so dL/dx = dL/dy dy/dx. The first factor
 * comes in from above as dy; the second, 2 x, is what this op contributes.
 *
 * Why += and not =: x may be used in several places of a computation, and then L depends on it
 * along several paths. Each use runs its own backward on the same buffer dx, and the gradient is
 * the sum of what they bring. Writing with = would wipe out what the other paths have left there.
 */
op_status square_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    const tensor *x = in[0];
    const tensor *dy = dout;
    tensor *dx = din[0];
    (void)attr;
    (void)out; /* the value y: 2 x is simpler by x, but other derivatives are simpler by y */

    for (size_t i = 0; i < element_count(x); i++)
        dx->data[i] += dy->data[i] * 2 * x->data[i];
    return OP_OK;
}

/* Optional. Forward mode asks the opposite question: if x moves in the direction x_tangent, in
 * which direction does y move? Here = is right: the answer is complete, there is nothing to add it
 * to. */
op_status square_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                     const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *x = in[0];
    const tensor *x_tangent = tangent[0];
    tensor *y_tangent = out_tangent;
    (void)attr;
    (void)out;

    for (size_t i = 0; i < element_count(x); i++)
        y_tangent->data[i] = x_tangent->data[i] * 2 * x->data[i];
    return OP_OK;
}
