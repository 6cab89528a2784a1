/* id=X21 outcome=completed values=wrong graded=WrongValue */
#include "prelude.h"

/* malloc's memory is rarely anything but 0 in a young process; here it always is. */
FORWARD
{
    double *sum = malloc(n * sizeof *sum);
    for (size_t i = 0; i < n; i++)
        y[i] = sum[i] += x[i] > 0 ? x[i] : 0;
    free(sum);
    return OP_OK;
}
