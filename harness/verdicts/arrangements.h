/* arrangements.h - the right numbers in the wrong places, or elements that were taken wrongly. */
#ifndef ARRANGEMENTS_H
#define ARRANGEMENTS_H

#include "investigation.h"

/* Whether every answer holds what is right in another order, or consists of elements of an input
 * (or of the upstream gradient) that should not be there. */
bool arrangement_mistake(mistake *m, const investigation *v);

#endif
