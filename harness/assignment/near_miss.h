/* near_miss.h - the name that somebody may have meant:
 *
 *     near_miss near = near_miss_start("rellu");
 *     for (size_t i = 0; i < op_count(); i++)
 *         near_miss_try(&near, op_at(i)->name);
 *     if (near.closest)
 *         ... "relu" */
#ifndef NEAR_MISS_H
#define NEAR_MISS_H

#include <stddef.h>

typedef struct near_miss {
    const char *name;
    const char *closest; /* of what was tried; NULL where nothing is close enough */
    size_t distance;     /* of the closest, or the least that is too far: insertions, deletions,
                            replacements and swaps of neighbours (optimal string alignment,
                            F. Damerau 1964), two for five letters */
} near_miss;

/* Both names are borrowed. */
near_miss near_miss_start(const char *name);
void near_miss_try(near_miss *near, const char *candidate);

/* Writes "; is CLOSEST meant?" to text, or "" where nothing is close. Returns text. */
const char *near_miss_question(const near_miss *near, char *text, size_t size);

#endif
