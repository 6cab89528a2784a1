/* training=mlp_sigmoid verdict=wrong mistake=stops after one epoch */
/* loses=steps+threshold says=trains one epoch, however many are asked for */
#define EPOCHS 1
#include "loop.h"
