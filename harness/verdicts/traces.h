/* traces.h - mistakes with memory and state, by what they leave in the numbers.
 *
 * The worker's malloc fills new memory with a known byte, and the order of the calls is known: what
 * was read before it was written, or kept from one call to the next, can be predicted. */
#ifndef TRACES_H
#define TRACES_H

#include "investigation.h"

bool trace_mistake(mistake *m, const investigation *v);

#endif
