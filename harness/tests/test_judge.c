/* Verdicts: every way to be wrong gets its own, and right answers pass. */
#include <math.h>
#include <stdio.h>

#include "by_hand.h"
#include "judge.h"
#include "testing.h"

static const double at[] = {0.5, -0.3, 1.2};

/* A case of square with what is right for it, and trials to be filled with answers. */
typedef struct bench {
    test_case c;
    expectation *x;
    case_trials t;
} bench;

static bench bench_open(void)
{
    refusal why;
    error e;
    bench b = {.c = case_by_hand("square", 3, at)};
    ck_assert_msg(expectation_make(&b.x, &b.c, &tolerances_by_hand, &why, &e), "%s", e.text);
    const expected *right[PROBE_COUNT] = {&b.x->out, &b.x->nudged_out, &b.x->gradient[0].vjp,
                                          &b.x->gradient[0].vjp, &b.x->out_tangent};
    for (probe p = 0; p < PROBE_COUNT; p++) {
        b.t.trials[p] = (trial){.made = true, .seen = {.phase = PHASE_CALL}};
        b.t.trials[p].result[0] = tensor_copy(right[p]->value);
    }
    for (size_t i = 0; i < 3; i++)
        b.t.trials[PROBE_PREFILLED].result[0]->data[i] += b.c.prefill[0]->data[i];
    return b;
}

static void bench_close(bench *b)
{
    for (probe p = 0; p < PROBE_COUNT; p++)
        free(b->t.trials[p].result[0]);
    expectation_free(b->x);
    release_by_hand(&b->c);
}

static double *answer(bench *b, probe p)
{
    return b->t.trials[p].result[0]->data;
}

static verdict_kind kind(const bench *b, direction d)
{
    return judge(d, true, &b->c, b->x, &b->t).kind;
}

START_TEST(right_answers_pass)
{
    bench b = bench_open();
    for (direction d = 0; d < DIRECTION_COUNT; d++)
        ck_assert_int_eq(kind(&b, d), VERDICT_PASSED);
    bench_close(&b);
}
END_TEST

START_TEST(roundings_pass)
{
    bench b = bench_open();
    for (probe p = 0; p < PROBE_COUNT; p++)
        for (size_t i = 0; i < 3; i++)
            answer(&b, p)[i] *= 1 + 8 * 2.2e-16;
    for (direction d = 0; d < DIRECTION_COUNT; d++)
        ck_assert_int_eq(kind(&b, d), VERDICT_PASSED);
    bench_close(&b);
}
END_TEST

/* What is done to one number of one answer, and the verdict on it. */
static const struct {
    probe probe;
    double value;
    verdict_kind kind;
} single[] = {
    {PROBE_FORWARD, 7, VERDICT_WRONG_VALUE},        {PROBE_FORWARD, NAN, VERDICT_NON_FINITE},
    {PROBE_FORWARD, -INFINITY, VERDICT_NON_FINITE}, {PROBE_NUDGED, 7, VERDICT_WRONG_VALUE},
    {PROBE_NUDGED, NAN, VERDICT_NON_FINITE},        {PROBE_BACKWARD, 7, VERDICT_WRONG_GRADIENT},
    {PROBE_BACKWARD, NAN, VERDICT_NON_FINITE},      {PROBE_PREFILLED, 7, VERDICT_UNSTEADY},
    {PROBE_PREFILLED, NAN, VERDICT_NON_FINITE},     {PROBE_JVP, 7, VERDICT_WRONG_TANGENT},
    {PROBE_JVP, INFINITY, VERDICT_NON_FINITE},
};

START_TEST(one_wrong_number_fails)
{
    for (size_t i = 0; i < 3; i++) {
        bench b = bench_open();
        answer(&b, single[_i].probe)[i] = single[_i].value;
        verdict v = judge(probe_direction(single[_i].probe), true, &b.c, b.x, &b.t);
        ck_assert_int_eq(v.kind, single[_i].kind);
        ck_assert_uint_eq(v.element, i);
        ck_assert_uint_eq(v.wrong_count, 1);
        ck_assert_uint_eq(v.element_count, 3);
        for (direction d = 0; d < DIRECTION_COUNT; d++)
            if (d != probe_direction(single[_i].probe))
                ck_assert_int_eq(kind(&b, d), VERDICT_PASSED);
        bench_close(&b);
    }
}
END_TEST

START_TEST(tells_overwritten_from_added)
{
    bench b = bench_open();
    memcpy(answer(&b, PROBE_PREFILLED), answer(&b, PROBE_BACKWARD), 3 * sizeof(double));
    ck_assert_int_eq(kind(&b, BACKWARD), VERDICT_OVERWRITTEN);
    bench_close(&b);
}
END_TEST

START_TEST(tells_unwritten_from_wrong)
{
    bench b = bench_open();
    answer(&b, PROBE_FORWARD)[1] = poison();
    verdict v = judge(FORWARD, true, &b.c, b.x, &b.t);
    ck_assert_int_eq(v.kind, VERDICT_NOT_WRITTEN);
    bench_close(&b);
}
END_TEST

