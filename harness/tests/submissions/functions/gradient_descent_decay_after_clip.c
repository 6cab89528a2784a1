/* function=gradient_descent verdict=wrong mistake=weight decay is added after clipping */
#define DECAY(d, z, n)
#define DECAY_LATE(d, z, n) decay(d, z, n, set->weight_decay)
#include "descent.h"
