/* Trainings on a submission's ops: right ones reach what is asked, wrong ones do not, and it is
 * said why. */
#include <cblas.h>
#include <math.h>
#include <stdlib.h>

#include "graded.h"
#include "training_on_ops.h"
#include "training_symptoms.h"

#define ASSIGNMENT SOURCE_DIR "/harness/tests/assignments/op_trainings.xml"

static void require(bool ok, const error *e)
{
    ck_assert_msg(ok, "%s", e->text);
}

/* A submission in the sandbox, and the last case of a task. */
typedef struct workshop {
    assignment *assignment;
    plan *plan;
    submission *sub;
    op_trainer trainer;
    op_training training;
    error e;
} workshop;

static void workshop_open(workshop *w, const char *file, const char *task)
{
    char path[4096];
    bool grader_fault;
    const plan_filter filter = {.op_name = task, .case_name = ""};
    *w = (workshop){.e = {""}};
    snprintf(path, sizeof path, "%s/%s.so", BUILD_DIR, file);
    require(assignment_open(&w->assignment, GRADE_CASES, ASSIGNMENT, &w->e), &w->e);
    require(plan_make(&w->plan, w->assignment, GRADE_CASES, "a test's seed", &filter, &w->e),
            &w->e);
    const limits *allowed = &w->assignment->limits;
    require(submission_open(&w->sub, path, allowed, &grader_fault, &w->e), &w->e);
    w->trainer.calls = (op_calls){.sub = w->sub, .e = &w->e};
    require(sandbox_open(&w->trainer.calls.box, GRADE_WORKER, w->sub, allowed, &w->e), &w->e);
    const planned_training *planned = &w->plan->trainings[0];
    const training_case *c = planned->cases[planned->case_count - 1].test;
    w->training = training_on_ops(c, &c->jobs[0]);
    w->trainer.calls.seconds_left = w->training.seconds;
}

static void workshop_close(workshop *w)
{
    sandbox_close(w->trainer.calls.box);
    submission_close(w->sub);
    plan_free(w->plan);
    assignment_close(w->assignment);
}

static op_training_result run(workshop *w)
{
    op_training_result r;
    const op_source by = op_calls_source(&w->trainer.calls);
    require(op_training_run(&r, &w->training, &by, NULL, NULL, &w->e), &w->e);
    ck_assert(!w->trainer.calls.broken);
    return r;
}

static const char *const tasks[] = {"line",       "binary-digits", "points",        "digits-relu",
                                    "synth-relu", "regression",    "classification"};

START_TEST(reference_so_passes_as_the_reference)
{
    workshop w;
    op_training_result own;
    workshop_open(&w, "reference", tasks[_i]);
    const op_training_result r = run(&w);
    require(op_training_run(&own, &w.training, &op_source_reference, NULL, NULL, &w.e), &w.e);
    ck_assert_int_eq(r.status, OP_OK);
    ck_assert(r.passed && own.passed);
    ck_assert(!r.trace.departure.found);
    ck_assert_double_eq(r.trace.late_loss, own.trace.late_loss);
    ck_assert_double_eq(r.test.loss, own.test.loss);
    workshop_close(&w);
}
END_TEST

/* Submissions that must fail a task; the functions that are to blame, and what is said. */
static const struct {
    const char *file, *task, *culprit, *symptom, *departure;
} wrong[] = {
    /* What the document reports of ReLU: 54 % right and a loss near ln 2. */
    {"mistakes", "synth-relu", "relu_backward is to blame", "are dead", "step 0 at"},
    {"tests/submissions/negated_backward", "binary-digits", "affine_backward is to blame",
     "no finite number", "step 0 at"},
    {"tests/submissions/zero_backward", "digits-relu", "affine_backward is to blame",
     "the gradient by W1 is zero in every step", "step 0 at"},
    {"tests/submissions/zero_backward", "points", "affine_backward is to blame",
     "the gradient by W1 is zero in every step", "step 0 at"},
    {"tests/submissions/negated_backward", "regression", "linear_backward is to blame", "",
     "step 0 at"},
    {"tests/submissions/no_upstream_backward", "binary-digits", "_backward is to blame", "",
     "step 0 at"},
    {"tests/submissions/slightly_off_backward", "classification", "_backward is to blame", "",
     "step 0 at"},
};

START_TEST(wrong_ops_fail_and_it_is_said_why)
{
    workshop w;
    culprit c;
    char text[256];
    workshop_open(&w, wrong[_i].file, wrong[_i].task);
    const op_training *t = &w.training;
    const op_training_result r = run(&w);
    ck_assert_int_eq(r.status, OP_OK);
    ck_assert(!r.passed);
    training_explain_symptom(text, sizeof text, t, &r);
    ck_assert_msg(strstr(text, wrong[_i].symptom) != NULL, "%s", text);
    training_explain_departure(text, sizeof text, &r.trace.departure);
    ck_assert_msg(strstr(text, wrong[_i].departure) != NULL, "%s", text);
    require(op_training_find_culprit(&c, t, &w.trainer.calls, &w.e), &w.e);
    training_explain_culprit(text, sizeof text, &c);
    ck_assert_msg(strstr(text, wrong[_i].culprit) != NULL, "%s", text);
    workshop_close(&w);
}
END_TEST

