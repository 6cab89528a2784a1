/* training=mlp_sigmoid verdict=wrong mistake=L14: biases do not decay */
#define DECAY(p, i) ((p) % 2 == 0 ? r->weight_decay * s->w[p][i] : 0)
#include "loop.h"
