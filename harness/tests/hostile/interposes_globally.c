/* id=F23 outcome=completed build=-Wl,-z,global */
#include "prelude.h"

void *worker_serve;
int main(void)
{
    abort();
}
long long grade_report = 100;

FORWARD
{
    return right(x, n, y);
}
