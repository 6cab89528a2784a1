/* blur: y_ij = the mean of the pixels in the 3 x 3 around x_ij that lie in the image, for x[H,W];
 * y[H,W]. At an edge these are 6, in a corner 4. */
#include "functions.h"
#include "image.h"
#include "shape.h"

op_status blur(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const tensor *x = in[0];
    tensor *y = out[0];
    if (x->rank != 2 || !same_shape(x, y))
        return OP_BAD_INPUT;
    image_blur(x, y);
    return OP_OK;
}
