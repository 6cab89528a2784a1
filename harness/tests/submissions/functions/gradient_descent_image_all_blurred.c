/* function=gradient_descent verdict=wrong mistake=blur_image is taken for a switch */
/* says=blur_image is taken for a switch */
#define BLUR_IMAGE (set->blur_image > 0)
#include "descent.h"
