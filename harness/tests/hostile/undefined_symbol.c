/* id=H020,F22 outcome=load_failed phase=loading */
#include "prelude.h"

double no_such_function(double);

FORWARD
{
    y[0] = no_such_function(x[0]);
    return right(x, n, y);
}
