/* function=jacobian_exp_sin_sqrt verdict=wrong mistake=the derivative of sqrt is 1 / sqrt */
/* says=the derivative of sqrt(u) is 1 / (2 sqrt(u)): 1/2 is missing */
#include <math.h>
#include <string.h>

#include "functions.h"

op_status jacobian_exp_sin_sqrt(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const double *x = in[0]->data, root = sqrt(x[1] + x[2]);
    const double J[] = {exp(x[0]) * sin(x[2]), 0, exp(x[0]) * cos(x[2]), 0, 1 / root, 1 / root};
    memcpy(out[0]->data, J, sizeof J);
    return OP_OK;
}
