/* score.h - from passed cases to points. Pure. */
#ifndef SCORE_H
#define SCORE_H

#include <stdbool.h>
#include <stddef.h>

/* Points of a part, an item, or a whole sheet. */
typedef struct score {
    double earned;
    double possible;
    size_t passed; /* cases */
    size_t judged;
} score;

/* Every case counts alike: points * credit / judged, where credit sums what each case earned of its
 * share, 1 for a passed one. */
score score_cases(double points, double credit, size_t passed, size_t judged);

score score_add(score a, score b);

/* Whether nothing is missing. Counted, not compared in floating point. */
bool score_full(const score *s);

#endif
