/* function=gradient_descent verdict=right mistake=none */
#include "descent.h"
