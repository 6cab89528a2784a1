/* grade as a process: help, lists, and what it says when it cannot grade. */
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "cli.h"
#include "contract.h"

START_TEST(help_and_version)
{
    process_end p = RUN("--help");
    assert_quiet(&p, 0);
    assert_says(p.out, "Usage: grade ");
    assert_says(p.out, "Exit status: 0 full marks");
    process_release(&p);
    p = RUN("--version");
    assert_quiet(&p, 0);
    ck_assert_str_eq(p.out, "grade " GRADE_VERSION "\n");
    process_release(&p);
}
END_TEST

START_TEST(the_list_has_assignments_and_ops)
{
    static const char *const names[] = {"all", "edf1", "edf2", "fr", "hw1", "vug"};
    process_end p = RUN("--list");
    assert_quiet(&p, 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char line[32];
        snprintf(line, sizeof line, "\n  %-8s ", names[i]);
        assert_says(p.out, line);
    }
    assert_says(p.out, "\nops of all ");
    for (const char *line = p.out; *line; line += strcspn(line, "\n") + 1)
        ck_assert_uint_le(strcspn(line, "\n"), 80);
#define LISTED(op, signature, attributes, formula)                                                 \
    assert_says(p.out, "\n  " #op " ");                                                            \
    assert_says(p.out, formula "\n");
    OPS(LISTED)
#undef LISTED
    process_release(&p);
    p = RUN("--list", "-a", "fr");
    assert_quiet(&p, 0);
    assert_says(p.out, "\nops of fr ");
    assert_lacks(p.out, "softmax");
    process_release(&p);
}
END_TEST

START_TEST(a_bad_assignment_hides_no_other)
{
    char cases[SCRATCH_PATH], file[SCRATCH_PATH], command[3000];
    scratch_path(cases, "cases");
    snprintf(command, sizeof command, "cp -r '%s' '%s' && chmod u+w '%s'", GRADE_CASES, cases,
             cases);
    run_shell(command);
    scratch_write(file, directory, "cases/bad.xml", "<assignment", 11);
    scratch_write(file, directory, "cases/empty.xml", "", 0);
    process_end p = RUN("--list", "--cases", cases);
    assert_fails(&p, "cases/bad.xml:1: ");
    assert_says(p.out, "\n  edf2 ");
    assert_says(p.out, "\n  vug ");
    assert_says(p.out, "\nops of all ");
    process_release(&p);
}
END_TEST

static const struct {
    const char *arguments[4], *said;
} refused[] = {
    {{NULL}, "no submission to grade"},
    {{"--bogus", REFERENCE}, "unknown option --bogus"},
    {{"--op", "nope", REFERENCE}, "has no case of op nope; see grade --list"},
    {{"--case", "nope", REFERENCE}, "has no case nope"},
    {{"--case", "relu/nope", REFERENCE}, "has no case nope of op relu"},
    {{"--replay", "relu/nope", REFERENCE}, "has no case nope of op relu"},
    {{"-a", "nope", REFERENCE}, "nope.xml: No such file"},
    {{"-a", "./nope.xml", REFERENCE}, "./nope.xml: No such file"},
    {{"-a", "../nope", REFERENCE}, "../nope: "},
    {{"--cases", "/nowhere", REFERENCE}, "/nowhere: No such file or directory; --cases DIR"},
    {{"--cases", "/dev/null", REFERENCE}, "/dev/null: "},
    {{"--cases", "/", REFERENCE}, "assignment.xsd"},
    {{"--worker", "/nowhere", REFERENCE}, "/nowhere: No such file or directory; --worker FILE"},
    {{"--worker", "/dev/null", REFERENCE}, "/dev/null: "},
    {{"--worker", "/bin/true", REFERENCE}, ""},
    {{"--worker", "/bin", REFERENCE}, "/bin: cannot be run"},
    {{"--seed-file", "/nowhere", REFERENCE}, "/nowhere: No such file"},
    {{"--data", "/nowhere", REFERENCE}, "/nowhere: No such file or directory; --data DIR"},
    {{"--data", "/dev/null", REFERENCE}, "/dev/null: not a folder, which --data wants"},
    {{"--op", "rellu", REFERENCE}, "no case of op rellu; see grade --list; is relu meant?"},
    {{"--op", "\xff\n\x1b", REFERENCE}, "no case of op #xFF #x1B; see grade --list"},
    {{"--case", "relu/../x", REFERENCE}, "no case ../x of op relu"},
    {{"--public", "--case", "relu/vector", REFERENCE}, "no public case vector of op relu"},
    {{"-a", "=hw1", REFERENCE}, "=hw1.xml: No such file"},
    {{"--list", "-a", "nope"}, "nope.xml: No such file"},
};

START_TEST(what_is_wrong_goes_to_standard_error)
{
    const char *const *a = refused[_i].arguments;
    process_end p = process_run((const char *const[]){GRADE, a[0], a[1], a[2], a[3], NULL});
    assert_fails(&p, refused[_i].said);
    process_release(&p);
}
END_TEST

START_TEST(nothing_is_printed_before_an_error)
{
    process_end p = RUN("-a", "nope", REFERENCE);
    ck_assert_str_eq(p.out, "");
    process_release(&p);
}
END_TEST

START_TEST(output_that_is_lost_is_an_error)
{
    static const char *const commands[][4] = {
        {"--op", "relu", REFERENCE}, {"--help"}, {"--version"}, {"--list"}};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const char *const *c = commands[i];
        const char *const arguments[] = {GRADE, c[0], c[1], c[2], NULL};
        process_end p = process_run_to(CLOSED, arguments);
        assert_fails(&p, "standard output: cannot write");
        process_release(&p);
        int full = open("/dev/full", O_WRONLY);
        ck_assert_int_ge(full, 0);
        p = process_run_to(full, arguments);
        assert_fails(&p, "standard output: cannot write: No space left on device");
        process_release(&p);
        close(full);
    }
}
END_TEST