START_TEST(the_documents_stagnating_relu_is_one_without_upstream_gradient)
{
    workshop w;
    workshop_open(&w, "mistakes", "synth-relu");
    const op_training_result r = run(&w);
    ck_assert_double_eq_tol(r.test.error, 1 - 0.5409, 0.06);
    ck_assert_double_eq_tol(r.test.loss, 0.691, 0.01);
    workshop_close(&w);
}
END_TEST

START_TEST(missing_ops_end_the_training)
{
    workshop w;
    workshop_open(&w, "submission", "digits-relu");
    const op_training_result r = run(&w);
    ck_assert_int_eq(r.status, OP_NOT_IMPLEMENTED);
    ck_assert(!r.passed);
    ck_assert_str_eq(w.trainer.calls.ended_op->name, "affine");
    ck_assert_int_eq(w.trainer.calls.ended_direction, FORWARD);
    workshop_close(&w);
}
END_TEST

START_TEST(time_is_limited)
{
    workshop w;
    workshop_open(&w, "reference", "line");
    w.trainer.calls.seconds_left = 1e-4;
    const op_training_result r = run(&w);
    ck_assert_int_ne(r.status, OP_OK);
    ck_assert_int_eq(w.trainer.calls.seen.outcome, CALL_TIMED_OUT);
    workshop_close(&w);
}
END_TEST

START_TEST(same_bits_with_one_thread_and_with_two)
{
    op_training_result found[2];
    for (int threads = 1; threads <= 2; threads++) {
        workshop w;
        openblas_set_num_threads(threads);
        workshop_open(&w, "reference", "digits-relu");
        found[threads - 1] = run(&w);
        workshop_close(&w);
    }
    openblas_set_num_threads(1);
    ck_assert_double_eq(found[0].test.loss, found[1].test.loss);
    ck_assert_double_eq(found[0].trace.late_loss, found[1].trace.late_loss);
}
END_TEST

/* --- whole sheets ----------------------------------------------------------------------------- */

START_TEST(the_reference_gets_full_marks_and_the_template_none)
{
    graded g = grade_file(ASSIGNMENT, "", "reference.so");
    ck_assert(score_full(&g.sheet->total));
    release_graded(&g);
    g = grade_file(ASSIGNMENT, "", "submission.so");
    ck_assert_double_eq(g.sheet->total.earned, 0);
    const part *p = &find_item(g.sheet, "points")->parts[PART_THRESHOLD];
    ck_assert_int_eq(p->cases[0].kind, VERDICT_NOT_IMPLEMENTED);
    ck_assert_str_eq(p->cases[0].reason, "affine_forward is not implemented");
    release_graded(&g);
}
END_TEST

START_TEST(the_sheet_names_the_culprit)
{
    graded g = grade_file(ASSIGNMENT, "synth-relu", "mistakes.so");
    const part *p = &find_item(g.sheet, "synth-relu")->parts[PART_THRESHOLD];
    ck_assert_int_eq(p->cases[0].kind, VERDICT_MISSED_THRESHOLD);
    ck_assert_ptr_nonnull(strstr(p->mistake, "relu_backward is to blame: with it alone"));
    ck_assert_ptr_nonnull(strstr(p->mistake, "are dead"));
    /* Hidden: where it leaves the course may be told, but no numbers. */
    ck_assert_ptr_nonnull(strstr(p->cases[0].reason, "course in step 0 at "));
    ck_assert_ptr_null(strstr(p->cases[0].reason, "whose gradient"));
    release_graded(&g);
}
END_TEST

/* Six layers of sigmoids learn nothing when all is right; who does nothing gets no points for it.
 */
START_TEST(sweeps_compare_every_setting_with_the_reference)
{
    graded g = grade_file(ASSIGNMENT, "sweep", "reference.so");
    const part *p = &find_item(g.sheet, "sweep")->parts[PART_SWEEP];
    ck_assert(score_full(&p->score));
    ck_assert_uint_eq(p->count, 4);
    ck_assert_str_eq(p->cases[1].name, "rate-1");
    ck_assert_str_eq(p->cases[2].name, "depth-6");
    ck_assert_str_eq(p->cases[3].name, "width-16");
    for (size_t i = 0; i < p->count; i++) {
        const char *test = strstr(p->cases[i].note, "test error "),
                   *reference = strstr(p->cases[i].note, "the reference ");
        ck_assert(test && reference);
        const double own = strtod(test + strlen("test error "), NULL);
        ck_assert_double_eq_tol(own, strtod(reference + strlen("the reference "), NULL), 2);
        ck_assert(i == 2 ? own > 80 : own < 50);
    }
    release_graded(&g);
    g = grade_file(ASSIGNMENT, "sweep", "tests/submissions/zero_backward.so");
    p = &find_item(g.sheet, "sweep")->parts[PART_SWEEP];
    ck_assert_double_eq(p->score.earned, 0);
    ck_assert_ptr_nonnull(strstr(p->cases[2].reason, "with this setting nothing can be learnt"));
    ck_assert_ptr_nonnull(strstr(p->mistake, "affine_backward is to blame"));
    release_graded(&g);
}
END_TEST

