/* function=gradient_descent verdict=wrong mistake=weight decay is left out */
#define DECAY(d, z, n)
#include "descent.h"
