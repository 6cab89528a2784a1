/* function=gradient_descent verdict=wrong mistake=the gradient is not divided by std */
#define GRADIENT_DIVISOR 1
#include "descent.h"
