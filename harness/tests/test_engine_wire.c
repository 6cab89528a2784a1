/* Tests of the way of an op's call from the worker to grade and back. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine_wire.h"
#include "testing.h"

/* Answers with the input itself, or its cotangent. */
static op_status echo(void *context, const op_call *c)
{
    (void)context;
    if (c->kind == CALL_SHAPE) {
        *c->rank = 0;
        return OP_OK;
    }
    c->result[0]->data[0] += c->kind == CALL_BACKWARD ? c->dout->data[0] : 0;
    if (c->kind == CALL_FORWARD)
        c->result[0]->data[0] = c->in[0]->data[0];
    return OP_OK;
}

static wire_call *new_wire(void)
{
    wire_call *w = calloc(1, sizeof *w);
    ck_assert_ptr_nonnull(w);
    return w;
}

START_TEST(values_come_back_bit_by_bit)
{
    double x = -0.0, y = 7;
    const tensor in = {.data = &x}, *ins[] = {&in};
    tensor out = {.data = &y}, *results[] = {&out};
    const op_call c = {.op = PROGRAM_OP_identity,
                       .kind = CALL_FORWARD,
                       .input_count = 1,
                       .in = ins,
                       .result = results};
    wire_call *w = new_wire();
    ck_assert(wire_put(w, 0, &c));
    wire_answer(w, 1, echo, NULL);
    ck_assert_int_eq(wire_take(w, &c), OP_OK);
    ck_assert(y == 0 && signbit(y));
    free(w);
}
END_TEST

START_TEST(gradients_are_added)
{
    double x = 1, g = 3, gradient = 5;
    const tensor in = {.data = &x}, *ins[] = {&in}, upstream = {.data = &g};
    tensor din = {.data = &gradient}, *results[] = {&din};
    const op_call c = {.op = PROGRAM_OP_identity,
                       .kind = CALL_BACKWARD,
                       .input_count = 1,
                       .in = ins,
                       .out = &in,
                       .dout = &upstream,
                       .result = results};
    wire_call *w = new_wire();
    ck_assert(wire_put(w, 0, &c));
    wire_answer(w, 1, echo, NULL);
    ck_assert_int_eq(wire_take(w, &c), OP_OK);
    ck_assert_double_eq(gradient, 8);
    free(w);
}
END_TEST

/* What a hostile worker may write. */
START_TEST(nonsense_is_refused)
{
    wire_call *good = new_wire(), *bad = new_wire();
    good->kind = CALL_FORWARD;
    wire_answer(good, 1, echo, NULL);
    ck_assert_int_eq(good->status, OP_OK);
    for (int i = 0; i < 6; i++) {
        memset(bad, 0, sizeof *bad);
        bad->kind = i == 0 ? CALL_KINDS : CALL_FORWARD;
        bad->op = i == 1 ? PROGRAM_OPS : 0;
        bad->index_count = i == 2 ? TENSOR_NUMBERS + 1 : 0;
        bad->in[0].rank = i == 3 ? MAX_RANK + 1 : i > 3 ? 2 : 0;
        bad->in[0].dims[0] = i == 4 ? 0 : SIZE_MAX / 2 + 1;
        bad->in[0].dims[1] = 2;
        wire_answer(bad, 1, echo, NULL);
        ck_assert_int_eq(bad->status, OP_BAD_INPUT);
    }
    free(good);
    free(bad);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("engine_wire");
    TCase *way = tcase_create("way");
    tcase_add_test(way, values_come_back_bit_by_bit);
    tcase_add_test(way, gradients_are_added);
    tcase_add_test(way, nonsense_is_refused);
    suite_add_tcase(suite, way);
    return run_suite(suite);
}
