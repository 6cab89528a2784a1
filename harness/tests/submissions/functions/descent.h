/* descent.h - a second gradient_descent, which does one thing after the other, each as functions.h
 * writes it. It is right as it stands; a file that includes it may define one of the names below
 * otherwise, which is that file's mistake. */
#ifndef DESCENT_H
#define DESCENT_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "functions.h"

#ifndef SIGN
#define SIGN -
#endif
#ifndef STEPS
#define STEPS set->steps
#endif
#ifndef GRADIENT_DIVISOR
#define GRADIENT_DIVISOR (set->std != 0 ? set->std : 1)
#endif
#ifndef ROLL_BACK
#define ROLL_BACK(g, down, right) roll(g, H - (down) % H, W - (right) % W, H, W)
#endif
#ifndef BLOCK_DIVISOR
#define BLOCK_DIVISOR 1
#endif
#ifndef DECAY
#define DECAY(d, z, n) decay(d, z, n, set->weight_decay)
#endif
#ifndef DECAY_LATE
#define DECAY_LATE(d, z, n)
#endif
#ifndef CLIP
#define CLIP(d, n) clip(d, n, set->max_norm)
#endif
#ifndef BLUR_GRADIENT
#define BLUR_GRADIENT set->blur_gradient
#endif
#ifndef BLUR_IMAGE
#define BLUR_IMAGE set->blur_image
#endif
#ifndef CLAMPED
#define CLAMPED(value) ((value) < 0 ? 0 : (value) > 1 ? 1 : (value))
#endif
#ifndef STEP_NUMBER
#define STEP_NUMBER(t, step) (t)
#endif
#ifndef STATUS
#define STATUS(status) status
#endif

/* to[H,W] = from[H/q,W/q], each pixel repeated to a block of q x q */
static inline void enlarge(const double *from, double *to, size_t q, size_t H, size_t W)
{
    for (size_t i = 0; i < H * W; i++)
        to[i] = from[i / W / q * (W / q) + i % W / q];
}

/* to[H/q,W/q] = the sum of every block of q x q of from[H,W], divided */
static inline void add_blocks(const double *from, double *to, size_t q, size_t H, size_t W,
                              double divisor)
{
    memset(to, 0, H / q * (W / q) * sizeof *to);
    for (size_t i = 0; i < H * W; i++)
        to[i / W / q * (W / q) + i % W / q] += from[i] / divisor;
}

/* Moves pixel (i, j) to (i + down, j + right); leaves it where there is no memory. */
static inline void roll(double *u, size_t down, size_t right, size_t H, size_t W)
{
    double *copy = malloc(H * W * sizeof *copy);
    for (size_t i = 0; copy && i < H * W; i++)
        copy[(i / W + down) % H * W + (i % W + right) % W] = u[i];
    if (copy)
        memcpy(u, copy, H * W * sizeof *u);
    free(copy);
}

static inline void blend(double *u, double amount, size_t H, size_t W)
{
    double *blurred = calloc(H * W, sizeof *blurred);
    for (size_t i = 0; blurred && i < H; i++)
        for (size_t j = 0; j < W; j++) {
            double count = 0;
            for (size_t k = i ? i - 1 : 0; k < H && k <= i + 1; k++)
                for (size_t l = j ? j - 1 : 0; l < W && l <= j + 1; l++, count++)
                    blurred[i * W + j] += u[k * W + l];
            blurred[i * W + j] /= count;
        }
    for (size_t i = 0; blurred && i < H * W; i++)
        u[i] += amount * (blurred[i] - u[i]);
    free(blurred);
}

static inline void decay(double *d, const double *z, size_t n, double weight_decay)
{
    for (size_t i = 0; i < n; i++)
        d[i] += weight_decay * z[i];
}

static inline void clip(double *d, size_t n, double max_norm)
{
    double norm = 0;
    for (size_t i = 0; i < n; i++)
        norm = hypot(norm, d[i]);
    for (size_t i = 0; max_norm > 0 && norm > max_norm && i < n; i++)
        d[i] *= max_norm / norm;
}

static inline op_status descend(const settings *set, size_t t, size_t q, double *z, double *d,
                                const tensor *u, tensor *g)
{
    const size_t H = u->dims[0], W = u->dims[1], n = H / q * (W / q);
    const size_t down = set->jitter ? set->jitter[2 * t] : 0;
    const size_t right = set->jitter ? set->jitter[2 * t + 1] : 0;
    enlarge(z, u->data, q, H, W);
    roll(u->data, down % H, right % W, H, W);
    for (size_t i = 0; set->std != 0 && i < H * W; i++)
        u->data[i] = (u->data[i] - set->mean) / set->std;
    const op_status status = STATUS(set->f(set->context, u, g));
    if (status != OP_OK)
        return status;
    ROLL_BACK(g->data, down, right);
    add_blocks(g->data, d, q, H, W, GRADIENT_DIVISOR * BLOCK_DIVISOR);
    blend(d, BLUR_GRADIENT, H / q, W / q);
    DECAY(d, z, n);
    CLIP(d, n);
    DECAY_LATE(d, z, n);
    for (size_t i = 0; i < n; i++)
        z[i] = z[i] SIGN set->learning_rate * d[i];
    blend(z, BLUR_IMAGE, H / q, W / q);
    for (size_t i = 0; set->clamp && i < n; i++)
        z[i] = CLAMPED(z[i]);
    return OP_OK;
}

op_status gradient_descent(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *x = in[0];
    const size_t H = x->dims[0], W = x->dims[1], count = H * W;
    size_t q = set->scales ? (size_t)1 << (set->scales - 1) : 1, t = 0;
    if (H % q || W % q)
        return OP_BAD_INPUT;
    double *memory = calloc(4 * count, sizeof *memory);
    if (!memory)
        return OP_NO_MEMORY;
    double *z = memory, *d = memory + count;
    tensor u = {.rank = 2, .dims = x->dims, .data = memory + 2 * count};
    tensor g = {.rank = 2, .dims = x->dims, .data = memory + 3 * count};
    op_status status = OP_OK;
    add_blocks(x->data, z, q, H, W, (double)(q * q));
    for (;; q /= 2) {
        for (size_t step = 0; status == OP_OK && step < STEPS; step++, t++)
            status = descend(set, STEP_NUMBER(t, step), q, z, d, &u, &g);
        if (q == 1)
            break;
        memcpy(d, z, count * sizeof *d);
        enlarge(d, z, 2, 2 * H / q, 2 * W / q);
    }
    if (status == OP_OK)
        memcpy(out[0]->data, z, count * sizeof *z);
    free(memory);
    return status;
}

#endif
