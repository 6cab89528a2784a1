/* grade stopped from outside, at any moment: what its reports say then, and what it leaves. */
#include <dirent.h>
#include <sys/prctl.h>

#include "cli.h"

static const struct {
    int number;
    const char *said;
} signals[] = {
    {SIGHUP, "grade: interrupted by SIGHUP\n"},
    {SIGINT, "grade: interrupted by SIGINT\n"},
    {SIGTERM, "grade: interrupted by SIGTERM\n"},
};

enum { MOMENTS = 24, KILLS = 200, LOOPS = 4 };

static char report[SCRATCH_PATH], said[SCRATCH_PATH], shown[SCRATCH_PATH];

static void set_up_class(void)
{
    set_up();
    scratch_path(report, "r.xml");
    scratch_path(said, "said");
    scratch_path(shown, "shown");
    /* What is left of a killed grade becomes a child of this process. */
    ck_assert_int_eq(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), 0);
}

static pid_t start_grade(const char *const arguments[])
{
    return process_start(arguments, shown, said);
}

static pid_t start_class(void)
{
    const char *const arguments[] = {GRADE,  "-a",      "fr",     "--seed",  "s", "--junit",
                                     report, REFERENCE, TEMPLATE, REFERENCE, NULL};
    return start_grade(arguments);
}

/* No worker, whole or as a zombie. */
static void assert_nobody_is_left(void)
{
    while (waitpid(-1, NULL, 0) > 0)
        continue;
    ck_assert_int_eq(errno, ECHILD);
}

static size_t count_of(const char *text, const char *word)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, word)); at++)
        count++;
    return count;
}

/* Files whose names begin so. */
static int count_files(const char *prefix)
{
    int count = 0;
    DIR *d = opendir(directory);
    ck_assert_ptr_nonnull(d);
    for (struct dirent *entry; (entry = readdir(d));)
        count += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
    closedir(d);
    return count;
}

/* A report of the whole class, some of which may be missing and then says so. */
static void assert_class_report(size_t all_suites, bool whole)
{
    xmlFreeDoc(load_report(report)); /* valid */
    char *text = read_file(report);
    ck_assert_uint_eq(count_of(text, "<testsuite "), all_suites);
    size_t suites_of_stopped = count_of(text, "name=\"grade.incomplete\" value=\"interrupted\"");
    ck_assert_int_eq(suites_of_stopped == 0, whole);
    ck_assert_int_eq(count_of(text, "<skipped message=\"not graded: interrupted\"") == 0, whole);
    free(text);
}

static double class_seconds(size_t *suites)
{
    double start = seconds_now();
    ck_assert_int_eq(process_await(start_class()), 1);
    char *text = read_file(report);
    *suites = count_of(text, "<testsuite ");
    free(text);
    return seconds_now() - start;
}

START_TEST(a_signal_leaves_a_report_of_what_is_known)
{
    size_t all_suites, reports = 0;
    const double longest = class_seconds(&all_suites);
    /* Where the machine's speed changes, many moments come before or after all grading. */
    for (int i = 0; i < MOMENTS || (reports < MOMENTS / 2 && i < 8 * MOMENTS); i++) {
        scratch_write(report, directory, "r.xml", "old", 3);
        pid_t grade = start_class();
        sleep_seconds(longest * (i % MOMENTS + 0.5) / MOMENTS);
        kill(grade, signals[_i].number);
        const int status = process_await(grade);
        char *errors = read_file(said), *now_there = read_file(report);
        assert_nobody_is_left();
        if (status == 2 && strcmp(now_there, "old") != 0) {
            reports++;
            ck_assert_str_eq(errors, signals[_i].said);
            assert_class_report(all_suites, false);
        } else if (status == 2) {
            ck_assert_str_eq(
                errors, "grade: interrupted before anything was graded: no report is written\n");
        } else if (status == 1) {
            assert_class_report(all_suites, true);
        } else {
            /* It had not begun, or had ended its own work. */
            ck_assert_int_eq(status, 128 + signals[_i].number);
        }
        ck_assert_int_eq(count_files(".r.xml"), 0);
        free(errors);
        free(now_there);
    }
    ck_assert_uint_ge(reports, MOMENTS / 2);
}
END_TEST

/* Waits until grade has a child, its zygote, and so has begun to grade. */
static void await_zygote(pid_t grade)
{
    char path[64], text[32] = "";
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)grade, (int)grade);
    for (int i = 0; i < 2000 && !*text; i++) {
        FILE *f = fopen(path, "r");
        if (f && !fgets(text, sizeof text, f))
            *text = '\0';
        if (f)
            fclose(f);
        sleep_seconds(0.002);
    }
    ck_assert_msg(*text, "no worker was started");
}

