/* known.h - mistakes that the bank of wrong variants has: its functions are called on the cases
 * beside the reference's, and their answers compared with the submission's. */
#ifndef KNOWN_H
#define KNOWN_H

#include "investigation.h"

/* Finds the variant of the op that gives the submission's answers. Where several do, says so. */
bool known_mistake(mistake *m, const investigation *v);

#endif
