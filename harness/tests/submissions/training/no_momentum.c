/* training=mlp_sigmoid verdict=wrong mistake=momentum is forgotten */
/* loses=steps says=momentum is left out */
#define VELOCITY(v, g) ((void)(v), (g))
#include "loop.h"
