/* grade on a machine that behaves badly: it says what is wrong, or it is unaffected. */
#include <grp.h>
#include <sys/resource.h>

#include "cli.h"

enum { ORDINARY_USER = 54321 };

static unsigned stride = 211; /* of the allocations that fail */

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

static const struct {
    __rlimit_resource_t resource;
    rlim_t most;
    const char *said;
} too_little[] = {
    {RLIMIT_STACK, 100 << 10,
     "grade needs 8388608 bytes of stack and may have 102400; see ulimit -s"},
    {RLIMIT_STACK, 7 << 20, "may have 7340032; see ulimit -s"},
    {RLIMIT_DATA, 200 << 20, "private memory is limited to 209715200 bytes"},
};

/* A submission that uses what it was promised would lose its marks. */
START_TEST(what_submissions_may_have_is_there_or_asked_for)
{
    struct rlimit few;
    ck_assert_int_eq(getrlimit(too_little[_i].resource, &few), 0);
    few.rlim_cur = too_little[_i].most;
    ck_assert_int_eq(setrlimit(too_little[_i].resource, &few), 0);
    process_end p = RUN("--op", "relu", REFERENCE);
    assert_quiet(&p, 0);
    process_release(&p);
    few.rlim_max = few.rlim_cur;
    ck_assert_int_eq(setrlimit(too_little[_i].resource, &few), 0);
    p = RUN("--op", "relu", REFERENCE);
    assert_fails(&p, too_little[_i].said);
    process_release(&p);
}
END_TEST

/* Spends the CPU time of most of a call in each. */
static void build_spender(char path[SCRATCH_PATH])
{
    static const char source[] =
        "#include <time.h>\n#include \"contract.h\"\n"
        "op_status relu_forward(const tensor *const in[], const attributes *a, tensor *out) {\n"
        "  const clock_t start = clock();\n"
        "  while (clock() - start < CLOCKS_PER_SEC * 4 / 10) continue;\n"
        "  for (size_t i = 0; i < element_count(out); i++)\n"
        "    out->data[i] = in[0]->data[i] > 0 ? in[0]->data[i] : 0;\n"
        "  return OP_OK; }\n";
    char file[SCRATCH_PATH], command[3000];
    scratch_write(file, directory, "spender.c", source, sizeof source - 1);
    scratch_path(path, "spender.so");
    snprintf(command, sizeof command, "cc -w -shared -fPIC -I'%s/../student_template' -o '%s' '%s'",
             GRADE_CASES, path, file);
    run_shell(command);
}

/* The kernel kills who has used up its CPU time: no worker may come that far. */
START_TEST(little_cpu_time_costs_no_mark)
{
    static const char brief[] = "<assignment name=\"brief\" title=\"Brief\">\n"
                                "<limits call-seconds=\"0.5\"/>\n"
                                "<op name=\"relu\" forward=\"1\"/>\n</assignment>\n";
    char spender[SCRATCH_PATH], assignment[SCRATCH_PATH];
    struct rlimit few = {3, 3};
    build_spender(spender);
    scratch_write(assignment, directory, "brief.xml", brief, sizeof brief - 1);
    ck_assert_int_eq(setrlimit(RLIMIT_CPU, &few), 0);
    process_end p = RUN("-a", assignment, spender);
    assert_quiet(&p, 0);
    process_release(&p);
    few = (struct rlimit){1, 1};
    ck_assert_int_eq(setrlimit(RLIMIT_CPU, &few), 0);
    p = RUN("-a", assignment, spender);
    assert_fails(&p, "more than the system lets a process have; see ulimit -t");
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
    {"LANG", "nowhere.UTF-8"},
};

static process_end run_with_faults(const char *report)
{
    setenv("LD_PRELOAD", BUILD_DIR "/tests/faults.so", 1);
    process_end p = RUN("--seed", "s", "--op", "relu", "--junit", report, REFERENCE);
    unsetenv("LD_PRELOAD");
    return p;
}

static unsigned long count_allocations(const char *report)
{
    char path[SCRATCH_PATH];
    scratch_path(path, "count");
    setenv("FAULT_COUNT", path, 1);
    process_end p = run_with_faults(report);
    unsetenv("FAULT_COUNT");
    process_release(&p);
    char *text = read_file(path);
    const unsigned long count = strtoul(text, NULL, 10);
    free(text);
    ck_assert_uint_gt(count, 1000);
    return count;
}

