/* function=gradient_descent verdict=wrong mistake=the gradient is rolled on instead of back */
/* says=the gradient is rolled on instead of back */
#define ROLL_BACK(g, down, right) roll(g, (down) % H, (right) % W, H, W)
#include "descent.h"
