/* Tests of the marking of trainings, from the file to the mark sheet: the reference, stubs, and
 * each of submissions/training against what line 2 of its source says. */
#include <glob.h>
#include <stdlib.h>
#include <unistd.h>

#include "graded.h"
#include "scratch.h"

#define ASSIGNMENT SOURCE_DIR "/harness/tests/assignments/trainings.xml"

START_TEST(reference_has_full_marks)
{
    graded g = grade_file(ASSIGNMENT, "", "reference.so");
    for (size_t i = 0; i < g.sheet->item_count; i++)
        for (size_t k = 0; k < TRAINING_PARTS; k++)
            ck_assert_msg(!*first_reason(&g.sheet->items[i].parts[k]), "%s: %s",
                          g.sheet->items[i].name, first_reason(&g.sheet->items[i].parts[k]));
    ck_assert(score_full(&g.sheet->total));
    release_graded(&g);
}
END_TEST

START_TEST(stubs_are_not_implemented)
{
    graded g = grade_file(ASSIGNMENT, "", "submission.so");
    for (size_t i = 0; i < g.sheet->item_count; i++)
        for (size_t k = 0; k <= PART_THRESHOLD; k++)
            ck_assert(part_missing(&g.sheet->items[i].parts[k]));
    ck_assert_double_eq(g.sheet->total.earned, 0);
    release_graded(&g);
}
END_TEST

START_TEST(refused_files_lose_their_trainings)
{
    graded g = grade_file(ASSIGNMENT, "", "CMakeCache.txt");
    ck_assert(g.sheet->rejected);
    for (size_t i = 0; i < g.sheet->item_count; i++)
        ck_assert(g.sheet->items[i].parts[1].cases[0].kind == VERDICT_REJECTED);
    release_graded(&g);
}
END_TEST

/* Lines 1 and 2 of a submission: the training, the parts of it that are lost, and what the report
 * says. */
typedef struct claim {
    char training[64], loses[32], says[128];
} claim;

static claim read_claim(const char *path)
{
    claim c = {.says = ""};
    char line[256];
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
    ck_assert_int_eq(sscanf(line, "/* training=mlp_%63s", c.training), 1);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
    ck_assert_int_ge(sscanf(line, "/* loses=%31s says=%127[^\n]", c.loses, c.says), 1);
    char *end = strstr(c.says, " */");
    if (end)
        *end = '\0';
    fclose(file);
    return c;
}

static void check_part(const part *p, const claim *c, const char *path)
{
    const bool lost = p->score.earned < p->score.possible;
    ck_assert_msg(lost == (strstr(c->loses, p->name) != NULL), "%s: %s: %s", path, p->name,
                  first_reason(p));
    if (!lost)
        return;
    const char *said = *p->mistake ? p->mistake : first_reason(p);
    ck_assert_msg(strstr(said, c->says) != NULL, "%s: %s", path, said);
}

/* Each loses the part it should, only that, and the report says why. */
START_TEST(wrong_loops_lose_what_they_should)
{
    glob_t found;
    ck_assert_int_eq(glob(SOURCE_DIR "/harness/tests/submissions/training/*.c", 0, NULL, &found),
                     0);
    ck_assert_uint_ge(found.gl_pathc, 30);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        const claim c = read_claim(found.gl_pathv[i]);
        const char *name = strrchr(found.gl_pathv[i], '/') + 1;
        char file[128];
        snprintf(file, sizeof file, "tests/submissions/training/%.*s.so",
                 (int)(strlen(name) - strlen(".c")), name);
        graded g = grade_file(ASSIGNMENT, c.training, file);
        ck_assert_uint_eq(g.sheet->item_count, 1);
        for (size_t k = 0; k <= PART_THRESHOLD; k++)
            check_part(&g.sheet->items[0].parts[k], &c, found.gl_pathv[i]);
        release_graded(&g);
    }
    globfree(&found);
}
END_TEST

/* A function that is there belongs to one item only: the other is not implemented. */
START_TEST(other_trainings_are_not_affected)
{
    graded g = grade_file(ASSIGNMENT, "", "tests/submissions/training/K5.so");
    ck_assert(part_missing(&find_item(g.sheet, "relu")->parts[0]));
    ck_assert(!part_missing(&find_item(g.sheet, "sigmoid")->parts[0]));
    release_graded(&g);
}
END_TEST

