#include "dataset.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* calloc would check one product of sizes; here there are two. */
static void *zeros(size_t rows, size_t columns, size_t size)
{
    if (columns && rows > SIZE_MAX / size / columns)
        return NULL;
    size_t count = rows * columns;
    return calloc(count ? count : 1, size);
}

dataset *dataset_new(size_t count, size_t features, size_t outputs, size_t classes)
{
    dataset *d = malloc(sizeof *d);
    if (!d)
        return NULL;
    *d = (dataset){.count = count, .features = features, .outputs = outputs, .classes = classes};
    d->x = zeros(count, features, sizeof *d->x);
    d->y = outputs ? zeros(count, outputs, sizeof *d->y) : NULL;
    d->label = classes ? zeros(count, 1, sizeof *d->label) : NULL;
    if (!d->x || (outputs && !d->y) || (classes && !d->label)) {
        dataset_free(d);
        return NULL;
    }
    return d;
}

void dataset_free(dataset *d)
{
    if (!d)
        return;
    free(d->x);
    free(d->y);
    free(d->label);
    free(d);
}

dataset dataset_view(const dataset *d, size_t first, size_t count)
{
    if (first > d->count)
        first = d->count;
    dataset view = *d;
    view.count = count < d->count - first ? count : d->count - first;
    view.x += first * d->features;
    if (view.y)
        view.y += first * d->outputs;
    if (view.label)
        view.label += first;
    return view;
}

bool dataset_pick_two(dataset **out, const dataset *d, size_t zero, size_t one, error *e)
{
    if (zero == one || zero >= d->classes || one >= d->classes)
        return fail(e, "classes %zu and %zu: not two different ones of the %zu classes", zero, one,
                    d->classes);
    size_t count = 0;
    for (size_t n = 0; n < d->count; n++)
        count += d->label[n] == zero || d->label[n] == one;
    if (count == 0)
        return fail(e, "no sample of the data set is of class %zu or %zu", zero, one);
    dataset *two = dataset_new(count, d->features, 0, 2);
    if (!two)
        return fail(e, "no memory for %zu samples of two classes", count);
    for (size_t n = 0, row = 0; n < d->count; n++) {
        if (d->label[n] != zero && d->label[n] != one)
            continue;
        memcpy(two->x + row * d->features, d->x + n * d->features, d->features * sizeof *d->x);
        two->label[row++] = d->label[n] == one;
    }
    *out = two;
    return true;
}

/* Both grids of pixels fit onto one whose unit is 1 / (side new_side) of the image. */

/* By how much of its width, in parts of 1 / new_side, old pixel i lies inside new pixel j. */
static size_t overlap(size_t i, size_t j, size_t side, size_t new_side)
{
    size_t from = i * new_side > j * side ? i * new_side : j * side;
    size_t end = (i + 1) * new_side < (j + 1) * side ? (i + 1) * new_side : (j + 1) * side;
    return end > from ? end - from : 0;
}

static void downscale_image(const double *image, size_t side, double *small, size_t new_side)
{
    const double area = (double)(side * side);
    for (size_t row = 0; row < new_side; row++)
        for (size_t column = 0; column < new_side; column++) {
            double sum = 0;
            for (size_t i = row * side / new_side; i * new_side < (row + 1) * side; i++) {
                const size_t height = overlap(i, row, side, new_side);
                for (size_t j = column * side / new_side; j * new_side < (column + 1) * side; j++)
                    sum +=
                        (double)(height * overlap(j, column, side, new_side)) * image[i * side + j];
            }
            small[row * new_side + column] = sum / area;
        }
}

bool dataset_downscale(dataset **out, const dataset *d, size_t new_side, error *e)
{
    size_t side = 0;
    while (side * side < d->features)
        side++;
    if (side * side != d->features)
        return fail(e, "samples of %zu features are no square images", d->features);
    if (new_side == 0 || new_side > side)
        return fail(e, "images of %zu x %zu pixels cannot be scaled down to %zu x %zu", side, side,
                    new_side, new_side);
    dataset *small = dataset_new(d->count, new_side * new_side, d->outputs, d->classes);
    if (!small)
        return fail(e, "no memory for %zu images of %zu x %zu pixels", d->count, new_side,
                    new_side);
    for (size_t n = 0; n < d->count; n++)
        downscale_image(d->x + n * d->features, side, small->x + n * small->features, new_side);
    if (d->y && small->y)
        memcpy(small->y, d->y, d->count * d->outputs * sizeof *d->y);
    if (d->label && small->label)
        memcpy(small->label, d->label, d->count * sizeof *d->label);
    *out = small;
    return true;
}
