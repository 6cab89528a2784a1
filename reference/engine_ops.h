/* engine_ops.h - the table of ops, as an engine gets to know it: the reference's functions, and
 * shapes by op_output_shape. */
#ifndef ENGINE_OPS_H
#define ENGINE_OPS_H

#include "engine.h"

/* All rows, in the table's order; *count is how many. They are there as long as the program. */
const engine_op *engine_ops(size_t *count);

#endif
