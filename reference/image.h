/* image.h - what functions do to images: matrices of pixels x[row][column]. */
#ifndef IMAGE_H
#define IMAGE_H

#include "contract.h"

/* The mean of the pixels that lie in the image, out of the 3 x 3 around row i and column j. */
static inline double image_mean_around(const tensor *x, size_t i, size_t j)
{
    const size_t H = x->dims[0], W = x->dims[1];
    const size_t top = i > 0 ? i - 1 : 0, bottom = i + 1 < H ? i + 1 : i;
    const size_t left = j > 0 ? j - 1 : 0, right = j + 1 < W ? j + 1 : j;
    double sum = 0;
    for (size_t row = top; row <= bottom; row++)
        for (size_t column = left; column <= right; column++)
            sum += x->data[row * W + column];
    return sum / (double)((bottom - top + 1) * (right - left + 1));
}

/* y = blur(x); y is shaped like x, and is not x. */
static inline void image_blur(const tensor *x, tensor *y)
{
    const size_t H = x->dims[0], W = x->dims[1];
    for (size_t i = 0; i < H; i++)
        for (size_t j = 0; j < W; j++)
            y->data[i * W + j] = image_mean_around(x, i, j);
}

#endif