START_TEST(full_marks_stay_full_marks)
{
    char path[SCRATCH_PATH];
    scratch_path(path, "r.xml");
    setenv(harmless[_i].name, harmless[_i].value, 1);
    process_end p = run_with_faults(path);
    assert_quiet(&p, 0);
    assert_says(last_line(p.out), "3.00 of 3.00 points");
    xmlFreeDoc(load_report(path));
    process_release(&p);
}
END_TEST

/* Whichever allocation fails: the whole mark in a whole report, or an error and the old report. */
START_TEST(no_allocation_that_fails_costs_a_mark)
{
    char path[SCRATCH_PATH], number[24], *old;
    scratch_path(path, "r.xml");
    const unsigned long count = count_allocations(path);
    for (unsigned long n = 1; n <= count; n += stride) {
        scratch_write(path, directory, "r.xml", "old", 3);
        snprintf(number, sizeof number, "%lu", n);
        setenv("FAULT_MALLOC", number, 1);
        process_end p = run_with_faults(path);
        old = read_file(path);
        if (p.status == 2) {
            assert_fails(&p, "");
            ck_assert_msg(strcmp(old, "old") == 0, "allocation %lu: the old report is gone", n);
        } else {
            ck_assert_msg(p.status == 0, "allocation %lu: status %d\n%s%s", n, p.status, p.out,
                          p.err);
            assert_says(last_line(p.out), "3.00 of 3.00 points");
            xmlFreeDoc(load_report(path));
        }
        free(old);
        process_release(&p);
    }
}
END_TEST

/* Where grade fails at the second of two, the first has its marks in a report that says so. */
START_TEST(a_fault_costs_the_others_nothing)
{
    char path[SCRATCH_PATH], number[24];
    int partial = 0;
    scratch_path(path, "r.xml");
    const unsigned long one = count_allocations(path);
    setenv("LD_PRELOAD", BUILD_DIR "/tests/faults.so", 1);
    for (unsigned long n = one - 200; n < one + 200; n += 10) {
        scratch_write(path, directory, "r.xml", "old", 3);
        snprintf(number, sizeof number, "%lu", n);
        setenv("FAULT_MALLOC", number, 1);
        process_end p = RUN("--seed", "s", "--op", "relu", "--junit", path, REFERENCE, REFERENCE);
        char *text = read_file(path);
        if (p.status == 2 && strcmp(text, "old") != 0) {
            partial++;
            assert_fails(&p, "reference-2: ");
            assert_says(p.out, "reference: 3.00 of 3.00 points");
            assert_says(p.out, "reference-2: 0.00 of 3.00 points");
            assert_says(text, "<skipped message=\"not graded: ");
            assert_says(text, "name=\"grade.incomplete\"");
            xmlFreeDoc(load_report(path));
        }
        free(text);
        process_release(&p);
    }
    ck_assert_int_ge(partial, 3);
}
END_TEST

/* Becomes an ordinary user until be_root_again; false where this one is. */
static bool be_ordinary(void)
{
    return geteuid() == 0 && setgroups(0, NULL) == 0 &&
           setresgid(ORDINARY_USER, ORDINARY_USER, -1U) == 0 &&
           setresuid(ORDINARY_USER, ORDINARY_USER, 0) == 0;
}

static void be_root_again(void)
{
    ck_assert_int_eq(setresuid(0, 0, 0), 0);
}

/* fork fails: room for this process and grade, and then for one more at a time. */
START_TEST(too_few_processes_are_an_error)
{
    bool enough = false;
    if (geteuid() != 0)
        return; /* root makes the user that has no other process */
    for (rlim_t allowed = 2; allowed < 10 && !enough; allowed++) {
        const struct rlimit few = {allowed, 16};
        ck_assert_int_eq(setrlimit(RLIMIT_NPROC, &few), 0);
        ck_assert(be_ordinary());
        process_end p = RUN("--op", "relu", REFERENCE);
        be_root_again();
        enough = p.status == 0;
        ck_assert(allowed > 2 || !enough);
        if (enough)
            assert_says(last_line(p.out), "3.00 of 3.00 points");
        else
            assert_fails(&p, "");
        process_release(&p);
    }
    ck_assert(enough);
}
END_TEST

START_TEST(a_report_that_may_not_be_written_is_an_error)
{
    char path[SCRATCH_PATH];
    if (geteuid() != 0)
        return; /* root makes the directory that is not one's own */
    scratch_write(path, directory, "r.xml", "old", 3);
    ck_assert_int_eq(chmod(directory, 0755), 0);
    ck_assert(be_ordinary());
    process_end p = RUN("--op", "relu", "--junit", path, REFERENCE);
    be_root_again();
    assert_fails(&p, "r.xml: cannot write beside it: Permission denied");
    ck_assert_str_eq(p.out, ""); /* it is known before anything is graded */
    char *text = read_file(path);
    ck_assert_str_eq(text, "old");
    free(text);
    process_release(&p);
}
END_TEST

