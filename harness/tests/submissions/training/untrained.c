/* training=mlp_sigmoid verdict=wrong mistake=reports success and does nothing */
/* loses=steps+threshold says=nothing is trained: the parameters are as they were given */
#define EPOCHS (0 * r->epochs)
#include "loop.h"
