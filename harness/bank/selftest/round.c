/* A submission of wrong variants: of every op variant number ROUND of the bank, in the place of the
 * function that it gets wrong. The op's other functions, and ops with fewer variants, are the
 * reference's, which come under names that start with right_. */
#include "wrong.h"

static const wrong_variant *chosen(const char *op_name)
{
    const wrong_op w = wrong_variants(op_name);
    return ROUND < w.count ? &w.variants[ROUND] : NULL;
}

#define DEFINE(name, signature, attribute_names, formula)                                          \
    op_forward right_##name##_forward;                                                             \
    op_backward right_##name##_backward;                                                           \
    op_jvp right_##name##_jvp;                                                                     \
    op_status name##_forward(const tensor *const in[], const attributes *attr, tensor *out)        \
    {                                                                                              \
        const wrong_variant *w = chosen(#name);                                                    \
        return (w && w->forward ? w->forward : right_##name##_forward)(in, attr, out);             \
    }                                                                                              \
    op_status name##_backward(const tensor *const in[], const attributes *attr, const tensor *out, \
                              const tensor *dout, tensor *const din[])                             \
    {                                                                                              \
        const wrong_variant *w = chosen(#name);                                                    \
        return (w && w->backward ? w->backward : right_##name##_backward)(in, attr, out, dout,     \
                                                                          din);                    \
    }                                                                                              \
    op_status name##_jvp(const tensor *const in[], const attributes *attr, const tensor *out,      \
                         const tensor *const tangent[], tensor *out_tangent)                       \
    {                                                                                              \
        const wrong_variant *w = chosen(#name);                                                    \
        return (w && w->jvp ? w->jvp : right_##name##_jvp)(in, attr, out, tangent, out_tangent);   \
    }
OPS(DEFINE)
