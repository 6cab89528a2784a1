/* function=gradient_descent verdict=wrong mistake=clamped at 0 only */
#define CLAMPED(value) ((value) < 0 ? 0 : (value))
#include "descent.h"
