/* SPDX-License-Identifier: MIT-0
 *
 * blur: blurs an image.
 *
 *     y_ij = mean of the pixels in the 3 x 3 around x_ij that lie in the image
 *
 * Shapes    x[H,W], x_ij at x->data[i * W + j], gives y[H,W].
 * Note      At an edge 6 pixels lie in the image, in a corner 4, and in an image of a single row
 *           or column even less: divide by their number, not always by 9. */
#include "functions.h"

op_status blur(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *x = in[0];
    tensor *y = out[0];

    (void)x, (void)y, (void)set; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
