/* jacobian_exp_sin_sqrt: J[2,3] of f(x) = (e^x_1 sin x_3, sqrt(x_2 + x_3)), for x[3], x_2 + x_3 >
 * 0.
 *
 * J = | e^x_1 sin x_3         0                e^x_1 cos x_3    |
 *     |        0       1/(2 sqrt(x_2+x_3))  1/(2 sqrt(x_2+x_3)) | */
#include "functions.h"
#include "shape.h"

#include <math.h>

op_status jacobian_exp_sin_sqrt(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const tensor *x = in[0];
    tensor *J = out[0];
    if (!is_vector(x, 3) || !is_matrix(J, 2, 3))
        return OP_BAD_INPUT;
    const double x1 = x->data[0], x2 = x->data[1], x3 = x->data[2];
    tensor_fill(J, 0);
    J->data[0] = exp(x1) * sin(x3);
    J->data[2] = exp(x1) * cos(x3);
    J->data[4] = J->data[5] = 1 / (2 * sqrt(x2 + x3));
    return OP_OK;
}
