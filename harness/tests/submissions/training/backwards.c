/* training=mlp_sigmoid verdict=wrong mistake=takes the samples from the last to the first */
/* loses=steps says=takes the samples from the last to the first */
#define ROW(n) (N - 1 - (first + (n)))
#include "loop.h"
