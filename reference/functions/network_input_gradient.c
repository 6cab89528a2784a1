/* network_input_gradient: of L = 1/2 |y - s|^2 + r^T h by x, for h = sigma(W1 x + b1) and
 * y = W2 h + b2; W1[K,N], b1[K], W2[M,K], b2[M], r[K], s[M], x[N]; dx[N].
 *
 * h reaches L along two paths, by r and by y: dh = r + W2^T (y - s). Then, with z = W1 x + b1,
 * dz_k = dh_k h_k (1 - h_k) and dx = W1^T dz. */
#include <stdlib.h>

#include "functions.h"
#include "logistic.h"
#include "row.h"
#include "shape.h"

static bool fits(const tensor *const in[], const tensor *dx)
{
    const tensor *W1 = in[0], *b1 = in[1], *W2 = in[2], *b2 = in[3], *r = in[4], *s = in[5];
    const tensor *x = in[6];
    return W1->rank == 2 && W2->rank == 2 && W2->dims[1] == W1->dims[0] &&
           is_vector(b1, W1->dims[0]) && is_vector(b2, W2->dims[0]) && same_shape(r, b1) &&
           same_shape(s, b2) && is_vector(x, W1->dims[1]) && same_shape(x, dx);
}

/* (W v + b)_i */
static double affine_element(const tensor *W, const double *v, const tensor *b, size_t i)
{
    const size_t columns = W->dims[1];
    return row_dot(W->data + i * columns, v, columns) + b->data[i];
}

op_status network_input_gradient(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const tensor *W1 = in[0], *b1 = in[1], *W2 = in[2], *b2 = in[3], *r = in[4], *s = in[5];
    const tensor *x = in[6];
    tensor *dx = out[0];
    if (!fits(in, dx))
        return OP_BAD_INPUT;
    const size_t K = W1->dims[0], N = W1->dims[1], M = W2->dims[0];
    tensor *h = tensor_new(1, &K), *dh = tensor_copy(r);
    op_status status = OP_NO_MEMORY;
    if (!h || !dh)
        goto done;
    for (size_t k = 0; k < K; k++)
        h->data[k] = logistic(affine_element(W1, x->data, b1, k));
    for (size_t m = 0; m < M; m++) {
        const double dy = affine_element(W2, h->data, b2, m) - s->data[m];
        for (size_t k = 0; k < K; k++)
            dh->data[k] += W2->data[m * K + k] * dy;
    }
    tensor_fill(dx, 0);
    for (size_t k = 0; k < K; k++) {
        const double dz = dh->data[k] * h->data[k] * (1 - h->data[k]);
        for (size_t n = 0; n < N; n++)
            dx->data[n] += W1->data[k * N + n] * dz;
    }
    status = OP_OK;
done:
    free(h);
    free(dh);
    return status;
}
