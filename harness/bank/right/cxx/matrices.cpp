// C++: matrices and rows, with a small class for the elements and long double for the sums.
#include <algorithm>
#include <cmath>
#include <vector>

#include "contract.h"

namespace
{
using wide = long double;

// A view of a matrix, or of its transpose.
class matrix
{
  public:
    explicit matrix(const tensor *t)
        : rows(t->dims[0]), columns(t->dims[1]), data(t->data), down(t->dims[1]), right(1)
    {
    }
    matrix transposed() const
    {
        matrix m = *this;
        std::swap(m.rows, m.columns);
        std::swap(m.down, m.right);
        return m;
    }
    double &operator()(size_t i, size_t j) const
    {
        return data[i * down + j * right];
    }
    size_t rows, columns;

  private:
    double *data;
    size_t down, right; // how far the next row and the next column are
};

// C = start + A B; start(i, j) is what is there before.
template <typename Start>
void product(const matrix &A, const matrix &B, const matrix &C, Start start)
{
    for (size_t i = 0; i < A.rows; i++)
        for (size_t j = 0; j < B.columns; j++) {
            wide sum = start(i, j);
            for (size_t k = 0; k < A.columns; k++)
                sum += wide(A(i, k)) * B(k, j);
            C(i, j) = static_cast<double>(sum);
        }
}

void add_product(const matrix &A, const matrix &B, const matrix &C)
{
    product(A, B, C, [&C](size_t i, size_t j) { return wide(C(i, j)); });
}

void add_rows(const matrix &A, tensor *sums)
{
    for (size_t j = 0; j < A.columns; j++) {
        wide sum = sums->data[j];
        for (size_t i = 0; i < A.rows; i++)
            sum += A(i, j);
        sums->data[j] = static_cast<double>(sum);
    }
}

std::vector<wide> row_of(const tensor *t, size_t n)
{
    const double *first = t->data + n * t->dims[1];
    return std::vector<wide>(first, first + t->dims[1]);
}

wide sum_of(const std::vector<wide> &v)
{
    wide sum = 0;
    for (wide e : v)
        sum += e;
    return sum;
}

std::vector<wide> softmax_of(std::vector<wide> x)
{
    const wide most = *std::max_element(x.begin(), x.end());
    for (wide &e : x)
        e = expl(e - most);
    const wide sum = sum_of(x);
    for (wide &e : x)
        e /= sum;
    return x;
}

wide log_sum_exp(const std::vector<wide> &x)
{
    const wide most = *std::max_element(x.begin(), x.end());
    wide sum = 0;
    for (wide e : x)
        sum += expl(e - most);
    return most + logl(sum);
}

wide dot_of(const std::vector<wide> &u, const std::vector<wide> &v)
{
    wide sum = 0;
    for (size_t i = 0; i < u.size(); i++)
        sum += u[i] * v[i];
    return sum;
}
} // namespace

#define FORWARD(op)                                                                                \
    op_status op##_forward(const tensor *const in[], const attributes *attr, tensor *out)
#define BACKWARD(op)                                                                               \
    op_status op##_backward(const tensor *const in[], const attributes *attr, const tensor *out,   \
                            const tensor *dout, tensor *const din[])

FORWARD(matmul)
{
    (void)attr;
    product(matrix(in[0]), matrix(in[1]), matrix(out), [](size_t, size_t) { return wide(0); });
    return OP_OK;
}

BACKWARD(matmul)
{
    (void)attr, (void)out;
    add_product(matrix(dout), matrix(in[1]).transposed(), matrix(din[0]));
    add_product(matrix(in[0]).transposed(), matrix(dout), matrix(din[1]));
    return OP_OK;
}

FORWARD(affine)
{
    (void)attr;
    product(matrix(in[0]), matrix(in[1]), matrix(out),
            [=](size_t, size_t j) { return wide(in[2]->data[j]); });
    return OP_OK;
}

BACKWARD(affine)
{
    add_rows(matrix(dout), din[2]);
    return matmul_backward(in, attr, out, dout, din);
}

FORWARD(linear)
{
    (void)attr;
    product(matrix(in[0]), matrix(in[1]).transposed(), matrix(out),
            [=](size_t, size_t j) { return wide(in[2]->data[j]); });
    return OP_OK;
}

BACKWARD(linear)
{
    (void)attr, (void)out;
    add_product(matrix(dout), matrix(in[1]), matrix(din[0]));
    add_product(matrix(dout).transposed(), matrix(in[0]), matrix(din[1]));
    add_rows(matrix(dout), din[2]);
    return OP_OK;
}

FORWARD(vector_derivative_product)
{
    (void)attr;
    const matrix W(out);
    for (size_t i = 0; i < W.rows; i++)
        for (size_t j = 0; j < W.columns; j++)
            W(i, j) = static_cast<double>(wide(in[0]->data[i]) * in[1]->data[j]);
    return OP_OK;
}

BACKWARD(vector_derivative_product)
{
    (void)attr, (void)out;
    const matrix g(dout);
    for (size_t i = 0; i < g.rows; i++) {
        wide sum = din[0]->data[i];
        for (size_t j = 0; j < g.columns; j++)
            sum += wide(g(i, j)) * in[1]->data[j];
        din[0]->data[i] = static_cast<double>(sum);
    }
    for (size_t j = 0; j < g.columns; j++) {
        wide sum = din[1]->data[j];
        for (size_t i = 0; i < g.rows; i++)
            sum += wide(g(i, j)) * in[0]->data[i];
        din[1]->data[j] = static_cast<double>(sum);
    }
    return OP_OK;
}

