/* function=gradient_descent verdict=wrong mistake=the mean over a block, not the sum */
/* says=the mean of the gradient over a block, not the sum */
#define BLOCK_DIVISOR (double)(q * q)
#include "descent.h"
