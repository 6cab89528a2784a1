// C++: two tensors element by element, gradients summed up in vectors of long double.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "contract.h"

namespace
{
using wide = long double;

// The elements of t that the elements of out belong to, by counting through all coordinates.
std::vector<size_t> partners(const tensor *t, const tensor *out)
{
    std::vector<size_t> at;
    for (size_t i = 0; i < element_count(out); i++) {
        size_t rest = i, stride = 1, offset = 0;
        for (size_t k = 1; k <= out->rank; k++) {
            const size_t extent = out->dims[out->rank - k];
            if (k <= t->rank) {
                offset += t->dims[t->rank - k] == 1 ? 0 : rest % extent * stride;
                stride *= t->dims[t->rank - k];
            }
            rest /= extent;
        }
        at.push_back(offset);
    }
    return at;
}

void add_to(tensor *t, const std::vector<wide> &sums)
{
    for (size_t i = 0; i < sums.size(); i++)
        t->data[i] = static_cast<double>(t->data[i] + sums[i]);
}

template <typename Value> op_status combine(const tensor *const in[], tensor *out, Value value)
{
    const auto ia = partners(in[0], out), ib = partners(in[1], out);
    for (size_t i = 0; i < ia.size(); i++)
        out->data[i] =
            static_cast<double>(value(wide(in[0]->data[ia[i]]), wide(in[1]->data[ib[i]])));
    return OP_OK;
}

template <typename Slope>
void collect(const tensor *const in[], const tensor *dout, tensor *dt, const tensor *t, Slope slope)
{
    if (!dt)
        return;
    const auto ia = partners(in[0], dout), ib = partners(in[1], dout), to = partners(t, dout);
    std::vector<wide> sums(element_count(t));
    for (size_t i = 0; i < to.size(); i++)
        sums[to[i]] += dout->data[i] * slope(wide(in[0]->data[ia[i]]), wide(in[1]->data[ib[i]]));
    add_to(dt, sums);
}

// How far every element of what is shaped like `to` moves.
template <typename ByA, typename ByB>
std::vector<wide> movement(const tensor *const in[], const tensor *const tangent[],
                           const tensor *to, ByA by_a, ByB by_b)
{
    const auto ia = partners(in[0], to), ib = partners(in[1], to);
    std::vector<wide> moved(ia.size());
    for (size_t i = 0; i < moved.size(); i++) {
        const wide a = in[0]->data[ia[i]], b = in[1]->data[ib[i]];
        moved[i] = (tangent[0] ? by_a(a, b) * tangent[0]->data[ia[i]] : 0) +
                   (tangent[1] ? by_b(a, b) * tangent[1]->data[ib[i]] : 0);
    }
    return moved;
}

wide sign(wide s)
{
    return s > 0 ? 1 : s < 0 ? -1 : 0;
}
} // namespace

#define RULE(formula) [](wide a, wide b) -> wide { return (void)a, (void)b, (formula); }

#define PAIR_OP(op, value, by_a, by_b)                                                             \
    op_status op##_forward(const tensor *const in[], const attributes *, tensor *out)              \
    {                                                                                              \
        return combine(in, out, RULE(value));                                                      \
    }                                                                                              \
    op_status op##_backward(const tensor *const in[], const attributes *, const tensor *,          \
                            const tensor *dout, tensor *const din[])                               \
    {                                                                                              \
        collect(in, dout, din[0], in[0], RULE(by_a));                                              \
        collect(in, dout, din[1], in[1], RULE(by_b));                                              \
        return OP_OK;                                                                              \
    }                                                                                              \
    op_status op##_jvp(const tensor *const in[], const attributes *, const tensor *,               \
                       const tensor *const tangent[], tensor *out_tangent)                         \
    {                                                                                              \
        const auto moved = movement(in, tangent, out_tangent, RULE(by_a), RULE(by_b));             \
        std::copy(moved.begin(), moved.end(), out_tangent->data);                                  \
        return OP_OK;                                                                              \
    }

PAIR_OP(add, a + b, 1, 1)
PAIR_OP(sub, a - b, 1, -1)
PAIR_OP(mul, a *b, b, a)
PAIR_OP(div, a / b, 1 / b, -a / (b * b))
PAIR_OP(l2_loss, (a - b) * (a - b), 2 * (a - b), 2 * (b - a))
PAIR_OP(perceptron_loss, (sign(a) - b) * a, sign(a) - b, 0)
PAIR_OP(lms_loss, (b - a) * (b - a) / 2, a - b, 0)
PAIR_OP(logistic_tanh_loss, logl(coshl(a)) - b * a, tanhl(a) - b, 0)

#define LOSS_OP(op, weight, term, by_a, by_b)                                                      \
    op_status op##_forward(const tensor *const in[], const attributes *, tensor *out)              \
    {                                                                                              \
        const size_t n = element_count(in[0]);                                                     \
        wide sum = 0;                                                                              \
        for (size_t i = 0; i < n; i++)                                                             \
            sum += RULE(term)(in[0]->data[i], in[1]->data[i]);                                     \
        out->data[0] = static_cast<double>(sum * (weight));                                        \
        return OP_OK;                                                                              \
    }                                                                                              \
    op_status op##_backward(const tensor *const in[], const attributes *, const tensor *,          \
                            const tensor *dout, tensor *const din[])                               \
    {                                                                                              \
        const size_t n = element_count(in[0]);                                                     \
        const wide g = wide(dout->data[0]) * (weight);                                             \
        for (size_t i = 0; i < n; i++) {                                                           \
            const wide a = in[0]->data[i], b = in[1]->data[i];                                     \
            if (din[0])                                                                            \
                din[0]->data[i] += static_cast<double>(g * RULE(by_a)(a, b));                      \
            if (din[1])                                                                            \
                din[1]->data[i] += static_cast<double>(g * RULE(by_b)(a, b));                      \
        }                                                                                          \
        return OP_OK;                                                                              \
    }                                                                                              \
    op_status op##_jvp(const tensor *const in[], const attributes *, const tensor *,               \
                       const tensor *const tangent[], tensor *out_tangent)                         \
    {                                                                                              \
        const auto moved = movement(in, tangent, in[0], RULE(by_a), RULE(by_b));                   \
        [[maybe_unused]] const size_t n = moved.size();                                            \
        const wide sum = std::accumulate(moved.begin(), moved.end(), wide(0));                     \
        out_tangent->data[0] = static_cast<double>(sum * (weight));                                \
        return OP_OK;                                                                              \
    }

LOSS_OP(dot, wide(1), a *b, b, a)
LOSS_OP(half_squared_error, wide(0.5), (a - b) * (a - b), 2 * (a - b), 2 * (b - a))
LOSS_OP(squared_distance, wide(1), (a - b) * (a - b), 2 * (a - b), 2 * (b - a))
LOSS_OP(mse_loss, 1 / wide(n), (a - b) * (a - b), 2 * (a - b), 2 * (b - a))
LOSS_OP(bce_loss, 1 / wide(n), -a *logl(b) - (1 - a) * log1pl(-b), 0, (1 - a) / (1 - b) - a / b)
