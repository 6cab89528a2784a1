/* numeric_gradient: df_i = (f(x_i + h) - f(x_i - h)) / 2h, for x[n]; df[n].
 *
 * f works on each element by itself, so that all of them can move at once: two calls do. */
#include <stdlib.h>

#include "functions.h"
#include "shape.h"

/* y = f(x + shift); moved is room for x + shift. */
static op_status evaluate_at(const tensor *x, double shift, const settings *set, tensor *moved,
                             tensor *y)
{
    for (size_t i = 0, count = element_count(x); i < count; i++)
        moved->data[i] = x->data[i] + shift;
    return set->f(set->context, moved, y);
}

op_status numeric_gradient(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *x = in[0];
    tensor *df = out[0];
    if (x->rank != 1 || !same_shape(x, df))
        return OP_BAD_INPUT;
    op_status status = OP_NO_MEMORY;
    tensor *moved = tensor_new(1, x->dims), *above = tensor_new(1, x->dims),
           *below = tensor_new(1, x->dims);
    if (!moved || !above || !below)
        goto done;
    status = evaluate_at(x, set->h, set, moved, above);
    if (status == OP_OK)
        status = evaluate_at(x, -set->h, set, moved, below);
    for (size_t i = 0; status == OP_OK && i < x->dims[0]; i++)
        df->data[i] = (above->data[i] - below->data[i]) / (2 * set->h);
done:
    free(moved);
    free(above);
    free(below);
    return status;
}
