/* function=jacobian_exp_sin_sqrt verdict=wrong mistake=written column by column */
/* says=transposed: written column by column, or the transpose of the right matrix */
#include <math.h>
#include <string.h>

#include "functions.h"

op_status jacobian_exp_sin_sqrt(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const double *x = in[0]->data, slope = 1 / (2 * sqrt(x[1] + x[2]));
    const double J[] = {exp(x[0]) * sin(x[2]), 0, 0, slope, exp(x[0]) * cos(x[2]), slope};
    memcpy(out[0]->data, J, sizeof J);
    return OP_OK;
}
