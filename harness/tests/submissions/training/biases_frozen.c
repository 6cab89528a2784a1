/* training=mlp_sigmoid verdict=wrong mistake=the biases are not trained */
/* loses=steps+threshold says=the biases are not trained */
#define IS_TRAINED(p) ((p) % 2 == 0)
#include "loop.h"
