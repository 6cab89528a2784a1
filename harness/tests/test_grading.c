/* Whole gradings: right submissions get full marks, and each wrong one loses what it should and
 * nothing else. */
#include "graded.h"

static const char *const assignments[] = {"all", "edf1", "edf2", "hw1", "vug", "fr"};

START_TEST(the_reference_gets_full_marks)
{
    graded g = grade_file(assignments[_i], "", "reference.so");
    for (size_t i = 0; i < g.sheet->item_count; i++)
        for (size_t k = 0; k < MAX_PARTS; k++) {
            const part *p = &g.sheet->items[i].parts[k];
            ck_assert_msg(score_full(&p->score), "%s %s: %s", g.sheet->items[i].name, p->name,
                          first_reason(p));
        }
    ck_assert(score_full(&g.sheet->total));
    ck_assert_double_eq_tol(g.sheet->total.earned, g.sheet->total.possible, 1e-9);
    ck_assert_double_gt(g.sheet->total.possible, 0);
    release_graded(&g);
}
END_TEST

START_TEST(the_template_gets_its_solved_op)
{
    graded g = grade_file("all", "", "submission.so");
    for (size_t i = 0; i < g.sheet->item_count; i++) {
        const item *it = &g.sheet->items[i];
        bool solved = strcmp(it->name, "square") == 0;
        for (size_t k = 0; k < MAX_PARTS; k++)
            if (it->parts[k].count)
                ck_assert_msg(solved ? score_full(&it->parts[k].score)
                                     : part_missing(&it->parts[k]),
                              "%s %s", it->name, it->parts[k].name);
    }
    ck_assert_double_eq_tol(g.sheet->total.earned, 3, 1e-12);
    release_graded(&g);
}
END_TEST

/* Submissions in which every op is wrong in the same way, in one direction. */
static const struct {
    const char *file;
    direction direction;
    verdict_kind kind;   /* of the first case of every op; VERDICT_PASSED: of several kinds */
    const char *mistake; /* what is said contains it: " " for anything at all */
} spoiled[] = {
    {"negated_backward.so", BACKWARD, VERDICT_WRONG_GRADIENT, " "},
    {"zero_backward.so", BACKWARD, VERDICT_WRONG_GRADIENT, " "},
    {"no_upstream_backward.so", BACKWARD, VERDICT_WRONG_GRADIENT, " "},
    {"overwriting_backward.so", BACKWARD, VERDICT_OVERWRITTEN, ""},
    {"last_missing_backward.so", BACKWARD, VERDICT_PASSED, NULL},
    {"slightly_off_backward.so", BACKWARD, VERDICT_PASSED, NULL},
    {"negated_forward.so", FORWARD, VERDICT_WRONG_VALUE, " "},
    {"last_missing_forward.so", FORWARD, VERDICT_NOT_WRITTEN, ""},
    {"slightly_off_forward.so", FORWARD, VERDICT_WRONG_VALUE, "float"},
};

START_TEST(every_op_is_failed_when_wrong)
{
    char file[256];
    snprintf(file, sizeof file, "tests/submissions/%s", spoiled[_i].file);
    graded g = grade_file("all", "", file);
    for (size_t i = 0; i < g.plan->op_count; i++) {
        const item *it = &g.sheet->items[i];
        const part *wrong = &it->parts[spoiled[_i].direction];
        ck_assert_msg(!score_full(&wrong->score), "%s %s passes", it->name, wrong->name);
        for (direction d = FORWARD; d <= BACKWARD; d++)
            if (d != spoiled[_i].direction)
                ck_assert_msg(score_full(&it->parts[d].score), "%s %s: %s", it->name,
                              it->parts[d].name, first_reason(&it->parts[d]));
        if (spoiled[_i].kind != VERDICT_PASSED)
            ck_assert_msg(wrong->cases[0].kind == spoiled[_i].kind, "%s: %s", it->name,
                          wrong->cases[0].reason);
        /* Where the outputs of a row sum to 1, the gradient for all ones is 0. */
        static const char *const sum_to_one[] = {"normalize", "softmax", "prob_to_prob_vector"};
        bool zeros = false;
        for (size_t k = 0; k < sizeof sum_to_one / sizeof *sum_to_one; k++)
            zeros = zeros || strcmp(it->name, sum_to_one[k]) == 0;
        if (spoiled[_i].mistake && !zeros)
            ck_assert_msg(strstr(wrong->mistake, spoiled[_i].mistake), "%s: '%s'", it->name,
                          wrong->mistake);
    }
    release_graded(&g);
}
END_TEST