START_TEST(a_crash_is_told_with_its_function)
{
    graded g = grade_file(ASSIGNMENT, "digits-relu", "tests/submissions/crashing_relu.so");
    const part *p = &find_item(g.sheet, "digits-relu")->parts[PART_THRESHOLD];
    ck_assert_int_eq(p->cases[0].kind, VERDICT_CRASHED);
    ck_assert_ptr_eq(strstr(p->cases[0].reason, "relu_backward: "), p->cases[0].reason);
    release_graded(&g);
}
END_TEST

/* --- sentences -------------------------------------------------------------------------------- */

/* A training that went well. */
static op_training_result healthy(void)
{
    op_training_result r = {.trace = {.steps = 100,
                                      .first_loss = 2.3,
                                      .worst_loss = 2.4,
                                      .worst_step = 3,
                                      .late_loss = 0.4},
                            .parameter_count = 2,
                            .parameter_name = {"W", "b"},
                            .test = {0.4, 0.1},
                            .units = 8};
    r.trace.moved[0] = r.trace.moved[1] = true;
    return r;
}

static void check_symptom(const op_training_result *r, const char *wanted)
{
    const op_training t = {.recipe = {.class_count = 10}, .most_error = 0.2, .most_loss = NAN};
    char text[256];
    training_explain_symptom(text, sizeof text, &t, r);
    ck_assert_str_eq(text, wanted);
}

START_TEST(symptoms_in_words)
{
    op_training_result r = healthy();
    check_symptom(&r, "");
    r.trace.late_loss = 2.301;
    check_symptom(&r, "the loss stays at 2.301, near ln 10 = 2.303: all classes are equally "
                      "likely, so nothing is learnt");
    r.dead_units = 5;
    r.dead_layer = 1;
    check_symptom(&r, "5 of 8 units of hidden layer 1 are dead: they give the same value for every "
                      "sample");
    r.trace.moved[1] = false;
    check_symptom(&r, "the gradient by b is zero in every step");
    r.trace.late_loss = 50;
    r.trace.worst_loss = 60;
    check_symptom(&r, "the loss explodes: 2.3 in step 0, 60 in step 3");
    r.trace.worst_loss = NAN;
    check_symptom(&r, "the loss is no finite number from step 3 on");
}
END_TEST

START_TEST(departures_are_found_by_the_size_of_their_tensor)
{
    double large[] = {1e6, -3e6}, small[] = {1e-9}, off[] = {1.5e-9}, near[] = {1e6, -3e6 - 1e-4};
    const size_t two = 2, one = 1;
    tensor A = {1, &two, large}, b = {1, &one, small}, c = {1, &one, off}, D = {1, &two, near};
    const parameters wanted = {2, {&A, &b}}, same = {2, {&D, &b}}, wrong_b = {2, {&D, &c}};
    departure d;
    ck_assert(!departure_find(&d, &wanted, &wanted));
    ck_assert(!departure_find(&d, &same, &wanted));
    ck_assert(departure_find(&d, &wrong_b, &wanted));
    ck_assert_uint_eq(d.parameter, 1);
    ck_assert_double_eq(d.wanted, 1e-9);
    near[0] = NAN;
    ck_assert(departure_find(&d, &wrong_b, &wanted));
    ck_assert_uint_eq(d.parameter, 0);
}
END_TEST

START_TEST(epochs_in_words)
{
    char text[128];
    training_explain_epoch(text, sizeof text, "mlp_relu", 3, 10, 0.5123, 0.142, 0.9);
    ck_assert_str_eq(text, "mlp_relu: epoch 3 of 10, loss 0.512, error 14.2 %, 3 s left");
    training_explain_epoch(text, sizeof text, "line", 10, 10, 0.04, NAN, 4);
    ck_assert_str_eq(text, "line: epoch 10 of 10, loss 0.040, 0 s left");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("op_training");
    TCase *tests = tcase_create("op_training");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, reference_so_passes_as_the_reference, 0,
                        sizeof tasks / sizeof *tasks);
    tcase_add_loop_test(tests, wrong_ops_fail_and_it_is_said_why, 0, sizeof wrong / sizeof *wrong);
    tcase_add_test(tests, the_documents_stagnating_relu_is_one_without_upstream_gradient);
    tcase_add_test(tests, missing_ops_end_the_training);
    tcase_add_test(tests, time_is_limited);
    tcase_add_test(tests, same_bits_with_one_thread_and_with_two);
    tcase_add_test(tests, the_reference_gets_full_marks_and_the_template_none);
    tcase_add_test(tests, the_sheet_names_the_culprit);
    tcase_add_test(tests, sweeps_compare_every_setting_with_the_reference);
    tcase_add_test(tests, a_crash_is_told_with_its_function);
    tcase_add_test(tests, epochs_in_words);
    tcase_add_test(tests, symptoms_in_words);
    tcase_add_test(tests, departures_are_found_by_the_size_of_their_tensor);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
