/* functions_check.h - the tests of the functions, to be added to a suite.
 *
 * SPDX-License-Identifier: MIT-0 */
#ifndef FUNCTIONS_CHECK_H
#define FUNCTIONS_CHECK_H

#include <check.h>

#include "functions.h"

#define COUNT_FUNCTION(name, signature, settings, formula) +1
enum { FUNCTION_COUNT = 0 FUNCTIONS(COUNT_FUNCTION) };
#undef COUNT_FUNCTION

/* Adds the tests of every function that is there. Writes the names of those that are not to
 * absent[], and returns their number. */
size_t functions_add_tests(Suite *suite, const char *absent[FUNCTION_COUNT]);

#endif
