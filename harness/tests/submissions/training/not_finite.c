/* training=mlp_sigmoid verdict=wrong mistake=divides by zero once */
/* loses=steps+threshold says=the reference's path is left at step 1 (rows 1 to 23): W1, b1, W2 */
#define BEGIN s->w[0][0] /= 0 * s->w[0][0]
#include "loop.h"
