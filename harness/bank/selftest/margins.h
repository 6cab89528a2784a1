/* margins.h - how far right variants are from failing, and wrong ones from passing.
 *
 * The distance of an answer is its largest error over all elements and cases, in tolerances: below
 * 1 it passes. Over many seeds no right variant may come within MARGIN of 1 from below, and no
 * wrong one from above. */
#ifndef MARGINS_H
#define MARGINS_H

#include <stddef.h>

#include "error.h"

#define MARGIN 20.0

enum {
    LOWEST_DECADE = -6,
    HIGHEST_DECADE = 16,
    BINS_PER_DECADE = 4,
    MARGIN_BINS = (HIGHEST_DECADE - LOWEST_DECADE) * BINS_PER_DECADE
};

/* How many (variant, seed) pairs have which distance, by its logarithm; the outermost bins take all
 * that is beyond. */
typedef struct margins {
    size_t right_count, wrong_count;
    size_t right[MARGIN_BINS], wrong[MARGIN_BINS];
    double largest_right, smallest_wrong;
    char closest_right[96], closest_wrong[96]; /* the variants that these are of */
} margins;

/* Measures on the cases of that many seeds. False for a fault of the grader's own. */
bool margins_measure(margins *out, size_t seed_count, error *e);

/* Draws both histograms as a picture. */
bool margins_draw(const margins *m, const char *svg_path, error *e);

#endif
