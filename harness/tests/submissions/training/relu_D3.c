/* training=mlp_relu verdict=wrong mistake=D3: the gradient passes where the unit is off */
/* loses=steps+threshold says=the gradient passes where the hidden unit is off, and not where it */
#define TRAIN train_mlp_relu
#define ACTIVATE(z) ((z) > 0 ? (z) : 0)
#define SLOPE(h) ((h) <= 0)
#include "loop.h"