START_TEST(a_reader_that_goes_away_costs_no_junit)
{
    int ends[2];
    char path[SCRATCH_PATH];
    scratch_path(path, "r.xml");
    ck_assert_int_eq(pipe(ends), 0);
    close(ends[0]);
    const char *const arguments[] = {GRADE, "--op", "relu", "--junit", path, REFERENCE, NULL};
    process_end p = process_run_to(ends[1], arguments);
    assert_fails(&p, "Broken pipe");
    xmlFreeDoc(load_report(path));
    process_release(&p);
    close(ends[1]);
}
END_TEST

START_TEST(odd_names_do_no_harm_in_errors)
{
    process_end p = RUN("--cases", "/nowhere/\x1b[31m\n\xff", REFERENCE);
    assert_fails(&p, "/nowhere/#x1B[31m #xFF");
    assert_plain(p.err);
    process_release(&p);
}
END_TEST

START_TEST(a_report_that_cannot_be_written_is_an_error)
{
    char path[SCRATCH_PATH];
    scratch_path(path, "nowhere/r.xml");
    process_end p = RUN("--op", "relu", "--junit", path, REFERENCE);
    assert_fails(&p, path);
    ck_assert_msg(*p.out == '\0', "known before anything is graded: %s", p.out);
    process_release(&p);
    p = RUN("--op", "relu", "--junit", "/dev/full", REFERENCE);
    assert_fails(&p, "/dev/full: cannot write: No space left");
    assert_says(last_line(p.out), "reference: 3.00 of 3.00");
    process_release(&p);
}
END_TEST

/* What a report is written to must not be what is read: not by another name either. */
START_TEST(a_report_takes_the_place_of_no_input)
{
    char submission[SCRATCH_PATH], other[SCRATCH_PATH], seed[SCRATCH_PATH], command[3000];
    copy_file(submission, REFERENCE, "a.so");
    scratch_path(other, "b.xml");
    scratch_write(seed, directory, "seed", "5eed\n", 5);
    static const char *const links[] = {"ln -s", "ln"};
    for (size_t i = 0; i < 3; i++) {
        const char *report = i ? other : submission;
        if (i) {
            snprintf(command, sizeof command, "%s -f '%s' '%s'", links[i - 1], submission, other);
            run_shell(command);
        }
        process_end p = RUN("--op", "relu", "--junit", report, submission);
        assert_fails(&p, "this file is to be read, not written; name another");
        process_release(&p);
    }
    process_end p = RUN("--op", "relu", "--junit", seed, "--seed-file", seed, submission);
    assert_fails(&p, "this file is to be read");
    process_release(&p);
    p = RUN("--op", "relu", submission);
    assert_quiet(&p, 0);
    process_release(&p);
}
END_TEST

/* A mistyped path to all submissions is no reason to lose the marks of the last run. */
START_TEST(a_report_of_nothing_takes_no_place)
{
    char report[SCRATCH_PATH];
    scratch_write(report, directory, "r.xml", "old", 3);
    process_end p = RUN("--op", "relu", "--junit", report, "/nowhere/a.so", directory);
    assert_fails(&p, "/nowhere/a.so: cannot be opened: No such file");
    process_release(&p);
    char *kept = read_file(report);
    ck_assert_str_eq(kept, "old");
    free(kept);
    p = RUN("--op", "relu", "--junit", report, "/nowhere/a.so", REFERENCE);
    assert_fails(&p, "/nowhere/a.so");
    xmlFreeDoc(load_report(report));
    process_release(&p);
}
END_TEST

