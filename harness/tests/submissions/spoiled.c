/* Every op, each wrong in the same way: the reference's function is called and its answer spoilt.
 *
 * SPOIL is one of the names below. SPOIL_EVERY spoils only the ops whose number in the table is a
 * multiple of it, so that the others are there to be found right. The reference's functions come
 * under names that start with right_. */
#include <stdlib.h>
#include <string.h>

#include "contract.h"

#define NEGATED_BACKWARD 1      /* the gradient with the wrong sign */
#define NO_UPSTREAM_BACKWARD 2  /* ones in the place of the upstream gradient */
#define OVERWRITING_BACKWARD 3  /* = for += */
#define LAST_MISSING_BACKWARD 4 /* the last element of every gradient is left out */
#define NEGATED_FORWARD 5
#define LAST_MISSING_FORWARD 6 /* the last output cell is never written */
#define SLIGHTLY_OFF_FORWARD 7 /* by a relative 1e-7, as float is */
#define SLIGHTLY_OFF_BACKWARD 8
#define NEGATED_JVP 9
#define ZERO_BACKWARD 10

#ifndef SPOIL_EVERY
#define SPOIL_EVERY 1
#endif

enum {
#define NUMBER(name, signature, attributes, formula) number_of_##name,
    OPS(NUMBER)
#undef NUMBER
};

static op_status spoil_forward(op_forward *right, const tensor *const in[], const attributes *attr,
                               tensor *out)
{
    size_t count = element_count(out);
    double last = out->data[count - 1];
    op_status status = right(in, attr, out);
    if (status != OP_OK)
        return status;
    if (SPOIL == LAST_MISSING_FORWARD)
        out->data[count - 1] = last;
    for (size_t i = 0; i < count; i++) {
        if (SPOIL == NEGATED_FORWARD)
            out->data[i] = -out->data[i];
        if (SPOIL == SLIGHTLY_OFF_FORWARD)
            out->data[i] *= 1 + 1e-7;
    }
    return OP_OK;
}

static op_status spoil_backward(op_backward *right, size_t inputs, const tensor *const in[],
                                const attributes *attr, const tensor *out, const tensor *dout,
                                tensor *const din[])
{
    static double ones[4096];
    tensor upstream = *dout;
    if (SPOIL == NO_UPSTREAM_BACKWARD) {
        for (size_t i = 0; i < sizeof ones / sizeof *ones; i++)
            ones[i] = 1;
        upstream.data = ones;
    }
    double *before[MAX_INPUTS] = {NULL};
    for (size_t k = 0; k < inputs; k++) {
        if (!din[k])
            continue;
        size_t bytes = element_count(din[k]) * sizeof(double);
        before[k] = malloc(bytes);
        memcpy(before[k], din[k]->data, bytes);
        memset(din[k]->data, 0, bytes);
    }
    op_status status = right(in, attr, out, &upstream, din);
    for (size_t k = 0; k < inputs; k++) {
        size_t count = din[k] ? element_count(din[k]) : 0;
        for (size_t i = 0; i < count; i++) {
            double g = din[k]->data[i];
            if (SPOIL == NEGATED_BACKWARD)
                g = -g;
            if (SPOIL == ZERO_BACKWARD || (SPOIL == LAST_MISSING_BACKWARD && i + 1 == count))
                g = 0;
            if (SPOIL == SLIGHTLY_OFF_BACKWARD)
                g *= 1 + 1e-7;
            din[k]->data[i] = (SPOIL == OVERWRITING_BACKWARD ? 0 : before[k][i]) + g;
        }
        free(before[k]);
    }
    return status;
}

static op_status spoil_jvp(op_jvp *right, const tensor *const in[], const attributes *attr,
                           const tensor *out, const tensor *const tangent[], tensor *out_tangent)
{
    op_status status = right(in, attr, out, tangent, out_tangent);
    for (size_t i = 0; SPOIL == NEGATED_JVP && i < element_count(out_tangent); i++)
        out_tangent->data[i] = -out_tangent->data[i];
    return status;
}

/* The number of inputs: of the brackets in front of the arrow. */
static size_t input_count(const char *signature)
{
    size_t count = 0;
    for (; *signature != '>'; signature++)
        count += *signature == '[';
    return count;
}

#define SPOILED(number) ((number) % (SPOIL_EVERY) == 0)
#define DEFINE(name, signature, attribute_names, formula)                                          \
    op_forward right_##name##_forward;                                                             \
    op_backward right_##name##_backward;                                                           \
    op_jvp right_##name##_jvp;                                                                     \
    op_status name##_forward(const tensor *const in[], const attributes *attr, tensor *out)        \
    {                                                                                              \
        return SPOILED(number_of_##name) ? spoil_forward(right_##name##_forward, in, attr, out)    \
                                         : right_##name##_forward(in, attr, out);                  \
    }                                                                                              \
    op_status name##_backward(const tensor *const in[], const attributes *attr, const tensor *out, \
                              const tensor *dout, tensor *const din[])                             \
    {                                                                                              \
        return SPOILED(number_of_##name)                                                           \
                   ? spoil_backward(right_##name##_backward, input_count(signature), in, attr,     \
                                    out, dout, din)                                                \
                   : right_##name##_backward(in, attr, out, dout, din);                            \
    }                                                                                              \
    op_status name##_jvp(const tensor *const in[], const attributes *attr, const tensor *out,      \
                         const tensor *const tangent[], tensor *out_tangent)                       \
    {                                                                                              \
        return SPOILED(number_of_##name)                                                           \
                   ? spoil_jvp(right_##name##_jvp, in, attr, out, tangent, out_tangent)            \
                   : right_##name##_jvp(in, attr, out, tangent, out_tangent);                      \
    }
OPS(DEFINE)
