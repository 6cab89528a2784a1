/* Tests of the marking of functions: the reference's own, and each of submissions/functions, run in
 * this process, against what line 1 of its source says. */
#include "mark_functions.h"

#include <dlfcn.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "testing.h"

#define ASSIGNMENT SOURCE_DIR "/harness/tests/assignments/functions.xml"

/* What a caller of solutions in this process needs. */
static bool call_here(void *context, const function_case *c, bool hurried, tensor *const result[],
                      observation *seen, error *e)
{
    course_function *solution = *(course_function **)context;
    const op_status status = solution((const tensor *const *)c->in, &c->set, result);
    (void)hurried, (void)e;
    *seen = (observation){.outcome = status == OP_OK ? CALL_COMPLETED : CALL_RETURNED,
                          .phase = PHASE_CALL,
                          .code = (int)status};
    return true;
}

/* Runs out of time where there are more than three rows. */
static bool call_late(void *context, const function_case *c, bool hurried, tensor *const result[],
                      observation *seen, error *e)
{
    if (c->in[0]->dims[0] <= 3)
        return call_here(context, c, hurried, result, seen, e);
    *seen = (observation){.outcome = CALL_TIMED_OUT, .phase = PHASE_CALL};
    return true;
}

typedef struct marked {
    assignment *assignment;
    plan *plan;
    function_result result;
    sheet *sheet;
} marked;

static marked mark_by(function_caller *caller, const char *function_name, course_function *solution)
{
    marked m = {0};
    error e = {""};
    observation unloadable = {0};
    const plan_filter filter = {.op_name = function_name, .case_name = ""};
    ck_assert_msg(assignment_open(&m.assignment, GRADE_CASES, ASSIGNMENT, &e), "%s", e.text);
    ck_assert_msg(plan_make(&m.plan, m.assignment, GRADE_CASES, "a-test's-seed", &filter, &e), "%s",
                  e.text);
    ck_assert_uint_eq(m.plan->function_count, 1);
    ck_assert_msg(function_result_make(&m.result, &m.plan->functions[0], solution != NULL, caller,
                                       &solution, &unloadable, &e),
                  "%s", e.text);
    m.sheet = sheet_new(m.plan, "x.so", "student", 1);
    ck_assert_ptr_nonnull(m.sheet);
    ck_assert(mark_function(m.sheet, &m.sheet->items[0], &m.result, &e));
    return m;
}

static marked mark(const char *function_name, course_function *solution)
{
    return mark_by(call_here, function_name, solution);
}

static void release(marked *m)
{
    function_result_free(&m->result);
    sheet_free(m->sheet);
    plan_free(m->plan);
    assignment_close(m->assignment);
}

START_TEST(reference_has_full_marks)
{
    const function *f = function_at((size_t)_i);
    marked m = mark(f->name, f->call);
    const part *p = &m.sheet->items[0].parts[0];
    for (size_t k = 0; k < p->count; k++)
        ck_assert_msg(p->cases[k].kind == VERDICT_PASSED, "%s/%s: %s", f->name, p->cases[k].name,
                      p->cases[k].reason);
    ck_assert(score_full(&m.sheet->total));
    ck_assert_str_eq(p->mistake, "");
    release(&m);
}
END_TEST

/* However often it happens. */
START_TEST(hanging_costs_the_case_it_happens_in)
{
    marked m = mark_by(call_late, "blur", blur);
    const part *p = &m.sheet->items[0].parts[0];
    size_t late = 0;
    for (size_t k = 0; k < p->count; k++) {
        bool tall = m.plan->functions[0].cases[k].test->in[0]->dims[0] > 3;
        ck_assert_int_eq(p->cases[k].kind, tall ? VERDICT_TIMED_OUT : VERDICT_PASSED);
        late += tall;
    }
    ck_assert_uint_gt(late, 3);
    ck_assert_uint_lt(late, p->count);
    release(&m);
}
END_TEST

static op_status stub(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)in, (void)set, (void)out;
    return OP_NOT_IMPLEMENTED;
}

START_TEST(stubs_are_not_implemented)
{
    const function *f = function_at((size_t)_i);
    course_function *const missing[2] = {stub};
    for (size_t i = 0; i < 2; i++) {
        marked m = mark(f->name, missing[i]);
        ck_assert(part_missing(&m.sheet->items[0].parts[0]));
        ck_assert(m.sheet->total.earned == 0);
        release(&m);
    }
}
END_TEST

static op_status always_refuses(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)in, (void)set, (void)out;
    return OP_BAD_INPUT;
}

