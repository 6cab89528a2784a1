/* suspects.h - ways to be wrong, each as a prediction of the wrong numbers. */
#ifndef SUSPECTS_H
#define SUSPECTS_H

#include "inquiry.h"

/* Fills `wrong`, shaped like the answer, with the suspect's prediction, and may put what is
 * particular to it (a factor's name) into detail. False where it does not apply to this case. */
typedef bool suspect_predict(const inquiry *q, tensor *wrong, char *detail, size_t size);

typedef struct suspect {
    /* The sentence: $d is the answer (dX, or Y for forward), $x the input's name, $y the output's,
     * $g the upstream gradient's, $* the detail. */
    const char *sentence;
    bool direction[DIRECTION_COUNT]; /* where it applies */
    size_t variant_count;            /* at least 1 */
    suspect_predict *predict;
} suspect;

/* All of them, the most telling first. From suspect_late() on a formula says it more plainly, where
 * there is one. */
size_t suspect_count(void);
size_t suspect_late(void);
const suspect *suspect_at(size_t i);

#endif
