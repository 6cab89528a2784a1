#include "activation.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* The compiler turns loops over so many elements into vector instructions. */
enum { BLOCK = 16 };

#define IN_ONE_PIECE static inline __attribute__((always_inline))

/* e^-a for a >= 0, within 2e-16 of it, and 0 where it is below 1e-307. The library's exp is as good
 * but takes one number at a time, which would be most of what a layer costs beside its product.
 *
 * e^-a = 2^k e^r with k an integer and |r| <= ln 2 / 2, where 13 terms of the series suffice.
 * Adding 1.5 2^52 rounds to an integer and leaves it in the lowest bits, from where it is moved up
 * to be the exponent of 2^k. ln 2 is split in two, so that k times its first half is exact. */
IN_ONE_PIECE double exp_minus(double a)
{
    const double rounder = 0x1.8p52, ln2_high = 0x1.62e42fee00000p-1,
                 ln2_low = 0x1.a39ef35793c76p-33;
    const double x = a > 708 ? -708 : -a;
    const double shifted = x * 0x1.71547652b82fep0 + rounder, k = shifted - rounder;
    const double r = (x - k * ln2_high) - k * ln2_low;
    double sum = 1.0 / 6227020800;
    sum = sum * r + 1.0 / 479001600;
    sum = sum * r + 1.0 / 39916800;
    sum = sum * r + 1.0 / 3628800;
    sum = sum * r + 1.0 / 362880;
    sum = sum * r + 1.0 / 40320;
    sum = sum * r + 1.0 / 5040;
    sum = sum * r + 1.0 / 720;
    sum = sum * r + 1.0 / 120;
    sum = sum * r + 1.0 / 24;
    sum = sum * r + 1.0 / 6;
    sum = sum * r + 0.5;
    sum = sum * r + 1;
    sum = sum * r + 1;
    uint64_t bits;
    double power;
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits + 1023) << 52;
    memcpy(&power, &bits, sizeof power);
    return a > 708 ? 0 : sum * power;
}

/* Both formulas have an exponent that is never positive, so nothing overflows. */
IN_ONE_PIECE double sigmoid_of(double x)
{
    const double e = exp_minus(fabs(x));
    return (x < 0 ? e : 1) / (1 + e);
}

IN_ONE_PIECE double tanh_of(double x)
{
    const double e = exp_minus(2 * fabs(x));
    return copysign((1 - e) / (1 + e), x);
}

/* y = f(y) for all elements: whole blocks, then the rest in a block of its own. */
#define DEFINE_APPLY(name, target, f)                                                              \
    target static void name(double *y, size_t count)                                               \
    {                                                                                              \
        double last[BLOCK] = {0};                                                                  \
        size_t i = 0;                                                                              \
        for (; i + BLOCK <= count; i += BLOCK)                                                     \
            for (size_t j = 0; j < BLOCK; j++)                                                     \
                y[i + j] = f(y[i + j]);                                                            \
        memcpy(last, y + i, (count - i) * sizeof *y);                                              \
        for (size_t j = 0; j < BLOCK; j++)                                                         \
            last[j] = f(last[j]);                                                                  \
        memcpy(y + i, last, (count - i) * sizeof *y);                                              \
    }

/* Once for every kind of processor; the results are the same to the last bit. */
#define DEFINE_DISPATCH(name, f)                                                                   \
    DEFINE_APPLY(name##_avx512, __attribute__((target("avx512f"))), f)                             \
    DEFINE_APPLY(name##_avx2, __attribute__((target("avx2"))), f)                                  \
    DEFINE_APPLY(name##_plain, , f)                                                                \
    static void name(double *y, size_t count)                                                      \
    {                                                                                              \
        if (__builtin_cpu_supports("avx512f"))                                                     \
            name##_avx512(y, count);                                                               \
        else if (__builtin_cpu_supports("avx2"))                                                   \
            name##_avx2(y, count);                                                                 \
        else                                                                                       \
            name##_plain(y, count);                                                                \
    }

DEFINE_DISPATCH(apply_sigmoid, sigmoid_of)
DEFINE_DISPATCH(apply_tanh, tanh_of)

void activation_apply(const activation *f, double *y, size_t count)
{
    const double right = f->right, left = f->left;
    switch (f->kind) {
    case ACTIVATION_LINEAR:
        for (size_t i = 0; i < count; i++)
            y[i] *= y[i] > 0 ? right : left;
        break;
    case ACTIVATION_SIGMOID:
        apply_sigmoid(y, count);
        break;
    case ACTIVATION_TANH:
        apply_tanh(y, count);
        break;
    }
}

void activation_backward(const activation *f, const double *y, double *dy, size_t count)
{
    const double right = f->right, left = f->left;
    switch (f->kind) {
    case ACTIVATION_LINEAR:
        for (size_t i = 0; i < count; i++)
            dy[i] *= y[i] > 0 ? right : left;
        break;
    case ACTIVATION_SIGMOID:
        for (size_t i = 0; i < count; i++)
            dy[i] *= y[i] * (1 - y[i]);
        break;
    case ACTIVATION_TANH:
        for (size_t i = 0; i < count; i++)
            dy[i] *= 1 - y[i] * y[i];
        break;
    }
}
