/* function=gradient_descent verdict=wrong mistake=takes steps + 1 steps on every scale */
#define STEPS set->steps + 1
#include "descent.h"
