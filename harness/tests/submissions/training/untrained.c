/* training=mlp_sigmoid verdict=wrong mistake=reports success and does nothing */
#define EPOCHS (0 * r->epochs)
#include "loop.h"
