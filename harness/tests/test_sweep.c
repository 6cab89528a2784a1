/* Sweeps on a submission's ops: what the reference does not learn either costs nothing. */
#include <stdio.h>

#include "data/digits.h"
#include "sweep.h"
#include "testing.h"

static void require(bool ok, const error *e)
{
    ck_assert_msg(ok, "%s", e->text);
}

static const limits test_limits = {.call_seconds = 1,
                                   .wall_factor = 10,
                                   .memory_bytes = 256 << 20,
                                   .printed_bytes = 1 << 16,
                                   .file_bytes = 16 << 20};

/* 300 digits of 6 x 6 pixels. */
static void draw_digits(dataset *sets[2])
{
    error e;
    dataset *large[2];
    require(dataset_digits(&large[0], &large[1], 300, 300, "sweep", &e), &e);
    for (size_t i = 0; i < 2; i++) {
        require(dataset_downscale(&sets[i], large[i], 6, &e), &e);
        dataset_free(large[i]);
    }
}

static sweep sweep_of(const char *training_name)
{
    return (sweep){.t = training_find(training_name),
                   .recipe = {.epochs = 20, .batch_size = 10},
                   .base = {.learning_rate = 0.5, .hidden = 12, .hidden_layers = 1},
                   .rate_count = 3,
                   .rates = {0.1, 0.5, 1},
                   .layer_count = 3,
                   .layers = {2, 4, 6},
                   .width_count = 2,
                   .widths = {4, 16},
                   .seed = "sweep"};
}

static void run(sweep_outcome outcomes[MAX_SWEEP], const sweep *s, const char *file)
{
    char path[4096];
    bool grader_fault;
    submission *sub;
    dataset *sets[2];
    error e;
    op_calls calls = {.seconds_left = 60, .e = &e};
    draw_digits(sets);
    snprintf(path, sizeof path, "%s/%s.so", BUILD_DIR, file);
    require(submission_open(&sub, path, &test_limits, &grader_fault, &e), &e);
    calls.sub = sub;
    require(sandbox_open(&calls.box, GRADE_WORKER, sub, &test_limits, &e), &e);
    require(sweep_run(outcomes, sweep_settings(s, outcomes), s, sets[0], sets[1],
                      sweep_train_on_ops, &calls, NULL, NULL, &e),
            &e);
    sandbox_close(calls.box);
    submission_close(sub);
    dataset_free(sets[0]);
    dataset_free(sets[1]);
}

START_TEST(settings_vary_one_thing_each)
{
    const sweep s = sweep_of("mlp_sigmoid");
    sweep_outcome o[MAX_SWEEP];
    ck_assert_uint_eq(sweep_settings(&s, o), 8);
    ck_assert_str_eq(o[0].name, "rate-0.1");
    ck_assert_double_eq(o[0].setting.learning_rate, 0.1);
    ck_assert_uint_eq(o[0].setting.hidden_layers, 1);
    ck_assert_str_eq(o[5].name, "layers-6");
    ck_assert_double_eq(o[5].setting.learning_rate, 0.5);
    ck_assert_uint_eq(o[5].setting.hidden, 12);
    ck_assert_uint_eq(o[5].setting.hidden_layers, 6);
    ck_assert_str_eq(o[7].name, "width-16");
    ck_assert_uint_eq(o[7].setting.hidden, 16);
}
END_TEST

static void print_outcomes(const char *what, const sweep_outcome o[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        printf("%s %-10s train %.3f test %.3f, the reference %.3f %.3f\n", what, o[i].name,
               o[i].own.train.error, o[i].own.test.error, o[i].reference.train.error,
               o[i].reference.test.error);
    fflush(stdout);
}

/* Six layers of sigmoids let no gradient through: that is right. */
START_TEST(what_cannot_be_learnt_passes)
{
    const sweep s = sweep_of("mlp_sigmoid");
    sweep_outcome o[MAX_SWEEP];
    run(o, &s, "reference");
    print_outcomes("sigmoid", o, 8);
    for (size_t i = 0; i < 8; i++) {
        ck_assert(o[i].passed);
        ck_assert_double_eq_tol(o[i].own.test.error, o[i].reference.test.error, 0.02);
    }
    ck_assert_double_ge(o[5].own.test.error, 0.8);
    ck_assert_double_le(o[2].own.test.error, 0.45);
}
END_TEST

START_TEST(what_could_have_been_learnt_does_not_pass)
{
    sweep s = sweep_of("mlp_relu");
    sweep_outcome o[MAX_SWEEP];
    s.layer_count = s.width_count = 1;
    s.layers[0] = 6;
    run(o, &s, "mistakes");
    print_outcomes("wrong relu", o, 5);
    for (size_t i = 0; i < 5; i++)
        ck_assert(!o[i].passed);
}
END_TEST

START_TEST(missing_ops_pass_nothing)
{
    const sweep s = sweep_of("mlp_tanh");
    sweep_outcome o[MAX_SWEEP];
    run(o, &s, "submission");
    for (size_t i = 0; i < 8; i++)
        ck_assert(!o[i].trained && !o[i].passed);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sweep");
    TCase *tests = tcase_create("sweep");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, settings_vary_one_thing_each);
    tcase_add_test(tests, what_cannot_be_learnt_passes);
    tcase_add_test(tests, what_could_have_been_learnt_does_not_pass);
    tcase_add_test(tests, missing_ops_pass_nothing);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
