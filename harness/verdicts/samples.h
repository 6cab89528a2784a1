/* samples.h - the elements of a wrong answer over all cases, each with what it might have been
 * computed from: for finding formulas that give the answer, and where it is wrong. */
#ifndef SAMPLES_H
#define SAMPLES_H

#include "investigation.h"

enum { MAX_SAMPLES = 512, MAX_FEATURES = 20, FEATURE_NAME = 40 };

/* A number that goes with each sample: the input's element, the output's, the upstream gradient's,
 * an attribute, an extent, a sum over the row. NaN where it has no meaning. */
typedef struct feature {
    char name[FEATURE_NAME];
    bool is_factor; /* an attribute or an extent: only itself and its inverse make sense */
    double value[MAX_SAMPLES];
} feature;

typedef struct sample {
    double got, right, tolerance;
    bool wrong, finite; /* finite: got is */
    size_t case_number, element;
} sample;

typedef struct samples {
    size_t count, wrong_count;
    sample at[MAX_SAMPLES];
    feature upstream; /* dy for backward, the tangent for jvp, 1 for forward */
    bool has_upstream;
    size_t feature_count;
    feature features[MAX_FEATURES];
} samples;

/* All elements of the answers, or as many as there is room for. The caller frees *out with free().
 */
bool samples_take(samples **out, const investigation *v);

#endif
