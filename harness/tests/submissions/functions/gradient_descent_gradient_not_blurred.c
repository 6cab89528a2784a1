/* function=gradient_descent verdict=wrong mistake=blur_gradient is ignored */
/* says=blur_gradient is ignored */
#define BLUR_GRADIENT 0
#include "descent.h"
