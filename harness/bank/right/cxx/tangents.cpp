// C++: the JVPs of matrices and rows by dual numbers, which carry a value and how it moves through
// the arithmetic of forward: no derivative is written down but those of +, -, *, /, exp and log.
#include <cmath>
#include <vector>

#include "contract.h"

namespace
{
using wide = long double;

struct dual {
    wide value = 0, moved = 0;
};

dual operator+(dual a, dual b)
{
    return {a.value + b.value, a.moved + b.moved};
}

dual operator-(dual a, dual b)
{
    return {a.value - b.value, a.moved - b.moved};
}

dual operator*(dual a, dual b)
{
    return {a.value * b.value, a.moved * b.value + a.value * b.moved};
}

dual operator/(dual a, dual b)
{
    return {a.value / b.value, (a.moved - a.value / b.value * b.moved) / b.value};
}

dual exp(dual a)
{
    return {std::exp(a.value), std::exp(a.value) * a.moved};
}

dual log(dual a)
{
    return {std::log(a.value), a.moved / a.value};
}

// A tensor and how it moves; a tensor that does not move has no tangent.
class moving
{
  public:
    moving(const tensor *at, const tensor *by) : x(at), v(by), width(at->dims[at->rank - 1])
    {
    }
    dual operator[](size_t i) const
    {
        return {x->data[i], v ? v->data[i] : 0};
    }
    dual operator()(size_t i, size_t j) const
    {
        return (*this)[i * width + j];
    }

  private:
    const tensor *x, *v;

  public:
    size_t width;
};

// Writes how each entry of the output moves that value(i, j) gives.
template <typename Value> op_status write(tensor *to, Value value)
{
    const size_t width = to->rank == 2 ? to->dims[1] : 1;
    for (size_t i = 0; i < element_count(to); i++)
        to->data[i] = static_cast<double>(value(i / width, i % width).moved);
    return OP_OK;
}

dual sum_of(const std::vector<dual> &terms)
{
    dual sum;
    for (dual t : terms)
        sum = sum + t;
    return sum;
}

// e^(x - m) of row n, where m, the largest entry, is taken for a constant.
std::vector<dual> powers(const moving &X, size_t n)
{
    dual most = X(n, 0);
    for (size_t c = 1; c < X.width; c++)
        most.value = std::fmax(most.value, X(n, c).value);
    most.moved = 0;
    std::vector<dual> all;
    for (size_t c = 0; c < X.width; c++)
        all.push_back(exp(X(n, c) - most));
    return all;
}
} // namespace

#define JVP(op)                                                                                    \
    op_status op##_jvp(const tensor *const in[], [[maybe_unused]] const attributes *attr,          \
                       const tensor *, const tensor *const tangent[], tensor *out_tangent)
#define INPUT(k) moving(in[k], tangent[k])

JVP(matmul)
{
    const moving A = INPUT(0), B = INPUT(1);
    return write(out_tangent, [&](size_t i, size_t j) {
        dual sum;
        for (size_t k = 0; k < A.width; k++)
            sum = sum + A(i, k) * B(k, j);
        return sum;
    });
}

JVP(affine)
{
    const moving X = INPUT(0), W = INPUT(1), b = INPUT(2);
    return write(out_tangent, [&](size_t n, size_t m) {
        dual sum = b[m];
        for (size_t d = 0; d < X.width; d++)
            sum = sum + X(n, d) * W(d, m);
        return sum;
    });
}

JVP(linear)
{
    const moving X = INPUT(0), W = INPUT(1), b = INPUT(2);
    return write(out_tangent, [&](size_t n, size_t m) {
        dual sum = b[m];
        for (size_t d = 0; d < X.width; d++)
            sum = sum + X(n, d) * W(m, d);
        return sum;
    });
}

JVP(vector_derivative_product)
{
    const moving A = INPUT(0), x = INPUT(1);
    return write(out_tangent, [&](size_t i, size_t j) { return A[i] * x[j]; });
}

JVP(normalize)
{
    const moving X = INPUT(0);
    return write(out_tangent, [&](size_t n, size_t c) {
        dual sum;
        for (size_t j = 0; j < X.width; j++)
            sum = sum + X(n, j);
        return X(n, c) / sum;
    });
}

JVP(softmax)
{
    const moving X = INPUT(0);
    return write(out_tangent, [&](size_t n, size_t c) {
        const auto p = powers(X, n);
        return p[c] / sum_of(p);
    });
}

JVP(log_softmax)
{
    const moving X = INPUT(0);
    return write(out_tangent,
                 [&](size_t n, size_t c) { return X(n, c) - log(sum_of(powers(X, n))); });
}

JVP(prob_to_prob_vector)
{
    const moving z = INPUT(0);
    return write(out_tangent, [&](size_t n, size_t c) { return c ? dual{1, 0} - z[n] : z[n]; });
}

JVP(select)
{
    const moving X = INPUT(0);
    return write(out_tangent, [&](size_t n, size_t) { return X(n, attr->index[n]); });
}

JVP(cross_entropy)
{
    const moving p = INPUT(0);
    return write(out_tangent, [&](size_t n, size_t) { return dual{} - log(p(n, attr->index[n])); });
}

JVP(cross_entropy_soft)
{
    const moving p = INPUT(0), y = INPUT(1);
    return write(out_tangent, [&](size_t n, size_t) {
        dual sum;
        for (size_t c = 0; c < p.width; c++)
            sum = sum - y(n, c) * log(p(n, c));
        return sum;
    });
}

JVP(softmax_cross_entropy)
{
    const moving Z = INPUT(0);
    return write(out_tangent, [&](size_t, size_t) {
        dual loss;
        for (size_t n = 0; n < in[0]->dims[0]; n++)
            loss = loss + (log(sum_of(powers(Z, n))) - Z(n, attr->index[n]));
        return loss / dual{wide(in[0]->dims[0]), 0};
    });
}
