/* training=mlp_sigmoid verdict=wrong mistake=G11: the gradient is that of the sum over the batch */
/* loses=steps+threshold says=the gradient is that of the sum over the batch, not of the mean */
#define DIVISOR 1
#include "loop.h"
