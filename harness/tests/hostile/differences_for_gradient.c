/* id=H133 outcome=completed values=wrong direction=backward graded=Imprecise */
#include "prelude.h"

BACKWARD
{
    const double h = 6e-6;
    for (size_t i = 0; i < n; i++)
        if (x[i] != 0)
            gx[i] += gy[i] * (fmax(x[i] + h, 0) - fmax(x[i] - h, 0)) / (2 * h);
    return OP_OK;
}
