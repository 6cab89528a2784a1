#include "digits.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#include "random_stream.h"
#include "strokes.h"

/* How far handwriting varies: each but the pen is the width of a triangular distribution. Lengths
 * are in units of half a digit's height, but for those in pixels. Chosen so that the models of the
 * course documents err on these digits as often as they do on MNIST. */
static const double point_jitter = 0.36;
static const double stretch = 0.27;
static const double slant = 0.55;
static const double warp = 0.32;
static const double shift_pixels = 1.3;
static const double half_height_pixels = 8.5;
static const double thinnest_pen_pixels = 0.7, thickest_pen_pixels = 1.5; /* radius */
static const double pen_edge_pixels = 1.4; /* from full ink to none */
static const double speckle = 0.25;        /* at most this much of a pixel's ink is missing */

enum { LINES_PER_SPAN = 4 };

/* The map from where a pen was meant to go to where it goes: the position p in pixels is
 * shift + linear (p + warp (p)), with a quadratic warp. */
typedef struct distortion {
    double linear[2][2], warp[2][3], shift[2];
} distortion;

static distortion draw_distortion(gsl_rng *random)
{
    distortion d;
    const double size = half_height_pixels * (1 + random_triangular(random, stretch / 2));
    for (int axis = 0; axis < 2; axis++) {
        d.linear[axis][axis] = size * (1 + random_triangular(random, stretch));
        d.linear[axis][1 - axis] = size * random_triangular(random, axis ? slant / 2 : slant);
        for (int k = 0; k < 3; k++)
            d.warp[axis][k] = random_triangular(random, warp);
        d.shift[axis] = DIGIT_SIDE / 2.0 + random_triangular(random, shift_pixels);
    }
    return d;
}

static point distort(const distortion *d, point p)
{
    double moved[2] = {p.x, p.y};
    for (int axis = 0; axis < 2; axis++)
        moved[axis] += d->warp[axis][0] * (p.x * p.x - 0.25) + d->warp[axis][1] * p.x * p.y +
                       d->warp[axis][2] * (p.y * p.y - 0.4);
    return (point){
        .x = d->shift[0] + d->linear[0][0] * moved[0] + d->linear[0][1] * moved[1],
        .y = d->shift[1] + d->linear[1][0] * moved[0] + d->linear[1][1] * moved[1],
    };
}

/* The squared distance of every pixel's centre from the nearest line, up to reach pixels. */
typedef struct canvas {
    double reach;
    double distance2[DIGIT_SIDE][DIGIT_SIDE];
} canvas;

/* The pixels whose centres are within the reach of [low, high], as a range along one axis. */
static void pixel_range(double low, double high, double reach, int *begin, int *end)
{
    *begin = low - reach < 0 ? 0 : (int)(low - reach);
    *end = high + reach + 1 > DIGIT_SIDE ? DIGIT_SIDE : (int)(high + reach + 1);
}

static void draw_line(canvas *c, point a, point b)
{
    const point along = {b.x - a.x, b.y - a.y};
    const double length2 = along.x * along.x + along.y * along.y;
    const double scale = length2 > 0 ? 1 / length2 : 0;
    int left, right, top, bottom;
    pixel_range(a.x < b.x ? a.x : b.x, a.x < b.x ? b.x : a.x, c->reach, &left, &right);
    pixel_range(a.y < b.y ? a.y : b.y, a.y < b.y ? b.y : a.y, c->reach, &top, &bottom);
    for (int row = top; row < bottom; row++)
        for (int column = left; column < right; column++) {
            const double x = column + 0.5 - a.x, y = row + 0.5 - a.y;
            double t = (x * along.x + y * along.y) * scale;
            t = t < 0 ? 0 : t > 1 ? 1 : t;
            const double dx = x - t * along.x, dy = y - t * along.y;
            const double distance2 = dx * dx + dy * dy;
            if (distance2 < c->distance2[row][column])
                c->distance2[row][column] = distance2;
        }
}

