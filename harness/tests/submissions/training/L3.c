/* training=mlp_sigmoid verdict=wrong mistake=L3: (1 - momentum) g enters the velocity */
/* loses=steps says=(1 - momentum) g enters the velocity, not g */
#define VELOCITY(v, g) (r->momentum * (v) + (1 - r->momentum) * (g))
#include "loop.h"
