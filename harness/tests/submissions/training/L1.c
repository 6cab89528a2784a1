/* training=mlp_sigmoid verdict=wrong mistake=L1: steps uphill */
#define STEP(v, g) (r->learning_rate * (v))
#include "loop.h"
