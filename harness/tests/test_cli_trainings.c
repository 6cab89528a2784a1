/* Tests of grade as a program, on trainings: what it lists, replays and reports of them. */
#include "cli.h"

#define ASSIGNMENT SOURCE_DIR "/harness/tests/assignments/trainings.xml"
#define WRONG BUILD_DIR "/tests/submissions/training/L14.so"

static void release(process_end *p)
{
    free(p->out);
    free(p->err);
}

START_TEST(trainings_are_listed)
{
    process_end p = RUN("--list", "-a", ASSIGNMENT);
    assert_quiet(&p, 0);
    assert_lacks(p.out, "ops of");
    assert_says(p.out, "trainings of trainings (points steps + threshold + sweep):\n");
    assert_says(p.out, "W1[D,H] b1[H] W2[H,C] b2[C]");
    release(&p);
}
END_TEST

START_TEST(steps_replay_with_all_parameters)
{
    process_end p = RUN("-a", ASSIGNMENT, "--replay", "sigmoid/weight-decay@s", WRONG);
    assert_quiet(&p, 1);
    assert_says(p.out, "sigmoid/weight-decay: train_mlp_sigmoid");
    assert_says(p.out, "weight_decay = 0.05");
    assert_says(p.out, "\n  given W1[5,4] =");
    assert_says(p.out, "\n  reference b2[3] =");
    assert_says(p.out, "\n  yours b2[3] =");
    assert_says(p.out, "\n  label =");
    assert_says(p.out, "the biases do not decay, but all parameters should");
    release(&p);
}
END_TEST

START_TEST(thresholds_replay_with_every_seed)
{
    process_end p = RUN("-a", ASSIGNMENT, "--replay", "relu/trained@s", REFERENCE);
    assert_quiet(&p, 0);
    assert_says(p.out, "\n  seed 1 of 3\n    untrained  loss ");
    assert_says(p.out, "\n    reference  loss ");
    assert_says(p.out, "\n    yours      loss ");
    assert_says(p.out, "\n  seed 3 of 3\n");
    release(&p);
    p = RUN("-a", ASSIGNMENT, "--replay", "relu/trained@s", TEMPLATE);
    assert_quiet(&p, 1);
    assert_lacks(p.out, "yours");
    release(&p);
}
END_TEST

/* A training in the report is the same one in a replay: the seed says which. */
START_TEST(replays_are_repeatable)
{
    process_end p = RUN("-a", ASSIGNMENT, "--replay", "sigmoid/momentum@s", REFERENCE);
    process_end again = RUN("-a", ASSIGNMENT, "--replay", "sigmoid/momentum@s", REFERENCE);
    process_end other = RUN("-a", ASSIGNMENT, "--replay", "sigmoid/momentum@t", REFERENCE);
    const size_t shown = (size_t)(strstr(p.out, "trainings: ") - p.out);
    ck_assert_int_eq(strncmp(p.out, again.out, shown), 0);
    ck_assert_int_ne(strncmp(p.out, other.out, shown), 0);
    release(&p);
    release(&again);
    release(&other);
}
END_TEST

START_TEST(reports_have_a_group_for_trainings)
{
    char path[SCRATCH_PATH];
    scratch_path(path, "r.xml");
    process_end p = RUN("-a", ASSIGNMENT, "--seed", "s", "--junit", path, WRONG);
    assert_quiet(&p, 1);
    assert_says(p.out, "\n  training");
    assert_says(p.out, "threshold");
    xmlFreeDoc(load_report(path));
    char *text = read_file(path);
    assert_says(text, ".training.sigmoid");
    assert_says(text, "grade.WrongValue");
    assert_says(text, "the biases do not decay");
    free(text);
    release(&p);
}
END_TEST

START_TEST(data_that_is_not_there_is_said_to_be)
{
    process_end p = RUN("-a", ASSIGNMENT, "--data", "/no/such/directory", REFERENCE);
    assert_fails(&p, "/no/such/directory");
    release(&p);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cli_trainings");
    TCase *tests = tcase_create("cli_trainings");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, trainings_are_listed);
    tcase_add_test(tests, steps_replay_with_all_parameters);
    tcase_add_test(tests, thresholds_replay_with_every_seed);
    tcase_add_test(tests, replays_are_repeatable);
    tcase_add_test(tests, reports_have_a_group_for_trainings);
    tcase_add_test(tests, data_that_is_not_there_is_said_to_be);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
