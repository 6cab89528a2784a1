/* training=mlp_sigmoid verdict=wrong mistake=M3: own weights, of deviation sqrt(6/(in+out)) */
#define LIMIT(in, out) sqrt(3 * 6.0 / (double)((in) + (out)))
#include "loop.h"
