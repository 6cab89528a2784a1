/* formulas.h - which formula did the submission compute?
 *
 * Tries products of simple functions of what an element could be computed from - the input, the
 * output, the upstream gradient, attributes, extents, sums over the row - for the answer itself,
 * for what it is times the right one, and for what it is off by; then sums of two. A formula must
 * give the answer in every wrong element, or in all those of the region that is wrong. */
#ifndef FORMULAS_H
#define FORMULAS_H

#include "samples.h"

bool formula_mistake(mistake *m, const investigation *v);

#endif
