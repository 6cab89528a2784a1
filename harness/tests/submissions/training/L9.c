/* training=mlp_sigmoid verdict=wrong mistake=L9: weight decay without the weight */
#define DECAY(p, i) (r->weight_decay + 0 * s->w[p][i])
#include "loop.h"
