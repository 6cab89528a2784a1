/* function=gradient_descent verdict=wrong mistake=the step goes up the gradient */
#define SIGN +
#include "descent.h"
