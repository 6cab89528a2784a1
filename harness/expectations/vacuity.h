/* vacuity.h - would the case notice? A case that a wrong answer passes is worth nothing. */
#ifndef VACUITY_H
#define VACUITY_H

#include "expectations.h"

/* Fails, naming the wrong answer, where zeros would pass as forward or as any input's gradient, or
 * where a backward that drops the upstream gradient would. */
bool vacuity_check(const expectation *x, const test_case *c, error *e);

#endif
