#include "near_miss.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 63 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* SIZE_MAX for names too long to compare. */
static size_t edit_distance(const char *a, const char *b)
{
    size_t d[LONGEST + 1][LONGEST + 1]; /* between the first i letters of a and j letters of b */
    const size_t rows = strlen(a), columns = strlen(b);
    if (rows > LONGEST || columns > LONGEST)
        return SIZE_MAX;
    for (size_t i = 0; i <= rows; i++)
        for (size_t j = 0; j <= columns; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = least(d[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
                            least(d[i - 1][j], d[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[rows][columns];
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
