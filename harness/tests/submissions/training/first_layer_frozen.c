/* training=mlp_sigmoid verdict=wrong mistake=A11: nothing reaches the first layer */
#define IS_TRAINED(p) ((p) >= 2)
#include "loop.h"
