#include "vacuity.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "tensor.h"

/* How many tolerances a wrong answer must be away to count as noticed. */
#define NOTICED 20

/* Whether `wrong`, or zeros where it is NULL, is far enough from what is right in some element. */
static bool notices(const expected *right, const tensor *low, const tensor *high,
                    const tensor *wrong)
{
    assert(right->value);
    for (size_t k = 0, count = element_count(right->value); k < count; k++) {
        double lowest = low ? low->data[k] : right->value->data[k];
        double highest = high ? high->data[k] : right->value->data[k];
        double value = wrong ? wrong->data[k] : 0;
        double distance = fmax(lowest - value, value - highest);
        if (distance > NOTICED * right->tolerance->data[k])
            return true;
    }
    return false;
}

/* The gradients of a backward that takes the upstream gradient for all ones. */
static bool notices_dropped_upstream(const expectation *x, const test_case *c, error *e)
{
    bool noticed = false;
    tensor *din[MAX_INPUTS] = {NULL}, *ones = tensor_copy(c->dout);
    bool complete = ones != NULL;
    for (size_t i = 0; i < c->op->input_count; i++)
        if (!c->op->input[i].constant) {
            din[i] = tensor_new(c->in[i]->rank, c->in[i]->dims);
            complete = complete && din[i];
        }
    if (!complete) {
        fail(e, "no memory");
        goto done;
    }
    tensor_fill(ones, 1);
    if (c->op->backward((const tensor *const *)c->in, &c->attr, x->out.value, ones, din) != OP_OK) {
        fail(e, "%s: the reference cannot compute case %s", c->op->name, c->name);
        goto done;
    }
    noticed = true;
    for (size_t i = 0; i < c->op->input_count && noticed; i++) {
        const expected_gradient *g = &x->gradient[i];
        if (din[i] && !notices(&g->vjp, g->low, g->high, din[i]))
            noticed = fail(e, "%s: case %s would pass a d%s that drops the upstream gradient",
                           c->op->name, c->name, c->op->input[i].name);
    }
done:
    free(ones);
    for (size_t i = 0; i < MAX_INPUTS; i++)
        free(din[i]);
    return noticed;
}

bool vacuity_check(const expectation *x, const test_case *c, error *e)
{
    if (!notices(&x->out, NULL, NULL, NULL))
        return fail(e, "%s: case %s would pass a forward of zeros", c->op->name, c->name);
    for (size_t i = 0; i < c->op->input_count; i++) {
        const expected_gradient *g = &x->gradient[i];
        if (g->vjp.value && !notices(&g->vjp, g->low, g->high, NULL))
            return fail(e, "%s: case %s would pass a d%s of zeros", c->op->name, c->name,
                        c->op->input[i].name);
    }
    return notices_dropped_upstream(x, c, e);
}
