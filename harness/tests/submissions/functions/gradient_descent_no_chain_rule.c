/* function=gradient_descent verdict=wrong mistake=the gradient is not divided by std */
/* says=the gradient is not divided by std: the chain rule */
#define GRADIENT_DIVISOR 1
#include "descent.h"
