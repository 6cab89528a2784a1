/* training=mlp_sigmoid verdict=right */
#include "loop.h"
