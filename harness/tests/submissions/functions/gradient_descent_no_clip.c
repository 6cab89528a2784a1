/* function=gradient_descent verdict=wrong mistake=the gradient is never clipped */
#define CLIP(d, n)
#include "descent.h"