START_TEST(a_wrong_jvp_fails)
{
    graded g = grade_file("fr", "", "tests/submissions/negated_jvp.so");
    const part *p = find_item(g.sheet, "sin")->parts;
    ck_assert(score_full(&p[FORWARD].score) && score_full(&p[BACKWARD].score));
    ck_assert_uint_eq(p[JVP].score.passed, 0);
    ck_assert_int_eq(p[JVP].cases[0].kind, VERDICT_WRONG_TANGENT);
    release_graded(&g);
}
END_TEST

START_TEST(right_ops_beside_wrong_ones_pass)
{
    graded g = grade_file("all", "", "tests/submissions/every_third_wrong.so");
    for (size_t i = 0; i < g.plan->op_count; i++) {
        const item *it = &g.sheet->items[i];
        ck_assert_msg(score_full(&it->parts[FORWARD].score), "%s forward", it->name);
        ck_assert_msg(score_full(&it->parts[BACKWARD].score) == (i % 3 != 0), "%s backward",
                      it->name);
    }
    release_graded(&g);
}
END_TEST

/* The slips of the course documents, and what the report says of each. */
static const struct {
    const char *op;
    direction direction;
    const char *mistake;
} errata[] = {
    {"matmul", BACKWARD, "mask belongs to the whole pre-activation"},
    {"normalize", BACKWARD, "diagonal of the Jacobian"},
    {"linear", FORWARD, "reads W as if it were stored transposed"},
    {"expand", BACKWARD, "the sum over the copies is missing"},
    {"prob_to_prob_vector", FORWARD, "the two are exchanged"},
};
enum { ERRATA_COUNT = sizeof errata / sizeof *errata };

START_TEST(errata_lose_their_marks)
{
    graded g = grade_file("all", "", "tests/submissions/errata.so");
    for (size_t i = 0; i < g.plan->op_count; i++) {
        const item *it = &g.sheet->items[i];
        for (direction d = FORWARD; d <= BACKWARD; d++) {
            size_t k = 0;
            while (k < ERRATA_COUNT &&
                   (strcmp(errata[k].op, it->name) != 0 || errata[k].direction != d))
                k++;
            bool wrong = k < ERRATA_COUNT;
            ck_assert_msg(score_full(&it->parts[d].score) != wrong, "%s %s: %zu of %zu, %s",
                          it->name, it->parts[d].name, it->parts[d].score.passed,
                          it->parts[d].score.judged, first_reason(&it->parts[d]));
            if (wrong)
                ck_assert_msg(strstr(it->parts[d].mistake, errata[k].mistake), "%s: '%s'", it->name,
                              it->parts[d].mistake);
        }
    }
    release_graded(&g);
}
END_TEST

static const struct {
    const char *op;
    direction direction;
    verdict_kind kind;
    const char *said; /* as the mistake, or as the first reason */
} mistakes[] = {
    {"sigmoid", BACKWARD, VERDICT_WRONG_GRADIENT, "uses the input x where the output y belongs"},
    {"relu", BACKWARD, VERDICT_WRONG_GRADIENT, "the upstream gradient dy is left out"},
    {"tanh", BACKWARD, VERDICT_OVERWRITTEN, "must add to it"},
    {"affine", BACKWARD, VERDICT_WRONG_GRADIENT, "db is the last row of dY"},
    {"softmax", BACKWARD, VERDICT_WRONG_GRADIENT, "only the diagonal"},
    {"softmax_cross_entropy", BACKWARD, VERDICT_WRONG_GRADIENT,
     "not divided by the number of rows"},
    {"sub", BACKWARD, VERDICT_WRONG_GRADIENT, "db is dy: the minus is missing"},
    {"gelu", FORWARD, VERDICT_WRONG_VALUE, "float instead of double"},
    {"square", FORWARD, VERDICT_CRASHED, "right past the end of the input x"},
};

START_TEST(classic_mistakes_are_named)
{
    graded g = grade_file("all", mistakes[_i].op, "mistakes.so");
    const part *p = &find_item(g.sheet, mistakes[_i].op)->parts[mistakes[_i].direction];
    size_t k = 0;
    while (k < p->count && p->cases[k].kind == VERDICT_PASSED)
        k++;
    ck_assert_uint_lt(k, p->count);
    ck_assert_int_eq(p->cases[k].kind, mistakes[_i].kind);
    ck_assert_msg(strstr(*p->mistake ? p->mistake : p->cases[k].reason, mistakes[_i].said),
                  "%s / %s", p->mistake, p->cases[k].reason);
    release_graded(&g);
}
END_TEST

