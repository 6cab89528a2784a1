/* training=mlp_sigmoid verdict=right */
/* loses=nothing */
#include "loop.h"
