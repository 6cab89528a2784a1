/* training=mlp_sigmoid verdict=wrong mistake=M8: a last, smaller batch / the full size */
#define DIVISOR r->batch_size
#include "loop.h"
