/* function=gradient_descent verdict=wrong mistake=weight decay is left out */
/* says=weight_decay is ignored */
#define DECAY(d, z, n)
#include "descent.h"
