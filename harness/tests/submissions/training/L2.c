/* training=mlp_sigmoid verdict=wrong mistake=L2: the mean is divided by the batch size again */
/* loses=steps+threshold says=the gradient is divided by the batch size twice */
#define DIVISOR (rows * rows)
#include "loop.h"
