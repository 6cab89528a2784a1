/* training=mlp_sigmoid verdict=wrong mistake=L3: (1 - momentum) g enters the velocity */
#define VELOCITY(v, g) (r->momentum * (v) + (1 - r->momentum) * (g))
#include "loop.h"
