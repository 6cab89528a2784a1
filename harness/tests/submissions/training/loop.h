/* loop.h - a training loop of plain sums, for two layers with a softmax, into which the files
 * beside it put one mistake each, by defining one of the macros. */
#include "training.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#ifndef TRAIN
#define TRAIN train_mlp_sigmoid
#define ACTIVATE(z) (1 / (1 + exp(-(z))))
#define SLOPE(h) ((h) * (1 - (h)))
#endif
#ifdef LIMIT
#include "own_start.h"
#endif
#ifndef BEGIN /* before the first step */
#define BEGIN
#endif
#ifndef EPOCH_BEGINS
#define EPOCH_BEGINS
#endif
#ifndef BATCH_BEGINS
#define BATCH_BEGINS
#endif
#ifndef EPOCHS
#define EPOCHS r->epochs
#endif
#ifndef ROWS /* of the batch that starts at first */
#define ROWS (N - first < r->batch_size ? N - first : r->batch_size)
#endif
#ifndef ROW /* where row n of the batch is */
#define ROW(n) (first + (n))
#endif
#ifndef DIVISOR /* of the sum over the batch */
#define DIVISOR rows
#endif
#ifndef ZERO
#define ZERO memset(s->gradient, 0, s->total * sizeof *s->gradient)
#endif
#ifndef HIDDEN_WEIGHT /* W2[j,c] as the backward pass sees it */
#define HIDDEN_WEIGHT(j, c) s->w[2][(j)*s->C + (c)]
#endif
#ifndef DECAY /* weight decay of parameter p at its element i */
#define DECAY(p, i) (r->weight_decay * s->w[p][i])
#endif
#ifndef VELOCITY /* the new one, of the old one and the gradient */
#define VELOCITY(v, g) (r->momentum * (v) + (g))
#endif
#ifndef STEP /* what is added to the parameter */
#define STEP(v, g) (-r->learning_rate * (v))
#endif
#ifndef IS_TRAINED /* parameter p, 0 to 3: W1, b1, W2, b2 */
#define IS_TRAINED(p) 1
#endif

typedef struct state {
    size_t D, H, C, total, size[4];
    double *w[4], *g[4], *v[4]; /* g and v point into the two arrays below */
    double *gradient, *velocity, *h, *dz2;
    double *spare; /* for mistakes; as many as there are parameters */
} state;

/* One sample: forward, and its share of the gradients. */
static void add_sample(const recipe *r, state *s, size_t row, double divisor)
{
    const double *x = r->X->data + row * s->D;
    double largest = -HUGE_VAL, sum = 0;
    for (size_t j = 0; j < s->H; j++) {
        double z = s->w[1][j];
        for (size_t d = 0; d < s->D; d++)
            z += x[d] * s->w[0][d * s->H + j];
        s->h[j] = ACTIVATE(z);
    }
    for (size_t c = 0; c < s->C; c++) {
        s->dz2[c] = s->w[3][c];
        for (size_t j = 0; j < s->H; j++)
            s->dz2[c] += s->h[j] * s->w[2][j * s->C + c];
        largest = fmax(largest, s->dz2[c]);
    }
    for (size_t c = 0; c < s->C; c++)
        sum += s->dz2[c] = exp(s->dz2[c] - largest);
    for (size_t c = 0; c < s->C; c++) {
        s->dz2[c] = (s->dz2[c] / sum - (c == r->label[row])) / divisor;
        s->g[3][c] += s->dz2[c];
    }
    for (size_t j = 0; j < s->H; j++) {
        double dh = 0;
        for (size_t c = 0; c < s->C; c++) {
            s->g[2][j * s->C + c] += s->h[j] * s->dz2[c];
            dh += HIDDEN_WEIGHT(j, c) * s->dz2[c];
        }
        const double dz = dh * SLOPE(s->h[j]);
        s->g[1][j] += dz;
        for (size_t d = 0; d < s->D; d++)
            s->g[0][d * s->H + j] += x[d] * dz;
    }
}

static void step(const recipe *r, state *s)
{
    for (size_t p = 0; p < 4; p++)
        for (size_t i = 0; i < s->size[p] && IS_TRAINED(p); i++) {
            const double g = s->g[p][i] + DECAY(p, i);
            s->v[p][i] = VELOCITY(s->v[p][i], g);
            s->w[p][i] += STEP(s->v[p][i], g);
        }
}

static op_status run(const recipe *r, state *s)
{
    const size_t N = r->X->dims[0];
    (void)N;
    BEGIN;
    for (size_t epoch = 0; epoch < EPOCHS; epoch++) {
        EPOCH_BEGINS;
        for (size_t first = 0; first < N; first += r->batch_size) {
            const size_t rows = ROWS;
            ZERO;
            BATCH_BEGINS;
            for (size_t n = 0; n < rows; n++)
                add_sample(r, s, ROW(n), (double)(DIVISOR));
            step(r, s);
        }
    }
    return OP_OK;
}

op_status TRAIN(const recipe *r, tensor *const parameter[], size_t count)
{
    if (count != 4)
        return OP_BAD_INPUT; /* deeper networks cost their points */
    state s = {.D = r->X->dims[1], .H = parameter[1]->dims[0], .C = parameter[3]->dims[0]};
    for (size_t p = 0; p < 4; p++) {
        s.size[p] = element_count(parameter[p]);
        s.total += s.size[p];
        s.w[p] = parameter[p]->data;
    }
    s.gradient = calloc(s.total, sizeof *s.gradient);
    s.velocity = calloc(s.total, sizeof *s.velocity);
    s.spare = calloc(s.total, sizeof *s.spare);
    s.h = malloc(s.H * sizeof *s.h);
    s.dz2 = malloc(s.C * sizeof *s.dz2);
    op_status status = OP_NO_MEMORY;
    if (s.gradient && s.velocity && s.spare && s.h && s.dz2) {
        for (size_t p = 0, at = 0; p < 4; at += s.size[p++]) {
            s.g[p] = s.gradient + at;
            s.v[p] = s.velocity + at;
        }
        status = run(r, &s);
    }
    free(s.gradient);
    free(s.velocity);
    free(s.spare);
    free(s.h);
    free(s.dz2);
    return status;
}
