/* training=mlp_sigmoid verdict=wrong mistake=M8: the last batch is left out where it is smaller */
/* loses=steps says=the last batch is left out where it is smaller */
#define ROWS (N - first < r->batch_size ? 0 : r->batch_size)
#define DIVISOR r->batch_size
#include "loop.h"
