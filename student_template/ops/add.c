/* SPDX-License-Identifier: MIT-0
 *
 * add: the sum of two tensors, element by element, with broadcasting.
 *
 *     y = a + b
 *
 * Shapes    a and b broadcast as in NumPy: line the shapes up at their last axes and take a
 *           missing axis as extent 1; two extents must be equal, or one of them is 1 and is
 *           repeated. [3,1] with [4] gives [3,4]. y and dy have the common shape, da that of a,
 *           db that of b.
 * forward   Add the elements of a and b that meet.
 * backward  For every element of y, add the upstream gradient dy to the elements of da and of db
 *           that it was made from. An element that was repeated gets the sum over all its
 *           repetitions.
 * jvp       Write the sum of the two tangents that meet. A value that was repeated enters every
 *           element that used it.
 * Memory    Write only to elements that da and db have: where a is [3,1] and y is [3,4], da has 3
 *           elements, not 12. */
#include "contract.h"

op_status add_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *a = in[0];
    const tensor *b = in[1];
    tensor *y = out;

    (void)a, (void)b, (void)y, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status add_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                       const tensor *dout, tensor *const din[])
{
    const tensor *a = in[0];
    const tensor *b = in[1];
    const tensor *y = out;
    const tensor *dy = dout;
    tensor *da = din[0];
    tensor *db = din[1];

    (void)a, (void)b, (void)y, (void)dy, (void)da, (void)db, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status add_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                  const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *a = in[0];
    const tensor *b = in[1];
    const tensor *y = out;
    const tensor *a_tangent = tangent[0];
    const tensor *b_tangent = tangent[1];
    tensor *y_tangent = out_tangent;

    (void)a, (void)b, (void)y, (void)a_tangent, (void)b_tangent, (void)y_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
