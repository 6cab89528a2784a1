/* The reference is proved before it is believed, and cases that prove nothing are refused. */
#include <math.h>

#include "by_hand.h"
#include "expectations.h"
#include "testing.h"

static const double ordinary[] = {0.5, -0.3, 1.2};

/* Makes the expectation of the case, and says why not. */
static bool expect(const test_case *c, refusal *why, error *e)
{
    expectation *x = NULL;
    bool made = expectation_make(&x, c, &tolerances_by_hand, why, e);
    expectation_free(x);
    return made;
}

START_TEST(accepts_an_ordinary_case)
{
    refusal why;
    error e;
    test_case c = case_by_hand("tanh", 3, ordinary);
    ck_assert_msg(expect(&c, &why, &e), "%s", e.text);
    release_by_hand(&c);
}
END_TEST

/* An op like square, but for its backward. */
static op_status wrong_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                                const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    for (size_t i = 0; i < element_count(in[0]); i++)
        din[0]->data[i] += dout->data[i] * 2 * in[0]->data[i] * (1 + 1e-6);
    return OP_OK;
}

START_TEST(refuses_a_wrong_reference)
{
    refusal why;
    error e;
    test_case c = case_by_hand("square", 3, ordinary);
    op wrong = *c.op;
    wrong.backward = wrong_backward;
    c.op = &wrong;
    ck_assert(!expect(&c, &why, &e));
    ck_assert_int_eq(why, REFUSED_UNPROVED);
    ck_assert_ptr_nonnull(strstr(e.text, "square: case by-hand"));
    release_by_hand(&c);
}
END_TEST

START_TEST(refuses_wrong_golden_numbers)
{
    static const double golden[] = {0.25, 0.09, 1.45};
    refusal why;
    error e;
    test_case c = case_by_hand("square", 3, ordinary);
    c.golden_out = vector_by_hand(3, golden);
    ck_assert(!expect(&c, &why, &e));
    ck_assert_int_eq(why, REFUSED_UNPROVED);
    c.golden_out->data[2] = 1.44;
    ck_assert_msg(expect(&c, &why, &e), "%s", e.text);
    free(c.golden_out);
    release_by_hand(&c);
}
END_TEST

START_TEST(refuses_a_kink_nearby)
{
    static const double x[] = {0.5, 0.00003, 1.2};
    refusal why;
    error e;
    test_case c = case_by_hand("relu", 3, x);
    ck_assert(!expect(&c, &why, &e));
    ck_assert_int_eq(why, REFUSED_ROUGH);
    release_by_hand(&c);
}
END_TEST

static const struct {
    const char *op, *blind_to;
    double x[3], dout[3];
} blind[] = {
    {"relu", "forward of zeros", {-1, -2, -3}, {0.5, 0.6, 0.7}},
    {"square", "forward of zeros", {0, 0, 0}, {0.5, 0.6, 0.7}},
    {"relu", "drops the upstream", {1, 2, -3}, {1, 1, 0.5}},
    {"identity", "drops the upstream", {1, 2, -3}, {1, 1, 1}},
};

START_TEST(refuses_a_blind_case)
{
    refusal why;
    error e;
    test_case c = case_by_hand(blind[_i].op, 3, blind[_i].x);
    memcpy(c.dout->data, blind[_i].dout, sizeof blind[_i].dout);
    ck_assert(!expect(&c, &why, &e));
    ck_assert_int_eq(why, REFUSED_BLIND);
    ck_assert_ptr_nonnull(strstr(e.text, blind[_i].blind_to));
    release_by_hand(&c);
}
END_TEST

START_TEST(leaves_an_unpinned_kink_open)
{
    static const double x[] = {0.5, 0, 1.2};
    refusal why;
    error e;
    expectation *open = NULL, *pinned = NULL;
    test_case c = case_by_hand("leaky_relu", 3, x);
    ck_assert_msg(expectation_make(&open, &c, &tolerances_by_hand, &why, &e), "%s", e.text);
    /* dout is -1.25 there: the slopes are -0.125 and -1.25. */
    ck_assert_double_eq_tol(open->gradient[0].low->data[1], -1.25, 1e-9);
    ck_assert_double_eq_tol(open->gradient[0].high->data[1], -0.125, 1e-9);
    c.kink_pinned = true;
    ck_assert_msg(expectation_make(&pinned, &c, &tolerances_by_hand, &why, &e), "%s", e.text);
    ck_assert_double_eq(pinned->gradient[0].low->data[1], pinned->gradient[0].high->data[1]);
    expectation_free(open);
    expectation_free(pinned);
    release_by_hand(&c);
}
END_TEST

/* The bounds are tight: what a float leaves of a number is outside, a few roundings are inside. */
START_TEST(tolerances_are_roundings)
{
    refusal why;
    error e;
    expectation *x = NULL;
    test_case c = case_by_hand("tanh", 3, ordinary);
    ck_assert(expectation_make(&x, &c, &tolerances_by_hand, &why, &e));
    for (size_t i = 0; i < 3; i++) {
        double value = x->out.value->data[i], slope = x->gradient[0].vjp.value->data[i];
        ck_assert(x->out.tolerance->data[i] > 16 * 2.3e-16 * fabs(value));
        ck_assert(x->out.tolerance->data[i] < 1e-11);
        ck_assert(x->gradient[0].vjp.tolerance->data[i] > 16 * 2.3e-16 * fabs(slope));
        ck_assert(x->gradient[0].vjp.tolerance->data[i] < 2e-12);
    }
    expectation_free(x);
    release_by_hand(&c);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("expectations");
    TCase *tests = tcase_create("expectations");
    tcase_add_test(tests, accepts_an_ordinary_case);
    tcase_add_test(tests, refuses_a_wrong_reference);
    tcase_add_test(tests, refuses_wrong_golden_numbers);
    tcase_add_test(tests, refuses_a_kink_nearby);
    tcase_add_loop_test(tests, refuses_a_blind_case, 0, sizeof blind / sizeof *blind);
    tcase_add_test(tests, leaves_an_unpinned_kink_open);
    tcase_add_test(tests, tolerances_are_roundings);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
