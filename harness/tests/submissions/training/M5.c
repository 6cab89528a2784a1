/* training=mlp_sigmoid verdict=wrong mistake=M5: own weights, in [0, 1), none of them negative */
/* loses=steps says=starts from weights of its own instead of those that are given, none of them */
#define LIMIT(in, out) 1
#define UNIFORM(u) (u)
#include "loop.h"
