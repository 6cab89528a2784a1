/* training=mlp_relu verdict=right */
/* loses=nothing */
#define TRAIN train_mlp_relu
#define ACTIVATE(z) ((z) > 0 ? (z) : 0)
#define SLOPE(h) ((h) > 0)
#include "loop.h"
