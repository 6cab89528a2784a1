#include "near_miss.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 63 };

/* SIZE_MAX for names too long to compare. */
static size_t edit_distance(const char *a, const char *b)
{
    size_t length = strlen(b), row[LONGEST + 1];
    if (strlen(a) > LONGEST || length > LONGEST)
        return SIZE_MAX;
    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 0; a[i]; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < length; j++) {
            size_t best = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (diagonal + 1 < best)
                best = diagonal + 1;
            row[j + 1] = best;
        }
    }
    return row[length];
}

near_miss near_miss_start(const char *name)
{
    return (near_miss){.name = name, .distance = strlen(name) * 2 / 5 + 1};
}

void near_miss_try(near_miss *near, const char *candidate)
{
    size_t distance = edit_distance(near->name, candidate);
    if (distance < near->distance) {
        near->closest = candidate;
        near->distance = distance;
    }
}

const char *near_miss_question(const near_miss *near, char *text, size_t size)
{
    const char *closest = near->closest;
    snprintf(text, size, "%s%s%s", closest ? "; is " : "", closest ? closest : "",
             closest ? " meant?" : "");
    return text;
}
