/* function=gradient_descent verdict=wrong mistake=jitter starts over with every scale */
/* says=jitter starts over with every scale */
#define STEP_NUMBER(t, step) (step)
#include "descent.h"
