/* reductions.h - a forward that adds up, or should: what was added up, and how? */
#ifndef REDUCTIONS_H
#define REDUCTIONS_H

#include "investigation.h"

/* For ops whose output has an element for each row, for each slice along the axis, or one in all:
 * tries sums, means, maxima and the like of simple functions of the inputs' elements. */
bool reduction_mistake(mistake *m, const investigation *v);

#endif