START_TEST(report_tells_the_step_and_the_symptom)
{
    graded g = grade_file(ASSIGNMENT, "sigmoid", "tests/submissions/training/M8_full_divisor.so");
    ck_assert_ptr_nonnull(strstr(g.sheet->items[0].parts[0].mistake,
                                 "left at step 4 (rows 22 to 23, the smaller last batch)"));
    release_graded(&g);
    g = grade_file(ASSIGNMENT, "sigmoid", "tests/submissions/training/velocity_every_epoch.so");
    ck_assert_ptr_nonnull(strstr(g.sheet->items[0].parts[0].mistake, "epoch 2, after a right one"));
    release_graded(&g);
    g = grade_file(ASSIGNMENT, "sigmoid", "tests/submissions/training/first_layer_frozen.so");
    const char *reason = first_reason(&g.sheet->items[0].parts[1]);
    ck_assert_ptr_nonnull(strstr(reason, "W1, b1 as given"));
    release_graded(&g);
    g = grade_file(ASSIGNMENT, "sigmoid", "tests/submissions/training/L2.so");
    reason = first_reason(&g.sheet->items[0].parts[1]);
    ck_assert_ptr_nonnull(strstr(reason, "is that of guessing: nothing was learnt"));
    release_graded(&g);
    g = grade_file(ASSIGNMENT, "sigmoid", "tests/submissions/training/not_finite.so");
    ck_assert_ptr_nonnull(strstr(first_reason(&g.sheet->items[0].parts[0]), "is not finite"));
    reason = first_reason(&g.sheet->items[0].parts[1]);
    ck_assert_ptr_nonnull(strstr(reason, "its parameters are no finite numbers"));
    release_graded(&g);
    g = grade_file(ASSIGNMENT, "sigmoid", "tests/submissions/training/untrained.so");
    reason = first_reason(&g.sheet->items[0].parts[1]);
    ck_assert_ptr_nonnull(strstr(reason, "its parameters are as they were given"));
    release_graded(&g);
}
END_TEST

/* Hidden cases say what is wrong, and no numbers. */
START_TEST(hidden_cases_give_no_numbers_away)
{
    graded g = grade_file(ASSIGNMENT, "sigmoid", "tests/submissions/training/L1.so");
    const part *steps = &g.sheet->items[0].parts[0];
    for (size_t k = 0; k < steps->count; k++)
        if (!steps->cases[k].is_public && steps->cases[k].kind != VERDICT_PASSED) {
            ck_assert_ptr_nonnull(strstr(steps->cases[k].reason, " is wrong"));
            ck_assert_str_eq(steps->cases[k].numbers, "");
        }
    ck_assert(steps->cases[1].is_public && *steps->cases[1].numbers);
    release_graded(&g);
}
END_TEST

static double number_behind(const char *text, const char *words)
{
    const char *found = strstr(text, words);
    ck_assert_msg(found != NULL, "%s", text);
    return strtod(found + strlen(words), NULL);
}

/* The document on vugrad trained a ReLU that stagnated at an accuracy of 0.5409 and a loss of 0.691
 * on this set. So does one whose gradient passes where the unit is off. */
START_TEST(stagnating_relu_of_vugrad_is_explained)
{
    graded g = grade_file("vug", "synth-relu", "tests/submissions/training/relu_D3.so");
    const part *steps = &g.sheet->items[0].parts[PART_STEPS],
               *threshold = &g.sheet->items[0].parts[PART_THRESHOLD];
    const planned_training *planned = &g.plan->trainings[0];
    ck_assert_ptr_nonnull(strstr(steps->mistake, "passes where the hidden unit is off"));
    ck_assert_ptr_nonnull(strstr(threshold->mistake, "passes where the hidden unit is off"));
    const char *reason = threshold->cases[0].reason;
    ck_assert_int_eq(planned->task->measure, MEASURE_ERROR);
    for (size_t k = 0; k < threshold->count; k++)
        if (threshold->cases[k].kind == VERDICT_MISSED_THRESHOLD)
            reason = threshold->cases[k].reason;
    const double percent = number_behind(reason, "the error on hidden samples is ");
    const double loss = number_behind(reason, "its loss is ");
    ck_assert_double_eq_tol(1 - percent / 100, 0.5409, 0.03);
    ck_assert_double_eq_tol(loss, 0.691, 0.01);
    ck_assert_ptr_nonnull(strstr(reason, "nothing was learnt"));
    release_graded(&g);
}
END_TEST