START_TEST(a_backward_that_follows_is_recognised)
{
    graded g = grade_file("all", "", "tests/submissions/follows.so");
    const part *follows = &find_item(g.sheet, "sin")->parts[BACKWARD];
    const part *wrong = &find_item(g.sheet, "square")->parts[BACKWARD];
    ck_assert(part_follows(follows));
    ck_assert_ptr_nonnull(strstr(follows->mistake, "right for the forward"));
    ck_assert_double_eq_tol(follows->score.earned, follows->points * g.assignment->follow_through,
                            1e-12);
    ck_assert(!score_full(&follows->score));
    ck_assert(!part_follows(wrong));
    ck_assert_double_eq(wrong->score.earned, 0);
    release_graded(&g);
    g = grade_file("edf1", "sin", "tests/submissions/follows.so");
    follows = &find_item(g.sheet, "sin")->parts[BACKWARD];
    ck_assert_double_gt(g.assignment->follow_through, 0);
    ck_assert_double_eq_tol(follows->score.earned, follows->points * g.assignment->follow_through,
                            1e-12);
    release_graded(&g);
}
END_TEST

/* Whether an answer was right shows neither in how many calls follow nor in their order. */
START_TEST(calls_do_not_depend_on_the_answers)
{
    graded right = grade_file("all", "relu", "tests/submissions/tells_calls.so");
    graded wrong = grade_file("all", "relu", "tests/submissions/tells_calls_wrong.so");
    for (direction d = FORWARD; d <= BACKWARD; d++) {
        const part *r = &find_item(right.sheet, "relu")->parts[d];
        const part *w = &find_item(wrong.sheet, "relu")->parts[d];
        ck_assert(score_full(&r->score));
        ck_assert(!score_full(&w->score));
        for (size_t k = 0; k < r->count; k++)
            ck_assert_str_eq(r->cases[k].printed, w->cases[k].printed);
    }
    release_graded(&right);
    release_graded(&wrong);
}
END_TEST

START_TEST(another_seed_is_another_exam)
{
    error e;
    assignment *a = NULL;
    plan *one = NULL, *two = NULL, *again = NULL;
    const plan_filter filter = {.op_name = "tanh", .case_name = ""};
    ck_assert(assignment_open(&a, GRADE_CASES, "all", &e));
    ck_assert(plan_make(&one, a, GRADE_CASES, "one", &filter, &e));
    ck_assert(plan_make(&two, a, GRADE_CASES, "two", &filter, &e));
    ck_assert(plan_make(&again, a, GRADE_CASES, "one", &filter, &e));
    size_t moved = 0;
    for (size_t k = 0; k < one->ops[0].case_count; k++) {
        const planned_case *c = &one->ops[0].cases[k];
        const planned_case *other = &two->ops[0].cases[k], *same = &again->ops[0].cases[k];
        ck_assert_double_eq(c->test->in[0]->data[0], same->test->in[0]->data[0]);
        bool differs = c->test->in[0]->data[0] != other->test->in[0]->data[0];
        ck_assert(!(c->is_public && differs));
        moved += differs;
    }
    ck_assert_uint_gt(moved, 5);
    plan_free(one);
    plan_free(two);
    plan_free(again);
    assignment_close(a);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("grading");
    TCase *tests = tcase_create("gradings");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, the_reference_gets_full_marks, 0,
                        sizeof assignments / sizeof *assignments);
    tcase_add_test(tests, the_template_gets_its_solved_op);
    tcase_add_loop_test(tests, every_op_is_failed_when_wrong, 0, sizeof spoiled / sizeof *spoiled);
    tcase_add_test(tests, a_wrong_jvp_fails);
    tcase_add_test(tests, right_ops_beside_wrong_ones_pass);
    tcase_add_test(tests, errata_lose_their_marks);
    tcase_add_loop_test(tests, classic_mistakes_are_named, 0, sizeof mistakes / sizeof *mistakes);
    tcase_add_test(tests, a_backward_that_follows_is_recognised);
    tcase_add_test(tests, calls_do_not_depend_on_the_answers);
    tcase_add_test(tests, another_seed_is_another_exam);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
