/* training=mlp_relu verdict=wrong mistake=D2: relu(x) in the place of its derivative */
#define TRAIN train_mlp_relu
#define ACTIVATE(z) ((z) > 0 ? (z) : 0)
#define SLOPE(h) (h)
#include "loop.h"
