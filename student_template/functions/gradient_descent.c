/* SPDX-License-Identifier: MIT-0
 *
 * gradient_descent: changes an image step by step so that an energy of it falls.
 *
 * Shapes    x[H,W], the image to start with, gives x_new[H,W].
 * Settings  f writes the energy's gradient: call it as set->f(set->context, u, g) for an image
 *           u[H,W] and room g[H,W] that you provide. If it returns anything but OP_OK, return
 *           that.
 *
 * Begin with this: a copy z of x, and `steps` times
 *
 *     d = f(z)
 *     z = z - learning_rate d
 *
 * Then add the options. With all of them, a step t = 0, 1, ... is
 *
 *     u = z rolled: pixel (i, j) goes to ((i + down) mod H, (j + right) mod W),
 *         where down = jitter[2 t] and right = jitter[2 t + 1]    off: jitter is NULL
 *     u = (u - mean) / std                                        off: std is 0
 *     d = f(u) / std, rolled back
 *     d = (1 - blur_gradient) d + blur_gradient blur(d)           off: 0
 *     d = d + weight_decay z                                      off: 0
 *     d = d shortened to max_norm, as clip_gradient does          off: 0
 *     z = z - learning_rate d
 *     z = (1 - blur_image) z + blur_image blur(z)                 off: 0
 *     z = z, each pixel moved to the nearest number in [0, 1]     off: clamp is 0
 *
 * Last, scales (off: 0 or 1). z starts smaller than x by the factor q = 2^(scales - 1) along
 * each axis, as the mean of every block of q x q pixels of x; return OP_BAD_INPUT where q does
 * not divide H and W. A step then begins with u = z, each pixel repeated to a block of q x q, so
 * that f always gets an image of H x W. The gradient by a pixel of z is the sum of those by its
 * block, taken after rolling back and before the blur. After `steps` steps halve q, repeat each
 * pixel of z to 2 x 2, and go on, until the steps with q = 1 are done. t does not start over
 * with a new scale. */
#include "functions.h"

op_status gradient_descent(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *x = in[0];
    const double learning_rate = set->learning_rate;
    const size_t steps = set->steps;
    const double weight_decay = set->weight_decay;
    const double max_norm = set->max_norm;
    const int clamp = set->clamp;
    const double blur_image = set->blur_image;
    const double blur_gradient = set->blur_gradient;
    const double mean = set->mean;
    const double std = set->std;
    const size_t scales = set->scales;
    const size_t *jitter = set->jitter;
    tensor *x_new = out[0];

    /* Delete these lines once they are used. */
    (void)x, (void)learning_rate, (void)steps, (void)weight_decay, (void)max_norm, (void)clamp,
        (void)blur_image, (void)blur_gradient, (void)jitter, (void)mean, (void)std, (void)scales,
        (void)x_new;
    return OP_NOT_IMPLEMENTED;
}
