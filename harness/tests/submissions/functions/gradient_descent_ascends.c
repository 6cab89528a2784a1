/* function=gradient_descent verdict=wrong mistake=the step goes up the gradient */
/* says=learning_rate has the wrong sign */
#define SIGN +
#include "descent.h"
