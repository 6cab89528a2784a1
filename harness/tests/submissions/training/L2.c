/* training=mlp_sigmoid verdict=wrong mistake=L2: the mean is divided by the batch size again */
#define DIVISOR (rows * rows)
#include "loop.h"
