/* training=mlp_sigmoid verdict=wrong mistake=L1: steps uphill */
/* loses=steps+threshold says=steps uphill: it adds learning_rate v instead of subtracting it */
#define STEP(v, g) (r->learning_rate * (v))
#include "loop.h"
