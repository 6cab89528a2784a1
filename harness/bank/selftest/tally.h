/* tally.h - what became of the variants of one kind: a row of the selftest's table. */
#ifndef TALLY_H
#define TALLY_H

#include <stdbool.h>
#include <stddef.h>

/* How a mistake that lost points was named. */
typedef enum naming {
    NAMED_RIGHT,
    NAMED_SHARED, /* together with another that gives the same answers */
    NAMED_NOT,
    NAMED_WRONG,
    NAMING_COUNT
} naming;

typedef struct tally {
    const char *kind;
    size_t wrong;
    size_t survived; /* wrong, but with full marks */
    size_t named[NAMING_COUNT];
    size_t right;
    size_t false_failures; /* right, but without full marks */
} tally;

/* Counts a wrong variant; what is not as it should be is printed as a line, with what was said. */
void tally_wrong(tally *t, const char *name, bool survived, naming how, const char *said);

/* Counts a right variant; why: what is said of it where it has not full marks, or NULL. */
void tally_right(tally *t, const char *name, const char *why);

void tally_print_head(void);
void tally_print(const tally *t);

/* Whether nothing is marked wrongly, nothing named wrongly, and 95 % are named right. */
bool tally_good(const tally *t);

#endif
