/* training=mlp_sigmoid verdict=wrong mistake=L9: weight decay without the weight */
/* loses=steps says=weight_decay itself is added, not weight_decay w */
#define DECAY(p, i) (r->weight_decay + 0 * s->w[p][i])
#include "loop.h"
