/* function=gradient_descent verdict=wrong mistake=the gradient is never clipped */
/* says=max_norm is ignored */
#define CLIP(d, n)
#include "descent.h"
