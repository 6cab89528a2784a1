/* terms.h - what formulas are made of: products of simple functions of the samples' features. */
#ifndef TERMS_H
#define TERMS_H

#include "samples.h"
#include "whereabouts.h"

enum { PROBES = 8, FEWEST = 4, MAX_UNITS = 400 };

/* A simple function of a feature. */
typedef struct unit {
    size_t feature, function;
    double probe[PROBES];
} unit;

/* Units times each other, and times the upstream gradient; a and b are units' numbers + 1, 0 for
 * none. */
typedef struct term {
    size_t a, b;
    bool upstream;
} term;

/* The units over the samples of a region, and some of the wrong samples, on which terms are tried
 * first. */
typedef struct search {
    const samples *all;
    const region *where;
    size_t probe_count, probe[PROBES];
    size_t unit_count;
    unit units[MAX_UNITS];
} search;

/* Chooses the probes among the wrong samples of s->where, and lists the units that are known there.
 */
void terms_prepare(search *s);

/* Whether all that the term is made of is known of sample k, and its value there. */
bool term_known(const search *s, const term *t, size_t k);
double term_at(const search *s, const term *t, size_t k);
double term_at_probe(const search *s, const term *t, size_t p);

/* Whether two units are a factor and its inverse. */
bool units_cancel(const search *s, size_t a, size_t b);

/* Whether the unit is one of the simplest functions. */
bool unit_simple(const search *s, size_t number);

/* A constant that formulas may have, as text ("2 ", "" for 1); NULL for any other. Without a sign.
 */
const char *constant_text(double c);

/* "1/2 dy (1 - y)", without a sign. */
void term_text(char *text, size_t size, const search *s, double c, const term *t);

/* Whether a value is that of a formula, but for roundings. */
bool term_near(double value, double formula, double tolerance);

#endif
