/* Tests of what the general tests say of mistakes, without the bank: the bank's own variants are
 * run in this process, judged, and named. */
#include "diagnose.h"

#include <string.h>

#include "observe.h"
#include "tensor.h"
#include "testing.h"
#include "wrong.h"

typedef struct lab {
    assignment *assignment;
    plan *plan;
} lab;

static lab lab_open(const char *op_name)
{
    lab l = {0};
    error e = {""};
    const plan_filter filter = {.op_name = op_name, .case_name = ""};
    ck_assert_msg(assignment_open(&l.assignment, GRADE_CASES, "all", &e), "%s", e.text);
    ck_assert_msg(plan_make(&l.plan, l.assignment, GRADE_CASES, "a-test's-seed", &filter, &e), "%s",
                  e.text);
    return l;
}

static void lab_close(lab *l)
{
    plan_free(l->plan);
    assignment_close(l->assignment);
}

/* One call of a variant, as if it had come back from a worker. */
static void make_trial(trial *t, probe p, const planned_case *pc, const wrong_variant *w)
{
    const test_case *c = pc->test;
    tensor *const *in = p == PROBE_NUDGED ? c->nudged : c->in;
    const tensor *out =
        p == PROBE_NUDGED ? pc->expected->nudged_out.value : pc->expected->out.value;
    t->made = true;
    t->seen.outcome = CALL_COMPLETED;
    if (probe_direction(p) == FORWARD) {
        t->result[0] = tensor_new(out->rank, out->dims);
        ck_assert(w->forward((const tensor *const *)in, &c->attr, t->result[0]) == OP_OK);
        return;
    }
    for (size_t i = 0; i < c->op->input_count; i++)
        if (!c->op->input[i].constant)
            t->result[i] = p == PROBE_PREFILLED ? tensor_copy(c->prefill[i])
                                                : tensor_new(c->in[i]->rank, c->in[i]->dims);
    ck_assert(w->backward((const tensor *const *)in, &c->attr, out, c->dout, t->result) == OP_OK);
}

/* Runs the variant on all cases, and says what the general tests make of it. */
static mistake name_variant(const lab *l, const wrong_variant *w, size_t *failed)
{
    const planned_op *planned = &l->plan->ops[0];
    const direction d = w->forward ? FORWARD : BACKWARD;
    op_trials trials = {.case_count = planned->case_count};
    trials.cases = calloc(planned->case_count, sizeof *trials.cases);
    verdict *verdicts = calloc(planned->case_count, sizeof *verdicts);
    *failed = 0;
    for (size_t k = 0; k < planned->case_count; k++) {
        const planned_case *c = &planned->cases[k];
        make_trial(&trials.cases[k].trials[d == FORWARD ? PROBE_FORWARD : PROBE_BACKWARD],
                   d == FORWARD ? PROBE_FORWARD : PROBE_BACKWARD, c, w);
        make_trial(&trials.cases[k].trials[d == FORWARD ? PROBE_NUDGED : PROBE_PREFILLED],
                   d == FORWARD ? PROBE_NUDGED : PROBE_PREFILLED, c, w);
        verdicts[k] = judge(d, true, c->test, c->expected, &trials.cases[k]);
        *failed += verdicts[k].kind != VERDICT_PASSED;
    }
    const mistake m = diagnose_generally(d, planned, &trials, verdicts);
    op_trials_free(&trials);
    free(verdicts);
    return m;
}

static const struct {
    const char *op, *variant, *says;
} told[] = {
    /* formulas: the answer, what it is times the right one, what it is off by, sums of two */
    {"sigmoid", "half_from_input", "dx is dy y (1 - x)"},
    {"sqrt", "multiplied", "dx is 1/2 dy y"},
    {"exp", "exp_again", "dx is dy e^y"},
    {"log", "base_ten", "y is 1/ln 10 ln x"},
    {"mul", "swapped", "da is dy a; db is dy b"},
    {"div", "b_not_squared", "db is -dy y"},
    {"affine", "bias_twice", "Y has too much the term b"},
    {"cross_entropy", "of_the_logits", "dp is dl p - dl onehot"},
    {"gelu", "first_term_only", "dx is dy Phi(x)"},
    {"softmax", "of_log_softmax", "dX is dY - Y sum(dY)"},
    /* one formula on each side of 0, or on one only */
    {"elu", "constant_below", "dx is dy c where x < 0"},
    {"leaky_relu", "sides_exchanged", "y is x slope where x > 0, and x where x <= 0"},
    {"relu", "half_at_zero", "dx is 1/2 dy where x = 0"},
    /* sums */
    {"half_squared_error", "absolute", "L is 1/2 the sum of |y - s|"},
    {"mean", "one_less", "over one less than there are"},
    {"squared_distance", "rooted", "L is the square root of the sum of"},
    {"sum", "of_squares", "y is the sum of x^2"},
    /* places */
    {"affine", "first_bias_only", "wrong only in the columns behind the first"},
    {"affine", "bias_of_ten_rows", "for more than 10 rows"},
    {"softmax", "unshifted", "overflows"},
    {"matmul", "last_missing", "leaves out the last"},
    /* order, and precision */
    {"unsqueeze", "reversed", "the right numbers, but in the wrong places"},
    {"select", "next_column", "made of elements of X"},
    {"sqrt", "guarded", "a small number seems to be added"},
};

START_TEST(general_tests_tell)
{
    lab l = lab_open(told[_i].op);
    const wrong_op known = wrong_variants(told[_i].op);
    size_t i = 0, failed;
    while (i < known.count && strcmp(known.variants[i].name, told[_i].variant) != 0)
        i++;
    ck_assert_msg(i < known.count, "%s has no variant %s", told[_i].op, told[_i].variant);
    const mistake m = name_variant(&l, &known.variants[i], &failed);
    ck_assert_uint_gt(failed, 0);
    ck_assert_msg(strstr(m.text, told[_i].says) != NULL, "%s, %s: '%s'", told[_i].op,
                  told[_i].variant, m.text);
    lab_close(&l);
}
END_TEST

/* What is right has no mistake to name. */
START_TEST(right_functions_have_no_mistake)
{
    const op *o = op_at((size_t)_i);
    const wrong_variant right[] = {{.forward = o->forward}, {.backward = o->backward}};
    lab l = lab_open(o->name);
    for (size_t i = 0; i < 2; i++) {
        size_t failed;
        const mistake m = name_variant(&l, &right[i], &failed);
        ck_assert_uint_eq(failed, 0);
        ck_assert_msg(!m.found, "%s: %s", o->name, m.text);
    }
    lab_close(&l);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("diagnose");
    TCase *tests = tcase_create("mistakes");
    tcase_add_loop_test(tests, general_tests_tell, 0, sizeof told / sizeof *told);
    tcase_add_loop_test(tests, right_functions_have_no_mistake, 0, (int)op_count());
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
