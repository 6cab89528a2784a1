/* The solved ops, but for a ReLU that prints the number of each of its calls and what it is asked
 * for. It is right, or, with WRONG defined, wrong in all that it writes. */
#include <stdio.h>

#include "contract.h"

#ifdef WRONG
#define ANSWER(right) (7)
#else
#define ANSWER(right) (right)
#endif

static void tell_call(const char *of, const tensor *x)
{
    static int number;
    fprintf(stderr, "%s %d of rank %zu", of, ++number, x->rank);
    for (size_t i = 0; i < x->rank; i++)
        fprintf(stderr, " %zu", x->dims[i]);
}

op_status relu_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    tell_call("forward", in[0]);
    for (size_t i = 0; i < element_count(out); i++)
        out->data[i] = ANSWER(in[0]->data[i] > 0 ? in[0]->data[i] : 0);
    return OP_OK;
}

op_status relu_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                        const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    tell_call("backward", in[0]);
    for (size_t i = 0; i < element_count(dout); i++)
        din[0]->data[i] += ANSWER(in[0]->data[i] > 0 ? dout->data[i] : 0);
    return OP_OK;
}
