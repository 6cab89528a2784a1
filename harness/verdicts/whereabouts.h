/* whereabouts.h - where is the answer wrong?
 *
 * Looks for a description that holds for all elements that are wrong and for few that are right:
 * "where x < 0", "in the last row", "for a single row". */
#ifndef WHEREABOUTS_H
#define WHEREABOUTS_H

#include "samples.h"

typedef struct region {
    char where[96]; /* "" for everywhere */
    bool inside[MAX_SAMPLES];
} region;

/* Finds the region of the wrong samples; everywhere, where there is no better. */
void whereabouts_find(region *out, const samples *all, const investigation *v);

/* Names a mistake by where it is alone. */
bool whereabouts_mistake(mistake *m, const investigation *v);

#endif
