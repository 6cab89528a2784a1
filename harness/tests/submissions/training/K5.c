/* training=mlp_sigmoid verdict=wrong mistake=K5: the gradients are never set to zero again */
/* loses=steps+threshold says=the gradients are never set back to zero, so that those of all */
#define ZERO (void)0
#include "loop.h"
