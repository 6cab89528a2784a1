/* training=mlp_sigmoid verdict=wrong mistake=stops after one epoch */
#define EPOCHS 1
#include "loop.h"