START_TEST(a_pipe_with_nobody_at_its_end_is_not_waited_for)
{
    char pipe[SCRATCH_PATH];
    scratch_path(pipe, "pipe");
    ck_assert_int_eq(mkfifo(pipe, 0600), 0);
    process_end p = RUN("--op", "relu", "--junit", pipe, REFERENCE);
    assert_fails(&p, "pipe: cannot write: ");
    process_release(&p);
    p = RUN("--op", "relu", "--seed-file", pipe, REFERENCE);
    assert_fails(&p, "pipe: nothing to read");
    process_release(&p);
}
END_TEST

/* However long a name is, there is room for what is wrong with it. */
START_TEST(long_names_leave_room)
{
    static const char *const options[] = {"--op",        "--case", "--assignment", "--cases",
                                          "--seed-file", "--data", "--worker",     "--replay"};
    static const char *const said[] = {"; see grade --help", "; see grade --list", "too long",
                                       "--seed-file wants",  "is no case",         "name the op"};
    char name[4001], *const longs[] = {name + 3000, name};
    memset(name, 'x', 4000);
    name[4000] = '\0';
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        for (size_t k = 0; k < 2; k++) {
            process_end p = RUN(options[i], longs[k], REFERENCE);
            bool found = false;
            for (size_t n = 0; n < sizeof said / sizeof *said; n++)
                found = found || strstr(p.err, said[n]);
            ck_assert_msg(found, "%s: %s", options[i], p.err);
            assert_fails(&p, "");
            process_release(&p);
        }
}
END_TEST

START_TEST(files_that_may_not_grow_are_an_error)
{
    const struct rlimit small = {100000, RLIM_INFINITY};
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    process_end p = RUN("--op", "relu", REFERENCE);
    assert_fails(&p, "cannot be copied: File too large");
    process_release(&p);
}
END_TEST

/* Some of these limits leave room to start and none to multiply matrices. AddressSanitizer needs
 * more than any of them. */
START_TEST(too_little_memory_is_an_error)
{
#ifndef TEST_SANITIZED
    static const rlim_t mebibytes[] = {90, 120, 160, 200, 400, 1200};
    const struct rlimit limit = {mebibytes[_i] << 20, RLIM_INFINITY};
    ck_assert_int_eq(setrlimit(RLIMIT_AS, &limit), 0);
    process_end p = RUN("--op", "matmul", REFERENCE);
    assert_fails(&p, "grade needs 2 GiB of address space");
    process_release(&p);
#endif
}
END_TEST

/* Wherever grade is killed, its workers go with it. What is left of them becomes a child of this
 * process, which waits for all. */
START_TEST(a_killed_grade_leaves_nobody_behind)
{
    enum { KILLS = 40, LONGEST_MICROSECONDS = 60000 };
    ck_assert_int_eq(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), 0);
    for (unsigned i = 0; i < KILLS; i++) {
        pid_t grade = fork();
        if (grade == 0) {
            if (freopen("/dev/null", "w", stdout))
                execl(GRADE, GRADE, "--op", "relu", REFERENCE, (char *)NULL);
            _exit(127);
        }
        ck_assert_int_gt(grade, 1);
        usleep(LONGEST_MICROSECONDS / KILLS * i);
        kill(grade, SIGKILL);
        while (waitpid(-1, NULL, 0) > 0)
            continue;
        ck_assert_int_eq(errno, ECHILD);
    }
}
END_TEST

/* A copy of the case files with a mistake in one of them; what is said of it, and where. */
static const struct {
    const char *file, *text, *said;
} bad_cases[] = {
    {"ops/relu.xml", "<cases op=\"relu\">\n<case id=\"a\">\n</cases>\n", "ops/relu.xml:3: "},
    {"ops/relu.xml", "<cases op=\"relu\">\n\n<bogus/>\n</cases>\n", "ops/relu.xml:3: "},
    {"ops/relu.xml", "<cases op=\"elu\">\n<case id=\"a\" shape=\"2\"/>\n</cases>\n",
     "ops/relu.xml:"},
    {"ops/relu.xml", "", "ops/relu.xml: "},
    {"ops/relu.xml", NULL, "ops/relu.xml: No such file"},
    {"own.xml",
     "<assignment name=\"own\" title=\"x\">\n<op name=\"nope\" forward=\"1\"/>\n</assignment>\n",
     "own.xml:2: "},
    {"own.xml",
     "<assignment name=\"own\" title=\"x\">\n<op name=\"relu\" forward=\"-1\"/>\n</assignment>\n",
     "own.xml:2: "},
    {"cases.xsd", "<nothing/>\n", "cases.xsd"},
    {"assignment.xsd", NULL, "assignment.xsd"},
};

