/* training=mlp_sigmoid verdict=wrong mistake=every step takes the first batch */
#define ROW(n) (n)
#include "loop.h"
