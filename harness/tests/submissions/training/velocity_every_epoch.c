/* training=mlp_sigmoid verdict=wrong mistake=the velocity starts anew in every epoch */
#define EPOCH_BEGINS memset(s->velocity, 0, s->total * sizeof *s->velocity)
#include "loop.h"
