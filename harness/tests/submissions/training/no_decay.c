/* training=mlp_sigmoid verdict=wrong mistake=weight decay is forgotten */
#define DECAY(p, i) 0
#include "loop.h"
