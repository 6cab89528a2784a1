/* by_hand.h - cases made by hand, for tests of what comes after the cases. */
#ifndef BY_HAND_H
#define BY_HAND_H

#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "expectations.h"
#include "tensor.h"
#include "testing.h"

static inline tensor *vector_by_hand(size_t count, const double *values)
{
    tensor *t = tensor_new(1, &count);
    ck_assert_ptr_nonnull(t);
    memcpy(t->data, values, count * sizeof *values);
    return t;
}

/* A case of an op of one input and an output of the same shape, at x; release with
 * release_by_hand. */
static inline test_case case_by_hand(const char *op_name, size_t count, const double *x)
{
    test_case c = {.op = op_find(op_name), .attr = {.slope = 0.1, .k = 3, .c = 0.5}};
    static const double dout[] = {0.75, -1.25, 1.5, -0.5, 0.6, -1.1, 1.3, -0.9};
    static const double prefill[] = {-0.6, 0.9, 1.2, -1.4, 0.7, 0.8, -1.3, 1.1};
    ck_assert_ptr_nonnull(c.op);
    ck_assert_uint_le(count, 8);
    strcpy(c.name, "by-hand");
    c.in[0] = vector_by_hand(count, x);
    c.nudged[0] = vector_by_hand(count, x);
    c.dout = vector_by_hand(count, dout);
    c.tangent[0] = vector_by_hand(count, prefill);
    c.prefill[0] = vector_by_hand(count, prefill);
    return c;
}

static inline void release_by_hand(test_case *c)
{
    free(c->in[0]);
    free(c->nudged[0]);
    free(c->dout);
    free(c->tangent[0]);
    free(c->prefill[0]);
}

static const tolerances tolerances_by_hand = {.rounding_factor = 512, .proof_factor = 10};

#endif
