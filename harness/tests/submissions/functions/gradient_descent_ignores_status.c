/* function=gradient_descent verdict=wrong mistake=what f returns is not looked at */
#define STATUS(status) ((void)(status), OP_OK)
#include "descent.h"
