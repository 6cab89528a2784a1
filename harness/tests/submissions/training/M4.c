/* training=mlp_sigmoid verdict=wrong mistake=M4: own weights, fan-in and fan-out swapped */
#define LIMIT(in, out) sqrt(3.0 / (double)(out))
#include "loop.h"