#define EACH_ROW for (size_t n = 0; n < in[0]->dims[0]; n++)
#define EACH_COLUMN for (size_t c = 0; c < C; c++)

FORWARD(normalize)
{
    (void)attr;
    const size_t C = in[0]->dims[1];
    EACH_ROW
    {
        const auto x = row_of(in[0], n);
        EACH_COLUMN out->data[n * C + c] = static_cast<double>(x[c] / sum_of(x));
    }
    return OP_OK;
}

BACKWARD(normalize)
{
    (void)attr, (void)out;
    const size_t C = in[0]->dims[1];
    EACH_ROW
    {
        const auto x = row_of(in[0], n), g = row_of(dout, n);
        const wide S = sum_of(x);
        EACH_COLUMN din[0]->data[n * C + c] +=
            static_cast<double>(g[c] / S - dot_of(g, x) / (S * S));
    }
    return OP_OK;
}

FORWARD(softmax)
{
    (void)attr;
    const size_t C = in[0]->dims[1];
    EACH_ROW
    {
        const auto p = softmax_of(row_of(in[0], n));
        EACH_COLUMN out->data[n * C + c] = static_cast<double>(p[c]);
    }
    return OP_OK;
}

BACKWARD(softmax)
{
    (void)attr, (void)out;
    const size_t C = in[0]->dims[1];
    EACH_ROW
    {
        const auto p = softmax_of(row_of(in[0], n)), g = row_of(dout, n);
        EACH_COLUMN din[0]->data[n * C + c] += static_cast<double>(p[c] * (g[c] - dot_of(g, p)));
    }
    return OP_OK;
}

FORWARD(log_softmax)
{
    (void)attr;
    const size_t C = in[0]->dims[1];
    EACH_ROW
    {
        const auto x = row_of(in[0], n);
        EACH_COLUMN out->data[n * C + c] = static_cast<double>(x[c] - log_sum_exp(x));
    }
    return OP_OK;
}

BACKWARD(log_softmax)
{
    (void)attr, (void)out;
    const size_t C = in[0]->dims[1];
    EACH_ROW
    {
        const auto p = softmax_of(row_of(in[0], n)), g = row_of(dout, n);
        EACH_COLUMN din[0]->data[n * C + c] += static_cast<double>(g[c] - p[c] * sum_of(g));
    }
    return OP_OK;
}

FORWARD(prob_to_prob_vector)
{
    (void)attr;
    EACH_ROW
    {
        out->data[2 * n] = in[0]->data[n];
        out->data[2 * n + 1] = static_cast<double>(1 - wide(in[0]->data[n]));
    }
    return OP_OK;
}

BACKWARD(prob_to_prob_vector)
{
    (void)attr, (void)out;
    EACH_ROW din[0]->data[n] +=
        static_cast<double>(wide(dout->data[2 * n]) - dout->data[2 * n + 1]);
    return OP_OK;
}

FORWARD(select)
{
    EACH_ROW out->data[n] = matrix(in[0])(n, attr->index[n]);
    return OP_OK;
}

BACKWARD(select)
{
    (void)out;
    const matrix dX(din[0]);
    EACH_ROW dX(n, attr->index[n]) += dout->data[n];
    return OP_OK;
}

FORWARD(cross_entropy)
{
    EACH_ROW out->data[n] = static_cast<double>(-logl(matrix(in[0])(n, attr->index[n])));
    return OP_OK;
}

BACKWARD(cross_entropy)
{
    (void)out;
    const matrix p(in[0]), dp(din[0]);
    EACH_ROW dp(n, attr->index[n]) -=
        static_cast<double>(dout->data[n] / wide(p(n, attr->index[n])));
    return OP_OK;
}

FORWARD(cross_entropy_soft)
{
    (void)attr;
    const size_t C = in[0]->dims[1];
    EACH_ROW
    {
        wide sum = 0;
        EACH_COLUMN sum -= wide(in[1]->data[n * C + c]) * logl(in[0]->data[n * C + c]);
        out->data[n] = static_cast<double>(sum);
    }
    return OP_OK;
}

BACKWARD(cross_entropy_soft)
{
    (void)attr, (void)out;
    const size_t C = in[0]->dims[1];
    EACH_ROW EACH_COLUMN din[0]->data[n * C + c] -=
        static_cast<double>(wide(dout->data[n]) * in[1]->data[n * C + c] / in[0]->data[n * C + c]);
    return OP_OK;
}

FORWARD(softmax_cross_entropy)
{
    wide loss = 0;
    EACH_ROW loss += log_sum_exp(row_of(in[0], n)) - matrix(in[0])(n, attr->index[n]);
    out->data[0] = static_cast<double>(loss / in[0]->dims[0]);
    return OP_OK;
}

BACKWARD(softmax_cross_entropy)
{
    (void)out;
    const size_t C = in[0]->dims[1];
    EACH_ROW
    {
        auto p = softmax_of(row_of(in[0], n));
        p[attr->index[n]] -= 1;
        EACH_COLUMN din[0]->data[n * C + c] +=
            static_cast<double>(dout->data[0] * p[c] / wide(in[0]->dims[0]));
    }
    return OP_OK;
}