START_TEST(a_bad_case_file_is_named_and_costs_no_report)
{
    static const char own[] = "<assignment name=\"own\" title=\"Own\">\n"
                              "<op name=\"relu\" forward=\"1\" backward=\"2\"/>\n</assignment>\n";
    char cases[SCRATCH_PATH], file[SCRATCH_PATH], name[64], path[SCRATCH_PATH], command[3000];
    scratch_path(cases, "cases");
    scratch_path(path, "r.xml");
    snprintf(command, sizeof command, "cp -r '%s' '%s' && chmod -R u+w '%s'", GRADE_CASES, cases,
             cases);
    run_shell(command);
    scratch_write(file, directory, "cases/own.xml", own, strlen(own));
    process_end p = RUN("--cases", cases, "-a", "own", "--junit", path, REFERENCE);
    assert_quiet(&p, 0);
    process_release(&p);
    char *good = read_file(path);

    snprintf(name, sizeof name, "cases/%s", bad_cases[_i].file);
    scratch_path(file, name);
    remove(file);
    if (bad_cases[_i].text)
        scratch_write(file, directory, name, bad_cases[_i].text, strlen(bad_cases[_i].text));
    p = RUN("--cases", cases, "-a", "own", "--junit", path, REFERENCE);
    assert_fails(&p, bad_cases[_i].said);
    ck_assert_str_eq(p.out, "");
    process_release(&p);
    char *kept = read_file(path);
    ck_assert_str_eq(kept, good);
    free(good);
    free(kept);
}
END_TEST

/* Nor of the assignment, the schemas, or the worker; a new file beside them harms nobody. */
START_TEST(a_report_takes_the_place_of_no_case)
{
    static const char *const read[] = {"cases/ops/relu.xml", "cases/functions/blur.xml",
                                       "cases/edf2.xml",     "cases/cases.xsd",
                                       "cases/../worker",    "cases/link"};
    char cases[SCRATCH_PATH], worker[SCRATCH_PATH], report[SCRATCH_PATH], command[3000];
    scratch_path(cases, "cases");
    scratch_path(worker, "worker");
    snprintf(command, sizeof command,
             "cp -r '%s' '%s' && chmod -R u+w '%s' && cp '%s' '%s' && ln -s ops/relu.xml '%s/link'",
             GRADE_CASES, cases, cases, GRADE_WORKER, worker, cases);
    run_shell(command);
    for (size_t i = 0; i < sizeof read / sizeof *read; i++) {
        scratch_path(report, read[i]);
        process_end p = RUN("--cases", cases, "-a", "edf2", "--op", "relu", "--worker", worker,
                            "--junit", report, REFERENCE);
        assert_fails(&p, "this file is to be read, not written; name another");
        ck_assert_str_eq(p.out, "");
        process_release(&p);
    }
    scratch_path(report, "cases/new.xml");
    for (int i = 0; i < 2; i++) {
        process_end p = RUN("--cases", cases, "-a", "edf2", "--op", "relu", "--worker", worker,
                            "--junit", report, REFERENCE);
        assert_quiet(&p, 0);
        process_release(&p);
    }
}
END_TEST

int main(void)
{
    say_which_schemas();
    Suite *suite = suite_create("cli_errors");
    TCase *tests = tcase_create("grade");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, help_and_version);
    tcase_add_test(tests, the_list_has_assignments_and_ops);
    tcase_add_test(tests, a_bad_assignment_hides_no_other);
    tcase_add_loop_test(tests, what_is_wrong_goes_to_standard_error, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(tests, nothing_is_printed_before_an_error);
    tcase_add_test(tests, output_that_is_lost_is_an_error);
    tcase_add_test(tests, a_reader_that_goes_away_costs_no_junit);
    tcase_add_test(tests, odd_names_do_no_harm_in_errors);
    tcase_add_test(tests, a_report_that_cannot_be_written_is_an_error);
    tcase_add_test(tests, a_report_takes_the_place_of_no_input);
    tcase_add_test(tests, a_report_of_nothing_takes_no_place);
    tcase_add_test(tests, a_report_takes_the_place_of_no_case);
    tcase_add_test(tests, a_pipe_with_nobody_at_its_end_is_not_waited_for);
    tcase_add_test(tests, long_names_leave_room);
    tcase_add_test(tests, files_that_may_not_grow_are_an_error);
    tcase_add_loop_test(tests, too_little_memory_is_an_error, 0, 6);
    tcase_add_test(tests, a_killed_grade_leaves_nobody_behind);
    tcase_add_loop_test(tests, a_bad_case_file_is_named_and_costs_no_report, 0,
                        sizeof bad_cases / sizeof *bad_cases);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
