/* grade on a machine that has much else to do: an honest submission is not failed for it. */
#include <sched.h>
#include <sys/socket.h>

#include "channel.h"
#include "cli.h"

#define SLOW TEST_HOSTILE_BUILT "/takes_its_time.so"

enum { SPINNERS = 20, RUNS = 20, WORKER_USER = 65534 };

static char out[SCRATCH_PATH], err[SCRATCH_PATH], assignment[SCRATCH_PATH];

static const char asked[] =
    "<assignment name='a' title='t' seed='s'><limits call-seconds='0.5' wall-factor='40'/>"
    "<op name='relu' forward='2'/></assignment>";

static void set_up_busy(void)
{
    set_up();
    scratch_path(out, "out");
    scratch_path(err, "err");
    scratch_write(assignment, directory, "a.xml", asked, sizeof asked - 1);
}

static void assert_full_marks(int status)
{
    char *text = read_file(out), *errors = read_file(err);
    ck_assert_msg(status == 0, "status %d\n%.2000s%.1000s", status, text, errors);
    assert_says(last_line(text), "2.00 of 2.00 points");
    ck_assert_str_eq(errors, "");
    free(text);
    free(errors);
}

/* As with ctrl-z, or on a machine that swaps: the worker goes on, and sleeps when it is done. */
START_TEST(the_time_that_grade_is_stopped_does_not_count)
{
    const char *const arguments[] = {GRADE, "-a", assignment, SLOW, NULL};
    pid_t grade = process_start(arguments, out, err);
    int status, stops = 0;
    sleep_seconds(0.03);
    while (waitpid(grade, &status, WNOHANG) == 0) {
        kill(grade, SIGSTOP);
        sleep_seconds(0.8);
        kill(grade, SIGCONT);
        sleep_seconds(0.03);
        stops++;
    }
    ck_assert_int_ge(stops, 2);
    assert_full_marks(WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}
END_TEST

/* Computes for ever on the processor that this process is bound to, in a session of its own: some
 * kernels share the processor out among sessions first. */
static pid_t start_spinner(void)
{
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child)
        return child;
    setsid();
    for (volatile unsigned i = 0;; i++)
        continue;
}

START_TEST(a_machine_that_is_20_times_slower_fails_nobody)
{
    const char *const arguments[] = {GRADE, "-a", assignment, SLOW, NULL};
    pid_t spinner[SPINNERS];
    cpu_set_t one;
    double start = seconds_now();
    assert_full_marks(process_await(process_start(arguments, out, err)));
    const double alone = seconds_now() - start;
    CPU_ZERO(&one);
    CPU_SET((size_t)sched_getcpu(), &one);
    ck_assert_int_eq(sched_setaffinity(0, sizeof one, &one), 0);
    for (size_t i = 0; i < SPINNERS; i++)
        spinner[i] = start_spinner();
    start = seconds_now();
    int status = process_await(process_start(arguments, out, err));
    const double loaded = seconds_now() - start;
    for (size_t i = 0; i < SPINNERS; i++) {
        kill(spinner[i], SIGKILL);
        process_await(spinner[i]);
    }
    assert_full_marks(status);
    ck_assert_double_gt(loaded, 5 * alone);
}
END_TEST

/* All of them write the same report. */
START_TEST(twenty_runs_at_once_do_not_meet)
{
    char report[SCRATCH_PATH], name[16], first[SCRATCH_PATH], path[SCRATCH_PATH];
    pid_t run[RUNS];
    scratch_path(report, "r.xml");
    for (int i = 0; i < RUNS; i++) {
        const char *const arguments[] = {GRADE,  "-a",      assignment, "--junit",
                                         report, REFERENCE, NULL};
        snprintf(name, sizeof name, "out%d", i);
        scratch_path(path, name);
        run[i] = process_start(arguments, path, err);
    }
    for (int i = 0; i < RUNS; i++)
        ck_assert_int_eq(process_await(run[i]), 0);
    for (int i = 0; i < RUNS; i++) {
        snprintf(name, sizeof name, "out%d", i);
        scratch_path(i == 0 ? first : out, name);
        if (i > 0)
            assert_full_marks(0);
    }
    xmlFreeDoc(load_report(report));
    snprintf(path, sizeof path, "test -z \"$(ls -A '%s' | grep '^[.]')\"", directory);
    run_shell(path);
}
END_TEST

/* Holds that many descriptors on their way through a channel, as the user that workers have, until
 * the pipe that is returned gets closed. */
static int start_holder(size_t count)
{
    const int sent = STDIN_FILENO;
    int channel[2], ready[2], hold[2];
    char byte = 0;
    ck_assert_int_eq(pipe(ready), 0);
    ck_assert_int_eq(pipe(hold), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        close(hold[1]);
        bool ok = (geteuid() != 0 || setresuid(WORKER_USER, WORKER_USER, WORKER_USER) == 0) &&
                  socketpair(AF_UNIX, SOCK_DGRAM, 0, channel) == 0;
        for (size_t i = 0; i < count && ok; i++) {
            ok = channel_send(channel[0], &byte, 1, &sent, 1);
            if (i % 8 == 7) /* so many fit in */
                ok = ok && socketpair(AF_UNIX, SOCK_DGRAM, 0, channel) == 0;
        }
        ok = ok && write(ready[1], &byte, 1) == 1;
        _exit(ok && read(hold[0], &byte, 1) == 0 ? 0 : 1);
    }
    close(ready[1]);
    close(hold[0]);
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    return hold[1];
}

START_TEST(what_others_send_each_other_does_not_matter)
{
    const char *const arguments[] = {GRADE, "-a", assignment, REFERENCE, NULL};
    int hold = start_holder(100);
    int status = process_await(process_start(arguments, out, err));
    close(hold);
    wait(NULL);
    assert_full_marks(status);
}
END_TEST

int main(void)
{
    say_which_schemas();
    Suite *suite = suite_create("busy");
    TCase *tests = tcase_create("grade");
    tcase_add_checked_fixture(tests, set_up_busy, tear_down);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, the_time_that_grade_is_stopped_does_not_count);
    tcase_add_test(tests, a_machine_that_is_20_times_slower_fails_nobody);
    tcase_add_test(tests, twenty_runs_at_once_do_not_meet);
    tcase_add_test(tests, what_others_send_each_other_does_not_matter);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
