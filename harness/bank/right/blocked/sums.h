/* sums.h - sums with the error carried along, as Neumaier gave them (Z. Angew. Math. Mech. 54,
 * 1974).
 */
#ifndef SUMS_H
#define SUMS_H

#include <math.h>
#include <stddef.h>

typedef struct running {
    double sum, lost;
} running;

static inline void include(running *r, double term)
{
    double next = r->sum + term;
    r->lost += fabs(r->sum) >= fabs(term) ? (r->sum - next) + term : (term - next) + r->sum;
    r->sum = next;
}

static inline double total(running r)
{
    return r.sum + r.lost;
}

#endif
