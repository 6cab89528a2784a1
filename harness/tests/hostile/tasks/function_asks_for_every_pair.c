/* id=T59 graded=Passed */
#include "tasks.h"

/* A whole Jacobian, of which only the diagonal is wanted: right, though n times too much work. */
FUNCTION
{
    size_t n = element_count(in[0]);
    double x[n], above[n], below[n];
    tensor point = *in[0], at_above = *in[0], at_below = *in[0];
    point.data = x, at_above.data = above, at_below.data = below;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            memcpy(x, in[0]->data, sizeof x);
            x[j] += set->h;
            op_status status = set->f(set->context, &point, &at_above);
            x[j] = in[0]->data[j] - set->h;
            if (status == OP_OK)
                status = set->f(set->context, &point, &at_below);
            if (status != OP_OK)
                return status;
            if (i == j)
                out[0]->data[i] = (above[i] - below[i]) / (2 * set->h);
        }
    return OP_OK;
}
