/* dataset.h - samples to train and to test on, and what is done to them as a whole.
 *
 * A data set has a sample in every row of x, and for each either a label (classification) or the
 * wanted outputs (regression). A batch is a view of neighbouring rows; nothing is copied for it:
 *
 *     for (size_t first = 0; first < d->count; first += 64) {
 *         dataset batch = dataset_view(d, first, 64);
 *         ...
 *     }
 */
#ifndef DATASET_H
#define DATASET_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"

typedef struct dataset {
    size_t count;    /* of samples */
    size_t features; /* of a sample */
    size_t outputs;  /* of a regression; 0 for a classification */
    size_t classes;  /* of a classification; 0 for a regression */
    double *x;       /* count rows of features */
    double *y;       /* count rows of outputs, or NULL */
    size_t *label;   /* count labels below classes, or NULL */
} dataset;

/* A data set of zeros; outputs or classes is 0. NULL when there is no memory for it, however large
 * the sizes. The caller releases it with dataset_free. */
dataset *dataset_new(size_t count, size_t features, size_t outputs, size_t classes);

/* d may be NULL. Never for a view. */
void dataset_free(dataset *d);

/* The count samples from row first on, or as many of them as d has. It refers to the arrays of d,
 * and is good as long as they are. */
dataset dataset_view(const dataset *d, size_t first, size_t count);

/* *out: those samples of a classification that belong to either of two different classes, in their
 * order, with the label 0 for class zero and 1 for class one. Fails where d has none of them. */
bool dataset_pick_two(dataset **out, const dataset *d, size_t zero, size_t one, error *e);

/* *out: the same samples as images of new_side x new_side pixels, 1 <= new_side <= side, where the
 * features of d are images of side x side pixels. A new pixel is the mean over the area it covers;
 * where that ends inside an old pixel, only the part inside counts: from 28 to 8, a new pixel is
 * 3.5 old ones wide. */
bool dataset_downscale(dataset **out, const dataset *d, size_t new_side, error *e);

#endif
