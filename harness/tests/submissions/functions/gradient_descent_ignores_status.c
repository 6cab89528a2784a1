/* function=gradient_descent verdict=wrong mistake=what f returns is not looked at */
/* says=answers where it must refuse: the status that f returns, or shapes and settings that do */
#define STATUS(status) ((void)(status), OP_OK)
#include "descent.h"
