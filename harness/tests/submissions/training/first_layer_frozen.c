/* training=mlp_sigmoid verdict=wrong mistake=A11: nothing reaches the first layer */
/* loses=steps+threshold says=the first layer is not trained: no gradient reaches it */
#define IS_TRAINED(p) ((p) >= 2)
#include "loop.h"
