/* function=gradient_descent verdict=wrong mistake=blur_image is ignored */
/* says=blur_image is ignored */
#define BLUR_IMAGE 0
#include "descent.h"
