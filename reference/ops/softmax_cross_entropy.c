/* softmax_cross_entropy: L = mean over n of (ln sum_c e^Z_nc - Z[n, index_n]), for logits Z[N,C]
 * and a label index_n per row; L is a scalar. It is the mean cross-entropy of softmax(Z), computed
 * from the logits so that no probability is rounded to 0 before its logarithm is taken.
 *
 * backward: dZ_nc += dL (softmax(Z)_nc - 1{c = index_n}) / N
 * jvp:      L' = mean over n of (sum_c softmax(Z)_nc Z'_nc - Z'[n, index_n]) */
#include "contract.h"
#include "row.h"
#include "shape.h"

static bool fits(const tensor *Z, const attributes *attr, const tensor *L)
{
    return indices_fit(Z, attr) && is_scalar(L);
}

op_status softmax_cross_entropy_forward(const tensor *const in[], const attributes *attr,
                                        tensor *out)
{
    const tensor *Z = in[0];
    if (!fits(Z, attr, out))
        return OP_BAD_INPUT;
    size_t N = Z->dims[0], C = Z->dims[1];
    double sum = 0;
    for (size_t n = 0; n < N; n++) {
        const double *z = Z->data + n * C;
        double max = row_max(z, C);
        sum += log(row_exp_sum(z, C, max)) + (max - z[attr->index[n]]);
    }
    out->data[0] = sum / (double)N;
    return OP_OK;
}

op_status softmax_cross_entropy_backward(const tensor *const in[], const attributes *attr,
                                         const tensor *out, const tensor *dout, tensor *const din[])
{
    (void)out;
    const tensor *Z = in[0];
    tensor *dZ = din[0];
    if (!fits(Z, attr, dout))
        return OP_BAD_INPUT;
    size_t N = Z->dims[0], C = Z->dims[1];
    double g = dout->data[0] / (double)N;
    for (size_t n = 0; dZ && n < N; n++) {
        const double *z = Z->data + n * C;
        double *dz = dZ->data + n * C;
        double max = row_max(z, C), sum = row_exp_sum(z, C, max);
        for (size_t c = 0; c < C; c++)
            dz[c] += g * (exp(z[c] - max) / sum - (c == attr->index[n]));
    }
    return OP_OK;
}

op_status softmax_cross_entropy_jvp(const tensor *const in[], const attributes *attr,
                                    const tensor *out, const tensor *const tangent[],
                                    tensor *out_tangent)
{
    (void)out;
    const tensor *Z = in[0], *Z_tangent = tangent[0];
    if (!fits(Z, attr, out_tangent))
        return OP_BAD_INPUT;
    size_t N = Z->dims[0], C = Z->dims[1];
    double total = 0;
    for (size_t n = 0; Z_tangent && n < N; n++) {
        const double *z = Z->data + n * C, *z_tangent = Z_tangent->data + n * C;
        double max = row_max(z, C), sum = row_exp_sum(z, C, max);
        for (size_t c = 0; c < C; c++)
            total += exp(z[c] - max) / sum * z_tangent[c];
        total -= z_tangent[attr->index[n]];
    }
    out_tangent->data[0] = total / (double)N;
    return OP_OK;
}
