/* training=mlp_sigmoid verdict=wrong mistake=M8: a last, smaller batch / the full size */
/* loses=steps says=a last, smaller batch is divided by the full batch size, not by its own */
#define DIVISOR r->batch_size
#include "loop.h"
