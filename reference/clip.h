/* clip.h - the factor by which a gradient is shortened. */
#ifndef CLIP_H
#define CLIP_H

#include <math.h>

#include "row.h"

/* What to multiply all elements of g by, so that g is no longer than max_norm; max_norm 0: 1. */
static inline double clip_factor(const tensor *g, double max_norm)
{
    const double norm = sqrt(row_dot(g->data, g->data, element_count(g)));
    return max_norm > 0 && norm > max_norm ? max_norm / norm : 1;
}

#endif