/* Refusing everything earns no more than the cases that are to be refused. */
START_TEST(refusing_is_no_answer)
{
    const function *f = function_at((size_t)_i);
    marked m = mark(f->name, always_refuses);
    const part *p = &m.sheet->items[0].parts[0];
    for (size_t k = 0; k < p->count; k++)
        ck_assert_int_eq(p->cases[k].kind == VERDICT_PASSED,
                         m.plan->functions[0].cases[k].test->status == OP_BAD_INPUT);
    release(&m);
}
END_TEST

/* Line 1 of a submission: the function it defines, and whether it is right. */
typedef struct claim {
    char function[64];
    bool right;
} claim;

static claim read_claim(const char *path)
{
    claim c;
    char word[16];
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fscanf(file, "/* function=%63s verdict=%15s", c.function, word), 2);
    fclose(file);
    c.right = strcmp(word, "right") == 0;
    return c;
}

static course_function *load_solution(const char *source, const char *function_name)
{
    char path[4096];
    const char *name = strrchr(source, '/') + 1;
    snprintf(path, sizeof path, "%s/tests/submissions/functions/%.*s.so", BUILD_DIR,
             (int)(strlen(name) - strlen(".c")), name);
    void *object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    ck_assert_msg(object != NULL, "%s", dlerror());
    course_function *solution;
    *(void **)&solution = dlsym(object, function_name);
    ck_assert_msg(solution != NULL, "%s: no %s", path, function_name);
    return solution;
}

START_TEST(submissions_get_what_they_claim)
{
    glob_t found;
    size_t wrong = 0, named = 0;
    ck_assert_int_eq(glob(SOURCE_DIR "/harness/tests/submissions/functions/*.c", 0, NULL, &found),
                     0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        const claim c = read_claim(found.gl_pathv[i]);
        marked m = mark(c.function, load_solution(found.gl_pathv[i], c.function));
        const part *p = &m.sheet->items[0].parts[0];
        ck_assert_msg(score_full(&m.sheet->total) == c.right, "%s", found.gl_pathv[i]);
        ck_assert_msg((p->score.earned < p->points) == !c.right, "%s", found.gl_pathv[i]);
        ck_assert_msg(!c.right || !*p->mistake, "%s: %s", found.gl_pathv[i], p->mistake);
        wrong += !c.right;
        named += *p->mistake != '\0';
        release(&m);
    }
    globfree(&found);
    ck_assert_uint_ge(wrong, 60);
    ck_assert_msg(wrong - named <= 6, "only %zu of %zu mistakes have a name", named, wrong);
}
END_TEST

static const struct {
    const char *file, *name;
} names[] = {
    {"jacobian_softmax_diagonal", "keeps only the diagonal of the Jacobian"},
    {"jacobian_sum_first_only", "as if W2 were all 0"},
    {"jacobian_chain_transposed", "transposed"},
    {"linear_regression_gradients_swapped", "the two outputs have changed places"},
    {"linear_regression_gradients_no_mean", "right but for a factor of N"},
    {"logistic_regression_gradient_by_features", "right but for a factor of B/D"},
    {"logistic_regression_gradient_sign", "negated"},
    {"numeric_gradient_one_sided", "a one-sided difference"},
    {"numeric_gradient_ignores_status", "answers where it must refuse"},
    {"sgd_step_L1", "learning_rate has the wrong sign"},
    {"sgd_step_L3", "as if dampening were momentum"},
    {"sgd_step_L12", "as if momentum and weight_decay changed places"},
    {"sgd_step_reads_first_velocity", "v is read at step 0"},
    {"gradient_descent_no_clip", "max_norm is ignored"},
    {"gradient_descent_rolled_on", "the gradient is rolled on"},
};

START_TEST(mistakes_have_the_right_names)
{
    char path[4096];
    snprintf(path, sizeof path, SOURCE_DIR "/harness/tests/submissions/functions/%s.c",
             names[_i].file);
    const claim c = read_claim(path);
    marked m = mark(c.function, load_solution(path, c.function));
    const char *got = m.sheet->items[0].parts[0].mistake;
    ck_assert_msg(strncmp(got, names[_i].name, strlen(names[_i].name)) == 0, "%s: %s",
                  names[_i].file, got);
    release(&m);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mark_functions");
    TCase *tests = tcase_create("mark_functions");
    const int count = (int)function_count();
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, reference_has_full_marks, 0, count);
    tcase_add_test(tests, hanging_costs_the_case_it_happens_in);
    tcase_add_loop_test(tests, stubs_are_not_implemented, 0, count);
    tcase_add_loop_test(tests, refusing_is_no_answer, 0, count);
    tcase_add_test(tests, submissions_get_what_they_claim);
    tcase_add_loop_test(tests, mistakes_have_the_right_names, 0, sizeof names / sizeof *names);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
