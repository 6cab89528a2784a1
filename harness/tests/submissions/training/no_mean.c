/* training=mlp_sigmoid verdict=wrong mistake=G11: the gradient is that of the sum over the batch */
#define DIVISOR 1
#include "loop.h"
