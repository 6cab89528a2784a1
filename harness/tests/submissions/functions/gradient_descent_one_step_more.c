/* function=gradient_descent verdict=wrong mistake=takes steps + 1 steps on every scale */
/* says=steps counts one more */
#define STEPS set->steps + 1
#include "descent.h"
