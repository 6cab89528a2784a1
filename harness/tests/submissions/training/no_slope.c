/* training=mlp_sigmoid verdict=wrong mistake=the activation's derivative is missing */
/* loses=steps+threshold says=the hidden activation's derivative is left out */
#define TRAIN train_mlp_sigmoid
#define ACTIVATE(z) (1 / (1 + exp(-(z))))
#define SLOPE(h) ((void)(h), 1)
#include "loop.h"