/* A worker that computes without end is not waited for. */
START_TEST(a_signal_ends_a_worker_that_is_busy)
{
    const char *const arguments[] = {
        GRADE, "--op", "relu", "--junit", report, TEST_HOSTILE_BUILT "/loops.so", NULL};
    pid_t grade = start_grade(arguments);
    await_zygote(grade);
    sleep_seconds(0.1);
    double start = seconds_now();
    kill(grade, SIGINT);
    ck_assert_int_eq(process_await(grade), 2);
    ck_assert_double_lt(seconds_now() - start, 1);
    assert_nobody_is_left();
    char *text = read_file(shown);
    assert_says(text, "not graded");
    free(text);
}
END_TEST

/* Nor is a worker that is none and does not answer. */
START_TEST(a_signal_ends_the_start_of_a_worker)
{
    const char *const arguments[] = {GRADE,          "--op",    "relu", "--worker",
                                     "/usr/bin/yes", REFERENCE, NULL};
    pid_t grade = start_grade(arguments);
    await_zygote(grade);
    double start = seconds_now();
    kill(grade, SIGTERM);
    ck_assert_int_eq(process_await(grade), 2);
    ck_assert_double_lt(seconds_now() - start, 1);
    assert_nobody_is_left();
}
END_TEST

/* grade may wait for ever for a reader of what it prints, but not when it is told twice. */
START_TEST(a_second_signal_ends_at_once)
{
    int ends[2];
    char page[4096] = {0};
    ck_assert_int_eq(pipe2(ends, O_NONBLOCK), 0);
    while (write(ends[1], page, sizeof page) > 0)
        continue;
    ck_assert_int_eq(fcntl(ends[1], F_SETFL, 0), 0);
    pid_t grade = fork();
    ck_assert_int_ge(grade, 0);
    if (grade == 0) {
        dup2(ends[1], STDOUT_FILENO);
        if (freopen(said, "w", stderr))
            execl(GRADE, GRADE, "--op", "relu", REFERENCE, (char *)NULL);
        _exit(127);
    }
    await_zygote(grade);
    sleep_seconds(1);
    ck_assert_int_eq(waitpid(grade, NULL, WNOHANG), 0); /* it waits */
    kill(grade, SIGTERM);
    sleep_seconds(0.2);
    kill(grade, SIGTERM);
    int status = process_await(grade);
    ck_assert_msg(status == 2 || status == 128 + SIGTERM, "%d", status);
    assert_nobody_is_left();
    close(ends[0]);
    close(ends[1]);
}
END_TEST

/* As under nohup. */
START_TEST(a_signal_that_is_ignored_stays_so)
{
    signal(SIGINT, SIG_IGN);
    pid_t grade = start_class();
    await_zygote(grade);
    kill(grade, SIGINT);
    ck_assert_int_eq(process_await(grade), 1);
}
END_TEST

/* The runs are of one op and its report as large as any; moments are drawn from a fixed seed. */
START_TEST(a_kill_leaves_the_old_report_or_the_new_one)
{
    const char *const arguments[] = {GRADE,     "--op", "relu",    "--seed", "s",
                                     "--junit", report, REFERENCE, NULL};
    unsigned state = 20240607, replaced = 0;
    double start = seconds_now();
    ck_assert_int_eq(process_await(start_grade(arguments)), 0);
    const double longest = 1.2 * (seconds_now() - start);
    for (int i = 0; i < KILLS / LOOPS; i++) {
        scratch_write(report, directory, "r.xml", "old", 3);
        pid_t grade = start_grade(arguments);
        state = state * 1664525u + 1013904223u + (unsigned)_i;
        sleep_seconds(longest * (state >> 8) / (1 << 24));
        kill(grade, SIGKILL);
        process_await(grade);
        assert_nobody_is_left();
        char *text = read_file(report);
        if (strcmp(text, "old") != 0) {
            replaced++;
            xmlFreeDoc(load_report(report));
        }
        free(text);
        ck_assert_int_le(count_files(".r.xml"), 1);
    }
    ck_assert_uint_lt(replaced, KILLS / LOOPS);
    ck_assert_int_eq(process_await(start_grade(arguments)), 0);
    ck_assert_int_eq(count_files(".r.xml"), 0);
}
END_TEST

int main(void)
{
    say_which_schemas();
    Suite *suite = suite_create("interrupt");
    TCase *tests = tcase_create("grade");
    tcase_add_checked_fixture(tests, set_up_class, tear_down);
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, a_signal_leaves_a_report_of_what_is_known, 0,
                        sizeof signals / sizeof *signals);
    tcase_add_test(tests, a_signal_ends_a_worker_that_is_busy);
    tcase_add_test(tests, a_signal_ends_the_start_of_a_worker);
    tcase_add_test(tests, a_second_signal_ends_at_once);
    tcase_add_test(tests, a_signal_that_is_ignored_stays_so);
    tcase_add_loop_test(tests, a_kill_leaves_the_old_report_or_the_new_one, 0, LOOPS);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
