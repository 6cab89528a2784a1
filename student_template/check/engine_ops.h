/* engine_ops.h - ops for testing an engine without any of your own.
 *
 * SPDX-License-Identifier: MIT-0 */
#ifndef ENGINE_OPS_H
#define ENGINE_OPS_H

#include "engine.h"

/* On scalars: exp, log, sqrt, sin, square, scale, sigmoid, add, sub, mul, div. And triple, which
 * makes of a vector x of two elements the vector (x_0 x_1, x_0, 3 x_1). */
extern const engine_op check_ops[];
extern const size_t check_op_count;

#endif
