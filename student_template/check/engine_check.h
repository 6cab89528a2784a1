/* engine_check.h - the tests of the engine and of the graphs, to be added to a suite.
 *
 * SPDX-License-Identifier: MIT-0 */
#ifndef ENGINE_CHECK_H
#define ENGINE_CHECK_H

#include <check.h>

#include "engine.h"

/* What is tested, or absent, by itself: the engine as a whole, the three functions that it can do
 * without, and every graph. */
enum { ENGINE_PARTS = 4 };
#define COUNT_GRAPH(name, inputs, formula) +1
enum { GRAPH_COUNT = 0 GRAPHS(COUNT_GRAPH), ENGINE_PART_COUNT = ENGINE_PARTS + GRAPH_COUNT };
#undef COUNT_GRAPH

/* Adds the tests of what is there. Writes the names of what is not to absent[], and returns their
 * number. */
size_t engine_add_tests(Suite *suite, const char *absent[ENGINE_PART_COUNT]);

#endif
