/* training=mlp_relu verdict=wrong mistake=D2: relu(x) in the place of its derivative */
/* loses=steps says=the hidden activation's value stands where its derivative belongs */
#define TRAIN train_mlp_relu
#define ACTIVATE(z) ((z) > 0 ? (z) : 0)
#define SLOPE(h) (h)
#include "loop.h"
