/* training=mlp_sigmoid verdict=wrong mistake=K5: the gradients are never set to zero again */
#define ZERO (void)0
#include "loop.h"
