/* training=mlp_sigmoid verdict=wrong mistake=momentum is forgotten */
#define VELOCITY(v, g) ((void)(v), (g))
#include "loop.h"
