/* training=mlp_sigmoid verdict=wrong mistake=every step takes the first batch */
/* loses=steps+threshold says=every step takes the first batch */
#define ROW(n) (n)
#include "loop.h"