/* The point at t in [0, 1] of the curve from p[1] to p[2]: Catmull and Rom's spline. */
static double spline(double p0, double p1, double p2, double p3, double t)
{
    return p1 + 0.5 * t *
                    (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
}

static void draw_stroke(canvas *c, const stroke *s)
{
    const size_t last = s->count - 1;
    point pen = s->at[0];
    for (size_t i = 0; i < last; i++) {
        const point *p0 = &s->at[i ? i - 1 : 0], *p1 = &s->at[i], *p2 = &s->at[i + 1];
        const point *p3 = &s->at[i + 2 < last ? i + 2 : last];
        if (p1->x == p2->x && p1->y == p2->y)
            continue;
        for (int k = 1; k <= LINES_PER_SPAN; k++) {
            const double t = (double)k / LINES_PER_SPAN;
            const point next = {spline(p0->x, p1->x, p2->x, p3->x, t),
                                spline(p0->y, p1->y, p2->y, p3->y, t)};
            draw_line(c, pen, next);
            pen = next;
        }
    }
}

/* Moves every point of the glyph at random; the two of a corner stay together. */
static void scrawl(glyph *g, const distortion *d, gsl_rng *random)
{
    for (size_t k = 0; k < g->count; k++) {
        stroke *s = &g->strokes[k];
        point meant = s->at[0], moved = meant;
        for (size_t i = 0; i < s->count; i++) {
            if (i == 0 || s->at[i].x != meant.x || s->at[i].y != meant.y) {
                meant = s->at[i];
                moved.x = meant.x + random_triangular(random, point_jitter);
                moved.y = meant.y + random_triangular(random, point_jitter);
                moved = distort(d, moved);
            }
            s->at[i] = moved;
        }
    }
}

static void draw_digit(size_t digit, gsl_rng *random, double image[DIGIT_PIXELS])
{
    glyph g = glyph_read(digit, gsl_rng_uniform_int(random, glyph_style_count(digit)));
    const distortion d = draw_distortion(random);
    scrawl(&g, &d, random);

    const double radius = gsl_ran_flat(random, thinnest_pen_pixels, thickest_pen_pixels);
    canvas c = {.reach = radius + pen_edge_pixels / 2};
    const double out_of_reach = c.reach * c.reach;
    for (size_t i = 0; i < DIGIT_PIXELS; i++)
        c.distance2[i / DIGIT_SIDE][i % DIGIT_SIDE] = out_of_reach;
    for (size_t k = 0; k < g.count; k++)
        draw_stroke(&c, &g.strokes[k]);

    for (size_t i = 0; i < DIGIT_PIXELS; i++) {
        const double distance2 = c.distance2[i / DIGIT_SIDE][i % DIGIT_SIDE];
        if (distance2 >= out_of_reach)
            continue;
        double ink = (c.reach - sqrt(distance2)) / pen_edge_pixels;
        ink = (ink < 1 ? ink : 1) * (1 - speckle * gsl_rng_uniform(random));
        image[i] = (double)(int)(255 * ink + 0.5) / 255;
    }
}

static dataset *draw_digits(size_t count, const char *seed, const char *purpose)
{
    dataset *d = dataset_new(count, DIGIT_PIXELS, 0, DIGIT_CLASSES);
    gsl_rng *random = random_stream(seed, purpose);
    for (size_t n = 0; d && random && n < count; n++) {
        d->label[n] = gsl_rng_uniform_int(random, DIGIT_CLASSES);
        draw_digit(d->label[n], random, d->x + n * DIGIT_PIXELS);
    }
    if (!random) {
        dataset_free(d);
        return NULL;
    }
    gsl_rng_free(random);
    return d;
}

bool dataset_digits(dataset **train, dataset **test, size_t train_count, size_t test_count,
                    const char *seed, error *e)
{
    dataset *first = draw_digits(train_count, seed, "digits: train");
    dataset *second = draw_digits(test_count, seed, "digits: test");
    if (!first || !second) {
        dataset_free(first);
        dataset_free(second);
        return fail(e, "no memory for %zu + %zu digits of %d x %d pixels", train_count, test_count,
                    DIGIT_SIDE, DIGIT_SIDE);
    }
    *train = first;
    *test = second;
    return true;
}
