/* training=mlp_sigmoid verdict=wrong mistake=the velocity starts anew in every epoch */
/* loses=steps says=the velocity starts at zero again in every epoch */
#define EPOCH_BEGINS memset(s->velocity, 0, s->total * sizeof *s->velocity)
#include "loop.h"
