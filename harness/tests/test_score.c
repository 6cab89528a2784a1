#include "score.h"
#include "testing.h"

START_TEST(cases_count_alike)
{
    const score s = score_cases(2, 3, 3, 4);
    ck_assert_double_eq(s.earned, 1.5);
    ck_assert_double_eq(s.possible, 2);
    ck_assert_uint_eq(s.passed, 3);
    ck_assert_uint_eq(s.judged, 4);
    ck_assert(!score_full(&s));
}
END_TEST

START_TEST(all_and_none)
{
    const score all = score_cases(3, 7, 7, 7), none = score_cases(3, 0, 0, 7);
    ck_assert_double_eq(all.earned, 3);
    ck_assert(score_full(&all));
    ck_assert_double_eq(none.earned, 0);
    ck_assert_double_eq(none.possible, 3);
    ck_assert(!score_full(&none));
}
END_TEST

START_TEST(credit_is_no_pass)
{
    const score s = score_cases(2, 0.5 * 4, 0, 4), most = score_cases(2, 4, 3, 4);
    ck_assert_double_eq(s.earned, 1);
    ck_assert(!score_full(&s));
    ck_assert(!score_full(&most));
}
END_TEST

START_TEST(no_cases_earn_nothing)
{
    const score s = score_cases(2, 0, 0, 0);
    ck_assert_double_eq(s.earned, 0);
    ck_assert_double_eq(s.possible, 2);
}
END_TEST

START_TEST(full_is_counted_however_points_round)
{
    score sum = {0};
    for (int i = 0; i < 10; i++)
        sum = score_add(sum, score_cases(0.1, 3, 3, 3));
    ck_assert(score_full(&sum));
    sum = score_add(sum, score_cases(1e-9, 2, 2, 3));
    ck_assert(!score_full(&sum));
}
END_TEST

START_TEST(sums_add_every_field)
{
    const score sum = score_add(score_cases(2, 1, 1, 4), score_cases(1, 3, 3, 3));
    ck_assert_double_eq(sum.earned, 1.5);
    ck_assert_double_eq(sum.possible, 3);
    ck_assert_uint_eq(sum.passed, 4);
    ck_assert_uint_eq(sum.judged, 7);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("score");
    TCase *tests = tcase_create("score");
    tcase_add_test(tests, cases_count_alike);
    tcase_add_test(tests, all_and_none);
    tcase_add_test(tests, credit_is_no_pass);
    tcase_add_test(tests, no_cases_earn_nothing);
    tcase_add_test(tests, full_is_counted_however_points_round);
    tcase_add_test(tests, sums_add_every_field);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
