/* training=mlp_sigmoid verdict=wrong mistake=M3: own weights, of deviation sqrt(6/(in+out)) */
/* loses=steps says=of the deviation sqrt(6/(in+out)), which is meant as the limit of uniform */
#define LIMIT(in, out) sqrt(3 * 6.0 / (double)((in) + (out)))
#include "loop.h"
