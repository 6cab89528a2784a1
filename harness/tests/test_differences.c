/* Derivatives by differences: right where smooth, kinks recognised, edges of domains survived. */
#include <math.h>

#include "by_hand.h"
#include "differences.h"
#include "testing.h"

static derivative differentiate(const char *op_name, double x)
{
    test_case c = case_by_hand(op_name, 1, &x);
    c.dout->data[0] = 1;
    prober *p = prober_open(c.op, (const tensor *const *)c.in, &c.attr, c.dout);
    ck_assert_ptr_nonnull(p);
    derivative d = prober_differentiate(p, 0, 0);
    prober_close(p);
    release_by_hand(&c);
    return d;
}

static const struct {
    const char *op;
    double x, slope;
} smooth[] = {
    {"exp", 1, M_E},
    {"log", 0.001, 1000},
    {"log", 1e-12, 1e12},
    {"sqrt", 1e-9, 15811.388300841897},
    {"sin", 0.5, 0.8775825618903728},
    {"square", -3, -6},
    {"relu", 1e-3, 1},
    {"relu", -2, 0},
    {"leaky_relu", -2, 0.1},
    {"tanh", 30, 0},
    {"identity", 1000, 1},
};

START_TEST(agrees_with_calculus)
{
    derivative d = differentiate(smooth[_i].op, smooth[_i].x);
    double bound = 10 * d.gsl_error + 1e-12 * d.magnitude;
    ck_assert_int_eq(d.smoothness, SMOOTH);
    ck_assert_msg(fabs(d.gsl - smooth[_i].slope) <= bound, "%s at %g: %.12g, not %.12g within %g",
                  smooth[_i].op, smooth[_i].x, d.gsl, smooth[_i].slope, bound);
    ck_assert_msg(bound <= 1e-3 * fabs(smooth[_i].slope) + 1e-8, "%s at %g proves nothing: %g",
                  smooth[_i].op, smooth[_i].x, bound);
}
END_TEST

START_TEST(sees_a_kink)
{
    derivative d = differentiate("relu", 0);
    ck_assert_int_eq(d.smoothness, KINK_HERE);
    ck_assert_double_eq_tol(d.left, 0, 1e-9);
    ck_assert_double_eq_tol(d.right, 1, 1e-9);
    ck_assert_int_eq(differentiate("elu", 0).smoothness, KINK_HERE);
    ck_assert_int_eq(differentiate("relu_c", 0.5).smoothness, KINK_HERE);
}
END_TEST

START_TEST(sees_a_kink_nearby)
{
    static const double offsets[] = {0.9e-4, -0.9e-4, 0.4e-4, 1e-4 / 3, -0.3e-4, -0.2e-4, 0.05e-4};
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++)
        ck_assert_msg(differentiate("relu", offsets[i]).smoothness == KINK_NEARBY,
                      "a kink at distance %g goes unnoticed", offsets[i]);
}
END_TEST

START_TEST(plain_difference_is_the_documents)
{
    double x = 0.3, h = 1e-4;
    ck_assert_double_eq_tol(differentiate("exp", x).plain, (exp(x + h) - exp(x - h)) / (2 * h),
                            1e-11);
    ck_assert(isnan(differentiate("log", 1e-5).plain));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("differences");
    TCase *tests = tcase_create("derivatives");
    tcase_add_loop_test(tests, agrees_with_calculus, 0, sizeof smooth / sizeof *smooth);
    tcase_add_test(tests, sees_a_kink);
    tcase_add_test(tests, sees_a_kink_nearby);
    tcase_add_test(tests, plain_difference_is_the_documents);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
