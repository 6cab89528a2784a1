/* id=H015 outcome=completed */
#include "prelude.h"

void fault_watch(void)
{
}

int grade_report(int a)
{
    return a;
}

double gamma(double x)
{
    return x + 1;
}

FORWARD
{
    (void)x, (void)n, (void)y;
    if (gamma(1) != 2)
        return (op_status)99;
    return right(x, n, y);
}
