/* training=mlp_sigmoid verdict=wrong mistake=trains an epoch too many */
/* loses=steps says=trains one epoch too many */
#define EPOCHS (r->epochs + 1)
#include "loop.h"
