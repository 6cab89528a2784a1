/* training=mlp_sigmoid verdict=wrong mistake=L14: biases do not decay */
/* loses=steps says=the biases do not decay, but all parameters should */
#define DECAY(p, i) ((p) % 2 == 0 ? r->weight_decay * s->w[p][i] : 0)
#include "loop.h"
