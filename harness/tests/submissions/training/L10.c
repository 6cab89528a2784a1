/* training=mlp_sigmoid verdict=wrong mistake=L10: no weight decay where there is no momentum */
/* loses=steps says=weight decay is left out where momentum is 0 */
#define DECAY(p, i) (r->momentum > 0 ? r->weight_decay * s->w[p][i] : 0)
#include "loop.h"
