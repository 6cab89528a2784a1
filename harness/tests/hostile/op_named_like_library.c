/* id=X14 outcome=completed build=-lm */
#include "prelude.h"

static double called;

double tgamma(double x)
{
    called = x;
    return 2;
}

double own(double (*f)(double))
{
    return f(3);
}

FORWARD
{
    (void)x, (void)n, (void)y;
    if (own(tgamma) != 2 || called != 3)
        return (op_status)99;
    return right(x, n, y);
}
