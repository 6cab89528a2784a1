/* distribution.h - how the numbers of a tensor are drawn: what a case file says, and the drawing.
 */
#ifndef DISTRIBUTION_H
#define DISTRIBUTION_H

#include <stdbool.h>

#include <gsl/gsl_rng.h>

#include "cases.h"

enum { CHOICE_LIMIT = 64, KINK_TEXT = 16 };

typedef enum distribution_kind {
    UNIFORM,     /* between low and high */
    LOG_UNIFORM, /* the same for the logarithm */
    NORMAL,      /* mean, deviation */
    SIGN,        /* -1 or 1 */
    CHOICE,      /* one of value[]; each at least once where there are enough elements */
    SIMPLEX,     /* each row (along the last axis) positive, with sum 1, no element near 0 */
    ONE_HOT,     /* each row one 1, else 0 */
    COLUMNS      /* the integers from 0 to below high */
} distribution_kind;

typedef struct distribution {
    distribution_kind kind;
    double low, high, mean, deviation;
    double value[CHOICE_LIMIT];
    size_t value_count;
    domain domain;
    double kink, margin;   /* drawn numbers stay off kink by margin, except by choice; NAN: none */
    char avoid[KINK_TEXT]; /* the attribute that says where the kink is; "": kink holds already */
} distribution;

/* Uniform between -2 and 2. */
extern const distribution distribution_default;

/* Changes d to what the attributes of an <input> say; what they leave out stays. Fails, naming file
 * and line, on a parameter that the distribution does not have, or an empty range. */
bool distribution_read(distribution *d, const xmlNode *node, error *e);

/* Whether all that may be drawn lies in the domain and can stay off the kink; else fails. */
bool distribution_check(const distribution *d, const xmlNode *node, error *e);

/* The name of the domain's numbers for messages: "above 0". */
const char *domain_text(domain d);

/* Draws every element of t. */
void distribution_draw(const distribution *d, gsl_rng *random, tensor *t);

/* A random sign with a magnitude between 0.5 and 1.5: never near 0, where a mistake would not
 * show. */
double draw_direction(gsl_rng *random);

#endif
