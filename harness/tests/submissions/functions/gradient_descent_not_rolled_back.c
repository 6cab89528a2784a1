/* function=gradient_descent verdict=wrong mistake=the gradient is not rolled back */
/* says=the gradient is not rolled back */
#define ROLL_BACK(g, down, right)
#include "descent.h"
