/* grade on a machine that behaves badly: it says what is wrong, or it is unaffected. */
#include <sys/resource.h>

#include "cli.h"

START_TEST(too_few_open_files_are_named)
{
    const struct rlimit few = {(rlim_t)_i, (rlim_t)_i};
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &few), 0);
    process_end p = RUN("--op", "relu", REFERENCE);
    assert_fails(&p, "grade needs 64 open files and may have ");
    assert_says(p.err, "ulimit -n");
    process_release(&p);
}
END_TEST

START_TEST(a_low_limit_is_raised_where_it_may_be)
{
    const struct rlimit low = {16, 256};
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &low), 0);
    process_end p = RUN("--op", "relu", REFERENCE);
    assert_quiet(&p, 0);
    process_release(&p);
}
END_TEST

static const struct {
    const char *name, *value;
} harmless[] = {
    {"FAULT_EINTR", "200"},
    {"FAULT_CLOCK", "100000"},
    {"TMPDIR", "/nowhere"},
};

START_TEST(full_marks_stay_full_marks)
{
/* A sanitizer's runtime has to come first and has an allocator of its own. */
#ifndef __SANITIZE_ADDRESS__
    char path[SCRATCH_PATH];
    scratch_path(path, "r.xml");
    setenv("LD_PRELOAD", BUILD_DIR "/tests/faults.so", 1);
    setenv(harmless[_i].name, harmless[_i].value, 1);
    process_end p = RUN("--op", "relu", "--junit", path, REFERENCE);
    unsetenv("LD_PRELOAD");
    assert_quiet(&p, 0);
    assert_says(last_line(p.out), "3.00 of 3.00 points");
    xmlFreeDoc(load_report(path));
    process_release(&p);
#endif
}
END_TEST

int main(void)
{
    say_which_schemas();
    Suite *suite = suite_create("faults");
    TCase *tests = tcase_create("grade");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, too_few_open_files_are_named, 10, 32);
    tcase_add_test(tests, a_low_limit_is_raised_where_it_may_be);
    tcase_add_loop_test(tests, full_marks_stay_full_marks, 0, sizeof harmless / sizeof *harmless);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
