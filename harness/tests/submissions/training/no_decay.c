/* training=mlp_sigmoid verdict=wrong mistake=weight decay is forgotten */
/* loses=steps says=weight decay is left out */
#define DECAY(p, i) 0
#include "loop.h"
