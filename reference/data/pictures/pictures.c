/* pictures.c - draws the pictures of the synthetic data sets that reference/data/README.md shows.
 *
 * Usage: data-pictures DIRECTORY */
#include <png.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "digits.h"
#include "toy_sets.h"

static const char seed[] = "picture";

typedef struct colour {
    uint8_t red, green, blue;
} colour;

static const colour white = {255, 255, 255}, grey = {150, 150, 150};
static const colour class_colours[] = {{31, 98, 168}, {222, 110, 20}};

typedef struct picture {
    size_t width, height;
    colour *pixels; /* rows from the top */
} picture;

static bool picture_open(picture *p, size_t width, size_t height, error *e)
{
    *p = (picture){.width = width, .height = height};
    p->pixels = malloc(width * height * sizeof *p->pixels);
    if (!p->pixels)
        return fail(e, "no memory for a picture");
    for (size_t i = 0; i < width * height; i++)
        p->pixels[i] = white;
    return true;
}

/* Writes it to directory/name, and releases it. */
static bool picture_close(picture *p, const char *directory, const char *name, error *e)
{
    char path[512];
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)p->width,
                       .height = (png_uint_32)p->height,
                       .format = PNG_FORMAT_RGB};
    snprintf(path, sizeof path, "%s/%s", directory, name);
    bool ok = png_image_write_to_file(&image, path, 0, p->pixels, 0, NULL) ||
              fail(e, "%s: cannot be written: %s", path, image.message);
    free(p->pixels);
    return ok;
}

/* Dots outside the picture are left out. */
static void picture_dot(picture *p, double x, double y, double radius, colour c)
{
    for (size_t row = 0; row < p->height; row++)
        for (size_t column = 0; column < p->width; column++) {
            const double dx = (double)column + 0.5 - x, dy = (double)row + 0.5 - y;
            if (dx * dx + dy * dy <= radius * radius)
                p->pixels[row * p->width + column] = c;
        }
}

/* An image of side x side greys in [0, 1], black ink on white, every pixel of it zoom pixels
 * wide, with its top left corner at (left, top). */
static void picture_image(picture *p, const double *grey_of, size_t side, size_t zoom, size_t left,
                          size_t top)
{
    for (size_t row = 0; row < side * zoom; row++)
        for (size_t column = 0; column < side * zoom; column++) {
            const double ink = grey_of[row / zoom * side + column / zoom];
            const uint8_t level = (uint8_t)(255.5 - 255 * ink);
            p->pixels[(top + row) * p->width + left + column] = (colour){level, level, level};
        }
}

/* A row for each digit. */
static bool draw_digits(const char *directory, error *e)
{
    enum { COLUMNS = 20, GAP = 2, CELL = DIGIT_SIDE + GAP };
    dataset *train, *test;
    picture p;
    if (!dataset_digits(&train, &test, 1000, 1, seed, e))
        return false;
    bool ok = picture_open(&p, COLUMNS * CELL, DIGIT_CLASSES * CELL, e);
    size_t used[DIGIT_CLASSES] = {0};
    for (size_t n = 0; ok && n < train->count; n++) {
        const size_t digit = train->label[n];
        if (used[digit] < COLUMNS)
            picture_image(&p, train->x + n * DIGIT_PIXELS, DIGIT_SIDE, 1, used[digit]++ * CELL,
                          digit * CELL);
    }
    dataset_free(train);
    dataset_free(test);
    return ok && picture_close(&p, directory, "digits.png", e);
}

/* The same digits in every row, downscaled further and further. */
static bool draw_downscaled(const char *directory, error *e)
{
    static const size_t sides[] = {28, 8, 4, 1};
    enum { ROWS = sizeof sides / sizeof *sides, COLUMNS = 10, SIZE = 56, CELL = SIZE + 4 };
    dataset *train, *test;
    picture p;
    if (!dataset_digits(&train, &test, COLUMNS, 1, seed, e))
        return false;
    bool ok = picture_open(&p, COLUMNS * CELL, ROWS * CELL, e);
    for (size_t row = 0; ok && row < ROWS; row++) {
        dataset *small;
        ok = dataset_downscale(&small, train, sides[row], e);
        for (size_t n = 0; ok && n < COLUMNS; n++)
            picture_image(&p, small->x + n * small->features, sides[row], SIZE / sides[row],
                          n * CELL, row * CELL);
        if (ok)
            dataset_free(small);
        else
            free(p.pixels);
    }
    dataset_free(train);
    dataset_free(test);
    return ok && picture_close(&p, directory, "downscaled.png", e);
}

/* The points in their class's colour; reach is what x1 and x2 go to, either way. */
static bool draw_points(const dataset *d, double reach, double radius, const char *directory,
                        const char *name, error *e)
{
    enum { SIZE = 300 };
    picture p;
    if (!picture_open(&p, SIZE, SIZE, e))
        return false;
    for (size_t n = 0; n < d->count; n++)
        picture_dot(&p, SIZE / 2.0 * (1 + d->x[2 * n] / reach),
                    SIZE / 2.0 * (1 - d->x[2 * n + 1] / reach), radius, class_colours[d->label[n]]);
    return picture_close(&p, directory, name, e);
}

static bool draw_point_cloud(const char *directory, error *e)
{
    dataset *d;
    if (!dataset_point_cloud(&d, 100, seed, e))
        return false;
    bool ok = draw_points(d, 0.52, 4, directory, "point_cloud.png", e);
    dataset_free(d);
    return ok;
}

static bool draw_quadric(const char *directory, error *e)
{
    dataset *train, *test;
    if (!dataset_quadric(&train, &test, 4000, 1, seed, e))
        return false;
    bool ok = draw_points(train, 3.5, 1.5, directory, "quadric.png", e);
    dataset_free(train);
    dataset_free(test);
    return ok;
}

static bool draw_line(const char *directory, error *e)
{
    enum { WIDTH = 300, HEIGHT = 300 };
    dataset *d;
    picture p;
    if (!dataset_line(&d, 100, seed, e))
        return false;
    bool ok = picture_open(&p, WIDTH, HEIGHT, e);
    double x = 0, y = 0, xx = 0, xy = 0;
    for (size_t n = 0; n < d->count; n++) {
        x += d->x[n];
        y += d->y[n];
        xx += d->x[n] * d->x[n];
        xy += d->x[n] * d->y[n];
    }
    const double count = (double)d->count;
    const double slope = (count * xy - x * y) / (count * xx - x * x);
    const double offset = (y - slope * x) / count;
    for (int i = 0; ok && i < WIDTH; i++) {
        const double at = 2.0 * i / WIDTH - 1;
        picture_dot(&p, i, HEIGHT / 2.0 * (1 - (offset + slope * at) / 4), 1.2, grey);
    }
    for (size_t n = 0; ok && n < d->count; n++)
        picture_dot(&p, WIDTH / 2.0 * (1 + d->x[n]), HEIGHT / 2.0 * (1 - d->y[n] / 4), 3,
                    class_colours[0]);
    dataset_free(d);
    return ok && picture_close(&p, directory, "line.png", e);
}

int main(int argc, char **argv)
{
    error e;
    if (argc != 2) {
        fputs("usage: data-pictures DIRECTORY\n", stderr);
        return 2;
    }
    if (draw_digits(argv[1], &e) && draw_downscaled(argv[1], &e) && draw_line(argv[1], &e) &&
        draw_point_cloud(argv[1], &e) && draw_quadric(argv[1], &e))
        return 0;
    fprintf(stderr, "data-pictures: %s\n", e.text);
    return 1;
}