START_TEST(tells_imprecise_from_wrong)
{
    bench b = bench_open();
    answer(&b, PROBE_BACKWARD)[0] *= 1 + 5e-12;
    ck_assert_int_eq(kind(&b, BACKWARD), VERDICT_IMPRECISE);
    answer(&b, PROBE_BACKWARD)[0] *= 1 + 1e-7;
    ck_assert_int_eq(kind(&b, BACKWARD), VERDICT_WRONG_GRADIENT);
    bench_close(&b);
}
END_TEST

START_TEST(names_the_worst_element)
{
    bench b = bench_open();
    answer(&b, PROBE_FORWARD)[0] += 0.1;
    answer(&b, PROBE_FORWARD)[2] -= 0.5;
    verdict v = judge(FORWARD, true, &b.c, b.x, &b.t);
    ck_assert_uint_eq(v.element, 2);
    ck_assert_uint_eq(v.wrong_count, 2);
    ck_assert_double_eq_tol(v.got, 0.94, 1e-12);
    ck_assert_double_eq_tol(v.wanted, 1.44, 1e-12);
    bench_close(&b);
}
END_TEST

static const struct {
    outcome outcome;
    int code;
    verdict_kind kind;
} outcomes[] = {
    {CALL_NOT_RUN, 0, VERDICT_NOT_RUN},
    {CALL_RETURNED, OP_NOT_IMPLEMENTED, VERDICT_NOT_IMPLEMENTED},
    {CALL_RETURNED, OP_BAD_INPUT, VERDICT_RETURNED},
    {CALL_RETURNED, -1, VERDICT_RETURNED},
    {CALL_CRASHED, 11, VERDICT_CRASHED},
    {CALL_EXITED, 0, VERDICT_EXITED},
    {CALL_TIMED_OUT, 0, VERDICT_TIMED_OUT},
    {CALL_FORBIDDEN, 62, VERDICT_FORBIDDEN_CALL},
    {CALL_MEMORY_LIMIT, 0, VERDICT_MEMORY_LIMIT},
    {CALL_OUTPUT_LIMIT, 0, VERDICT_OUTPUT_LIMIT},
    {CALL_PROTOCOL, 0, VERDICT_PROTOCOL},
    {CALL_LOAD_FAILED, 0, VERDICT_LOAD_FAILED},
};

START_TEST(a_call_that_did_not_come_back_fails)
{
    for (probe p = 0; p < PROBE_COUNT; p++) {
        bench b = bench_open();
        b.t.trials[p].seen.outcome = outcomes[_i].outcome;
        b.t.trials[p].seen.code = outcomes[_i].code;
        free(b.t.trials[p].result[0]);
        b.t.trials[p].result[0] = NULL;
        ck_assert_int_eq(kind(&b, probe_direction(p)), outcomes[_i].kind);
        bench_close(&b);
    }
}
END_TEST

START_TEST(writing_in_front_fails_right_numbers)
{
    bench b = bench_open();
    b.t.trials[PROBE_BACKWARD].seen.canary_role = ROLE_GRADIENT;
    b.t.trials[PROBE_BACKWARD].seen.canary_bytes = 8;
    ck_assert_int_eq(kind(&b, BACKWARD), VERDICT_OUT_OF_BOUNDS);
    ck_assert_int_eq(kind(&b, FORWARD), VERDICT_PASSED);
    bench_close(&b);
}
END_TEST

START_TEST(a_missing_function_is_not_implemented)
{
    bench b = bench_open();
    ck_assert_int_eq(judge(FORWARD, false, &b.c, b.x, &b.t).kind, VERDICT_NOT_IMPLEMENTED);
    bench_close(&b);
}
END_TEST

START_TEST(nothing_is_within_a_nan)
{
    ck_assert(within(1, 1, 1, 0));
    ck_assert(within(1.5, 1, 2, 0));
    ck_assert(!within(2.5, 1, 2, 0.25));
    ck_assert(!within(NAN, 1, 2, 1));
    ck_assert(!within(1, NAN, NAN, 1));
    ck_assert(!within(1, 1, 1, NAN));
    ck_assert(!within(INFINITY, 1, 2, 1e300));
}
END_TEST

START_TEST(every_kind_has_a_name)
{
    for (verdict_kind k = 0; k < VERDICT_KIND_COUNT; k++)
        ck_assert_ptr_nonnull(verdict_kind_name(k));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge");
    TCase *tests = tcase_create("verdicts");
    tcase_add_test(tests, right_answers_pass);
    tcase_add_test(tests, roundings_pass);
    tcase_add_loop_test(tests, one_wrong_number_fails, 0, sizeof single / sizeof *single);
    tcase_add_test(tests, tells_overwritten_from_added);
    tcase_add_test(tests, tells_unwritten_from_wrong);
    tcase_add_test(tests, tells_imprecise_from_wrong);
    tcase_add_test(tests, names_the_worst_element);
    tcase_add_loop_test(tests, a_call_that_did_not_come_back_fails, 0,
                        sizeof outcomes / sizeof *outcomes);
    tcase_add_test(tests, writing_in_front_fails_right_numbers);
    tcase_add_test(tests, a_missing_function_is_not_implemented);
    tcase_add_test(tests, nothing_is_within_a_nan);
    tcase_add_test(tests, every_kind_has_a_name);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