/* With less and less address space: all of the marks, or an error. */
START_TEST(little_address_space_is_an_error)
{
    int graded = 0, refused = 0;
    for (rlim_t mebibytes = 4096; mebibytes >= 512; mebibytes -= mebibytes / 4) {
        const struct rlimit few = {mebibytes << 20, 8UL << 30};
        ck_assert_int_eq(setrlimit(RLIMIT_AS, &few), 0);
        process_end p = RUN("--op", "relu", REFERENCE);
        if (p.status == 0)
            assert_says(last_line(p.out), "3.00 of 3.00 points");
        else
            assert_fails(&p, "");
        *(p.status == 0 ? &graded : &refused) += 1;
        process_release(&p);
    }
    ck_assert(graded > 0 && refused > 0);
}
END_TEST

/* As some programs leave it to their children: then nobody learns how a child has ended. */
START_TEST(ignored_children_are_waited_for)
{
    char out[SCRATCH_PATH], err[SCRATCH_PATH];
    const char *const arguments[] = {GRADE, "--op", "relu",
                                     BUILD_DIR "/tests/submissions/crashing_relu.so", NULL};
    scratch_path(out, "out");
    scratch_path(err, "err");
    signal(SIGCHLD, SIG_IGN);
    pid_t grade = process_start(arguments, out, err);
    signal(SIGCHLD, SIG_DFL);
    ck_assert_int_eq(process_await(grade), 1);
    char *text = read_file(out);
    assert_says(text, "SIGSEGV");
    free(text);
}
END_TEST

/* There is a locale with a decimal comma where localedef can make it. */
START_TEST(a_decimal_comma_changes_nothing)
{
    char command[2 * SCRATCH_PATH], path[SCRATCH_PATH];
    scratch_path(path, "r.xml");
    snprintf(command, sizeof command, "localedef -i de_DE -f UTF-8 '%s/de_DE.UTF-8' 2>/dev/null",
             directory);
    if (system(command) != 0) {
        printf("skipped: localedef makes no locale with a decimal comma here\n");
        return;
    }
    setenv("LOCPATH", directory, 1);
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    process_end p = RUN("--op", "relu", "--junit", path, REFERENCE);
    assert_quiet(&p, 0);
    assert_says(last_line(p.out), "3.00 of 3.00 points (100.0 %)");
    xmlFreeDoc(load_report(path));
    process_release(&p);
}
END_TEST

START_TEST(closed_descriptors_change_nothing)
{
    char command[3 * SCRATCH_PATH], path[SCRATCH_PATH];
    scratch_path(path, "r.xml");
    for (int mask = 1; mask < 8; mask++) {
        snprintf(command, sizeof command, "'%s' --op relu --junit '%s' '%s'%s%s%s; test $? -eq %d",
                 GRADE, path, REFERENCE, mask & 1 ? " <&-" : "", mask & 2 ? " >&-" : " >/dev/null",
                 mask & 4 ? " 2>&-" : " 2>/dev/null", mask & 2 ? 2 : 0);
        run_shell(command);
        xmlFreeDoc(load_report(path));
        ck_assert_int_eq(remove(path), 0);
    }
}
END_TEST

int main(int argc, char **argv)
{
    if (argc > 1)
        stride = (unsigned)atoi(argv[1]);
    say_which_schemas();
    Suite *suite = suite_create("faults");
    TCase *tests = tcase_create("grade");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 900);
    tcase_add_loop_test(tests, too_few_open_files_are_named, 10, 32);
    tcase_add_loop_test(tests, what_submissions_may_have_is_there_or_asked_for, 0,
                        sizeof too_little / sizeof *too_little);
    tcase_add_test(tests, little_cpu_time_costs_no_mark);
    tcase_add_test(tests, a_low_limit_is_raised_where_it_may_be);
    tcase_add_loop_test(tests, full_marks_stay_full_marks, 0, sizeof harmless / sizeof *harmless);
    tcase_add_test(tests, no_allocation_that_fails_costs_a_mark);
    tcase_add_test(tests, a_fault_costs_the_others_nothing);
    tcase_add_test(tests, little_address_space_is_an_error);
    tcase_add_test(tests, too_few_processes_are_an_error);
    tcase_add_test(tests, a_report_that_may_not_be_written_is_an_error);
    tcase_add_test(tests, ignored_children_are_waited_for);
    tcase_add_test(tests, a_decimal_comma_changes_nothing);
    tcase_add_test(tests, closed_descriptors_change_nothing);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
