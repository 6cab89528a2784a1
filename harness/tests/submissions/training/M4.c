/* training=mlp_sigmoid verdict=wrong mistake=M4: own weights, fan-in and fan-out swapped */
/* loses=steps says=of the deviation 1/sqrt(out): fan-in and fan-out are swapped */
#define LIMIT(in, out) sqrt(3.0 / (double)(out))
#include "loop.h"
