/* jacobian_elementwise: J[n,n] of (a(x_1), ..., a(x_n)), for x[n], where f writes a'(x_i).
 *
 * Element i of the value depends on x_i alone: J_ii = a'(x_i), and 0 off the diagonal. */
#include <stdlib.h>

#include "functions.h"
#include "shape.h"

op_status jacobian_elementwise(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *x = in[0];
    tensor *J = out[0];
    if (x->rank != 1 || !is_matrix(J, x->dims[0], x->dims[0]))
        return OP_BAD_INPUT;
    const size_t n = x->dims[0];
    tensor *slope = tensor_new(1, x->dims);
    if (!slope)
        return OP_NO_MEMORY;
    const op_status status = set->f(set->context, x, slope);
    if (status == OP_OK) {
        tensor_fill(J, 0);
        for (size_t i = 0; i < n; i++)
            J->data[i * n + i] = slope->data[i];
    }
    free(slope);
    return status;
}
