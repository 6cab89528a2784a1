/* function=gradient_descent verdict=wrong mistake=the mean over a block, not the sum */
#define BLOCK_DIVISOR (double)(q * q)
#include "descent.h"