/* Grades the reference with MNIST instead of made digits, where it is at hand. */
START_TEST(mnist_takes_the_place_of_digits)
{
    static const char directory[] = SOURCE_DIR "/../shared/data/mnist";
    plan_filter filter = {
        .op_name = "digits-softmax", .case_name = "", .data_directory = directory};
    assignment *a = NULL;
    plan *p = NULL;
    error e;
    ck_assert_msg(assignment_open(&a, GRADE_CASES, "edf2", &e), "%s", e.text);
    if (access(directory, F_OK) == 0) {
        ck_assert_msg(plan_make(&p, a, GRADE_CASES, "seed", &filter, &e), "%s", e.text);
        const planned_training *planned = &p->trainings[0];
        const planned_training_case *c = &planned->cases[planned->case_count - 1];
        ck_assert_uint_eq(c->test->jobs[0].recipe.X->dims[0], 60000);
        ck_assert_double_eq(c->test->at_most, 0.09);
        ck_assert_double_le(c->expected->value, 0.09);
        plan_free(p);
    } else {
        puts("mnist_takes_the_place_of_digits: skipped, there is no ../shared/data/mnist");
    }
    filter.data_directory = "/no/such/directory";
    ck_assert(!plan_make(&p, a, GRADE_CASES, "seed", &filter, &e));
    ck_assert_ptr_nonnull(strstr(e.text, "/no/such/directory"));
    assignment_close(a);
}
END_TEST

/* Rows that would mark nothing, or everything, are refused by the plan. */
START_TEST(thresholds_are_proved)
{
    static const struct {
        const char *row, *refusal;
    } rows[] = {
        {"at-most=\"0.95\"", "untrained parameters reach"},
        {"at-most=\"0.0001\"", "the reference reaches"},
        {"at-most=\"0.06\" public=\"misspelt\"", "no case misspelt"},
        {"at-most=\"0.06 0.05\"", "at-most has 2 numbers; expected 1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char directory[SCRATCH_DIRECTORY], path[SCRATCH_PATH], text[512];
        assignment *a = NULL;
        plan *p = NULL;
        error e;
        const int length =
            snprintf(text, sizeof text,
                     "<assignment name=\"a\" title=\"a\"><training name=\"t\" train=\"mlp_relu\" "
                     "steps=\"1\" threshold=\"1\" data=\"quadric\" samples=\"2000\" epochs=\"10\" "
                     "rate=\"0.3\" hidden=\"8\" %s/></assignment>",
                     rows[i].row);
        scratch_open(directory);
        scratch_write(path, directory, "a.xml", text, (size_t)length);
        const plan_filter filter = {.op_name = "", .case_name = ""};
        ck_assert(!assignment_open(&a, GRADE_CASES, path, &e) ||
                  !plan_make(&p, a, GRADE_CASES, "seed", &filter, &e));
        ck_assert_msg(strstr(e.text, rows[i].refusal) != NULL, "%s", e.text);
        assignment_close(a);
        remove(path);
        remove(directory);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mark_trainings");
    TCase *tests = tcase_create("mark_trainings");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, reference_has_full_marks);
    tcase_add_test(tests, stubs_are_not_implemented);
    tcase_add_test(tests, refused_files_lose_their_trainings);
    tcase_add_test(tests, wrong_loops_lose_what_they_should);
    tcase_add_test(tests, other_trainings_are_not_affected);
    tcase_add_test(tests, report_tells_the_step_and_the_symptom);
    tcase_add_test(tests, hidden_cases_give_no_numbers_away);
    tcase_add_test(tests, stagnating_relu_of_vugrad_is_explained);
    tcase_add_test(tests, mnist_takes_the_place_of_digits);
    tcase_add_test(tests, thresholds_are_proved);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
