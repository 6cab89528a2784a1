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

/* Every case counts alike: points * passed / judged. */
score score_cases(double points, size_t passed, size_t judged);

score score_add(score a, score b);

/* Whether nothing is missing. Counted, not compared in floating point. */
bool score_full(const score *s);

#endif
