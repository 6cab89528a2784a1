/* gradient_descent: moves an image x[H,W] downhill on an energy whose gradient f writes, by the
 * steps that functions.h lists; x_new[H,W].
 *
 * On a coarse scale, f still gets a full-size image u. Both coarseness and jitter only say which
 * pixel of z a pixel of u is taken from, so that the gradient finds its way back to z by the same
 * map: it is added up where the value was read. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clip.h"
#include "functions.h"
#include "image.h"
#include "shape.h"

/* The descent at one moment. */
typedef struct descent {
    const settings *set;
    size_t q;         /* how many pixels of u a pixel of z becomes, along each axis */
    size_t extent[2]; /* of z, d and room */
    size_t t;         /* steps taken */
    tensor z, d, room;
    tensor u, g; /* what f gets and writes */
} descent;

/* Which element of z the pixel (i, j) belongs to, where (i, j) is in u before it is rolled. */
static size_t element_of_z(const descent *s, size_t i, size_t j)
{
    return i / s->q * s->extent[1] + j / s->q;
}

/* Where (i, j) comes to lie in u. */
static size_t element_of_u(const descent *s, size_t i, size_t j)
{
    const size_t H = s->u.dims[0], W = s->u.dims[1], *jitter = s->set->jitter;
    const size_t down = jitter ? jitter[2 * s->t] % H : 0;
    const size_t right = jitter ? jitter[2 * s->t + 1] % W : 0;
    return (i + down) % H * W + (j + right) % W;
}

/* d = the energy's gradient by z. */
static op_status differentiate(descent *s)
{
    const settings *set = s->set;
    const size_t H = s->u.dims[0], W = s->u.dims[1];
    const double mean = set->std != 0 ? set->mean : 0, std = set->std != 0 ? set->std : 1;
    for (size_t i = 0; i < H; i++)
        for (size_t j = 0; j < W; j++)
            s->u.data[element_of_u(s, i, j)] = (s->z.data[element_of_z(s, i, j)] - mean) / std;
    const op_status status = set->f(set->context, &s->u, &s->g);
    if (status != OP_OK)
        return status;
    tensor_fill(&s->d, 0);
    for (size_t i = 0; i < H; i++)
        for (size_t j = 0; j < W; j++)
            s->d.data[element_of_z(s, i, j)] += s->g.data[element_of_u(s, i, j)] / std;
    return OP_OK;
}

/* image = (1 - amount) image + amount blur(image) */
static void blend_with_blur(tensor *image, double amount, tensor *room)
{
    if (amount == 0)
        return;
    image_blur(image, room);
    for (size_t i = 0, count = element_count(image); i < count; i++)
        image->data[i] = (1 - amount) * image->data[i] + amount * room->data[i];
}

static op_status take_step(descent *s)
{
    const settings *set = s->set;
    const size_t count = element_count(&s->z);
    const op_status status = differentiate(s);
    if (status != OP_OK)
        return status;
    blend_with_blur(&s->d, set->blur_gradient, &s->room);
    for (size_t i = 0; i < count; i++)
        s->d.data[i] += set->weight_decay * s->z.data[i];
    const double rate = set->learning_rate * clip_factor(&s->d, set->max_norm);
    for (size_t i = 0; i < count; i++)
        s->z.data[i] -= rate * s->d.data[i];
    blend_with_blur(&s->z, set->blur_image, &s->room);
    for (size_t i = 0; set->clamp && i < count; i++)
        s->z.data[i] = fmin(fmax(s->z.data[i], 0), 1);
    s->t++;
    return OP_OK;
}

/* z = the mean of every block of q x q pixels of x */
static void reduce(descent *s, const tensor *x)
{
    tensor_fill(&s->z, 0);
    for (size_t i = 0; i < x->dims[0]; i++)
        for (size_t j = 0; j < x->dims[1]; j++)
            s->z.data[element_of_z(s, i, j)] += x->data[i * x->dims[1] + j] / (double)(s->q * s->q);
}

/* Goes on to the scale that is twice as fine. */
static void refine(descent *s)
{
    const size_t coarse_width = s->extent[1];
    memcpy(s->room.data, s->z.data, element_count(&s->z) * sizeof *s->z.data);
    s->q /= 2;
    s->extent[0] *= 2;
    s->extent[1] *= 2;
    for (size_t i = 0; i < s->extent[0]; i++)
        for (size_t j = 0; j < s->extent[1]; j++)
            s->z.data[i * s->extent[1] + j] = s->room.data[i / 2 * coarse_width + j / 2];
}

op_status gradient_descent(const tensor *const in[], const settings *set, tensor *const out[])
{
    enum { BUFFERS = 5, MAX_SCALES = 32 };
    const tensor *x = in[0];
    tensor *x_new = out[0];
    if (x->rank != 2 || !same_shape(x, x_new) || set->scales > MAX_SCALES)
        return OP_BAD_INPUT;
    const size_t count = element_count(x), q = set->scales > 1 ? (size_t)1 << (set->scales - 1) : 1;
    if (x->dims[0] % q != 0 || x->dims[1] % q != 0)
        return OP_BAD_INPUT;
    double *memory = malloc(BUFFERS * count * sizeof *memory);
    if (!memory)
        return OP_NO_MEMORY;
    descent s = {.set = set, .q = q, .extent = {x->dims[0] / q, x->dims[1] / q}};
    s.z = (tensor){.rank = 2, .dims = s.extent, .data = memory};
    s.d = (tensor){.rank = 2, .dims = s.extent, .data = memory + count};
    s.room = (tensor){.rank = 2, .dims = s.extent, .data = memory + 2 * count};
    s.u = (tensor){.rank = 2, .dims = x->dims, .data = memory + 3 * count};
    s.g = (tensor){.rank = 2, .dims = x->dims, .data = memory + 4 * count};

    reduce(&s, x);
    op_status status = OP_OK;
    for (;;) {
        for (size_t step = 0; status == OP_OK && step < set->steps; step++)
            status = take_step(&s);
        if (status != OP_OK || s.q == 1)
            break;
        refine(&s);
    }
    if (status == OP_OK)
        memcpy(x_new->data, s.z.data, count * sizeof *x_new->data);
    free(memory);
    return status;
}
