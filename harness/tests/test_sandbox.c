/* Runs every submission of the folder hostile in the sandbox and compares what is observed with
 * what its first line says; then what no single hostile submission can show. */
#include <signal.h>
#include <sys/time.h>
#include <time.h>

#include "sandbox_bench.h"

enum { BATCH = 400 };

START_TEST(hostile)
{
    static char names[MAX_SOURCES][64];
    char line[LINE] = "", value[LINE];
    ck_assert_uint_lt((size_t)_i, list_sources(TEST_HOSTILE_DIR, names));
    first_line(names[_i], line);
    bench b;
    bench_open(&b, names[_i]);
    direction d = wants(line, "direction", value) ? BACKWARD : FORWARD;
    int calls = wants(line, "calls", value) ? atoi(value) : 1;
    b.seconds = wants(line, "seconds", value) ? atoi(value) : 0;
    for (int i = 0; i < calls; i++)
        bench_call(&b, d);
    check_seen(line, &b.seen);
    if (b.seen.outcome == CALL_COMPLETED)
        ck_assert_int_eq(memcmp(b.result, b.y, sizeof b.result) != 0, wants(line, "values", value));
    else
        ck_assert_double_eq(b.result[ELEMENTS - 1], 7);
    bench_close(&b);
}
END_TEST

START_TEST(a_crash_costs_one_call)
{
    bench b;
    bench_open(&b, "crashes_once_per_worker");
    for (int round = 0; round < 3; round++) {
        bench_call(&b, FORWARD);
        ck_assert_int_eq(b.seen.outcome, CALL_COMPLETED);
        bench_call(&b, FORWARD);
        ck_assert_int_eq(b.seen.outcome, CALL_CRASHED);
        ck_assert_uint_gt(b.seen.peak_bytes, 0);
    }
    bench_close(&b);
}
END_TEST

static void sleep_in_handler(int number)
{
    (void)number;
    nanosleep(&(struct timespec){.tv_nsec = 600000000}, NULL);
}

/* The worker has answered long before grade, whose limit is 0.3 s, looks again. */
START_TEST(time_in_which_grade_does_not_run_does_not_count)
{
    bench b;
    const struct sigaction sleep_then = {.sa_handler = sleep_in_handler};
    bench_open(&b, "takes_its_time");
    bench_call(&b, FORWARD);
    sigaction(SIGALRM, &sleep_then, NULL);
    setitimer(ITIMER_REAL, &(struct itimerval){.it_value = {.tv_usec = 4000}}, NULL);
    bench_call(&b, FORWARD);
    ck_assert_int_eq(b.seen.outcome, CALL_COMPLETED);
    bench_close(&b);
}
END_TEST

START_TEST(renewing_forgets_everything)
{
    bench b;
    bench_open(&b, "crashes_once_per_worker");
    for (int round = 0; round < 5; round++) {
        bench_call(&b, FORWARD);
        ck_assert_int_eq(b.seen.outcome, CALL_COMPLETED);
        sandbox_renew(b.sandbox);
    }
    bench_close(&b);
}
END_TEST

START_TEST(many_calls_wrap_the_arena)
{
    bench b;
    bench_open(&b, "right");
    for (int i = 0; i < 1000; i++) {
        b.x[0] = i;
        bench_call(&b, FORWARD);
        ck_assert_int_eq(b.seen.outcome, CALL_COMPLETED);
        ck_assert_double_eq(b.result[0], i);
        ck_assert_int_eq(b.seen.canary_role, ROLE_NONE);
    }
    bench_close(&b);
}
END_TEST

/* Calls made at once: the first number of call i is number[i], or i where that is 0. */
typedef struct batch {
    double x[BATCH][ELEMENTS], y[BATCH][ELEMENTS];
    tensor in[BATCH], out[BATCH];
    call calls[BATCH];
    observation seen[BATCH];
    observation *at[BATCH];
} batch;

static batch *batch_make(bench *b, const double number[], size_t count, size_t *patience)
{
    error e = {0};
    batch *made = calloc(1, sizeof *made);
    ck_assert_ptr_nonnull(made);
    for (size_t k = 0; k < count; k++) {
        made->x[k][0] = number && number[k] != 0 ? number[k] : (double)k;
        made->y[k][0] = 7;
        made->in[k] = (tensor){1, b->dims, made->x[k]};
        made->out[k] = (tensor){1, b->dims, made->y[k]};
        made->calls[k] = (call){.op = &relu,
                                .in = {&made->in[k]},
                                .attr = &b->attr,
                                .out = &made->out[k],
                                .result = {&made->out[k]}};
    }
    for (size_t k = 0; k < count; k++)
        made->at[k] = &made->seen[k];
    ck_assert_msg(sandbox_call_all(b->sandbox, made->calls, made->at, count, patience, &e), "%s",
                  e.text);
    return made;
}

/* Checks that all calls but one completed with their own values. */
static void check_others(const batch *made, size_t count, size_t but)
{
    for (size_t k = 0; k < count; k++) {
        if (k == but)
            continue;
        ck_assert_int_eq(made->seen[k].outcome, CALL_COMPLETED);
        ck_assert_int_eq(made->seen[k].phase, PHASE_CALL);
        ck_assert_double_eq(made->y[k][0], made->x[k][0]);
    }
}

START_TEST(a_batch_makes_every_call)
{
    bench b;
    bench_open(&b, "right");
    batch *made = batch_make(&b, NULL, BATCH, NULL);
    check_others(made, BATCH, BATCH);
    free(made);
    bench_close(&b);
}
END_TEST

/* In the middle, at the beginning and at the end of a batch. */
START_TEST(one_bad_call_of_a_batch_costs_one_call)
{
    static const struct {
        double number;
        outcome outcome;
        size_t at;
    } bad[] = {{1000, CALL_CRASHED, 7},   {1000, CALL_CRASHED, 0}, {1000, CALL_CRASHED, 14},
               {1001, CALL_TIMED_OUT, 7}, {1003, CALL_EXITED, 3},  {1001, CALL_TIMED_OUT, 14}};
    double number[15] = {0};
    bench b;
    bench_open(&b, "acts_by_value");
    number[bad[_i].at] = bad[_i].number;
    batch *made = batch_make(&b, number, 15, NULL);
    check_others(made, 15, bad[_i].at);
    ck_assert_int_eq(made->seen[bad[_i].at].outcome, bad[_i].outcome);
    ck_assert_double_eq(made->y[bad[_i].at][0], 7);
    free(made);
    bench_close(&b);
}
END_TEST

START_TEST(what_is_printed_belongs_to_its_call)
{
    double number[15] = {[4] = 1002, [9] = 1002};
    bench b;
    bench_open(&b, "acts_by_value");
    batch *made = batch_make(&b, number, 15, NULL);
    check_others(made, 15, 15);
    for (size_t k = 0; k < 15; k++)
        ck_assert_str_eq(made->seen[k].printed, k == 4 || k == 9 ? "told to print\n" : "");
    free(made);
    bench_close(&b);
}
END_TEST

START_TEST(patience_ends_in_a_hurry)
{
    double number[15] = {[2] = 1001, [5] = 1001, [6] = 1001, [7] = 1000};
    size_t patience = 2;
    bench b;
    bench_open(&b, "acts_by_value");
    batch *made = batch_make(&b, number, 15, &patience);
    ck_assert_uint_eq(patience, 0);
    for (size_t k = 0; k < 15; k++)
        ck_assert_int_eq(made->seen[k].outcome, number[k] == 1001   ? CALL_TIMED_OUT
                                                : number[k] == 1000 ? CALL_CRASHED
                                                                    : CALL_COMPLETED);
    ck_assert_double_lt(made->seen[6].cpu_seconds, made->seen[5].cpu_seconds / 2);
    free(made);
    bench_close(&b);
}
END_TEST

START_TEST(what_does_not_load_is_tried_once)
{
    bench b;
    bench_open(&b, "constructor_loop");
    batch *made = batch_make(&b, NULL, 15, NULL);
    for (size_t k = 0; k < 15; k++) {
        ck_assert_int_eq(made->seen[k].outcome, CALL_TIMED_OUT);
        ck_assert_int_eq(made->seen[k].phase, PHASE_LOADING);
    }
    free(made);
    bench_close(&b);
}
END_TEST

/* Tensors that are too great for all of them to be in the shared memory at once. */
START_TEST(a_batch_may_be_larger_than_the_arena)
{
    enum { COUNT = 6 };
    error e = {0};
    bench b;
    size_t dims[1] = {(size_t)8 << 20};
    tensor *x[COUNT], *y[COUNT];
    call calls[COUNT];
    observation seen[COUNT], *at[COUNT];
    bench_open(&b, "right");
    for (size_t k = 0; k < COUNT; k++) {
        x[k] = tensor_new(1, dims);
        y[k] = tensor_new(1, dims);
        at[k] = &seen[k];
        ck_assert(x[k] && y[k]);
        x[k]->data[dims[0] - 1] = (double)k + 1;
        calls[k] =
            (call){.op = &relu, .in = {x[k]}, .attr = &b.attr, .out = y[k], .result = {y[k]}};
    }
    ck_assert_msg(sandbox_call_all(b.sandbox, calls, at, COUNT, NULL, &e), "%s", e.text);
    for (size_t k = 0; k < COUNT; k++) {
        ck_assert_int_eq(seen[k].outcome, CALL_COMPLETED);
        ck_assert_double_eq(y[k]->data[dims[0] - 1], (double)k + 1);
        free(x[k]);
        free(y[k]);
    }
    bench_close(&b);
}
END_TEST

START_TEST(nothing_is_left_for_the_next_worker)
{
    bench b;
    bench_open(&b, "hides_notes");
    for (int round = 0; round < 3; round++) {
        bench_call(&b, FORWARD);
        ck_assert_int_eq(b.seen.code, 0);
        ck_assert_int_eq(b.seen.outcome, CALL_COMPLETED);
        sandbox_renew(b.sandbox);
    }
    bench_close(&b);
}
END_TEST

START_TEST(a_missing_function_is_said)
{
    bench b;
    error e = {0};
    const op other = {.name = "elu", .input_count = 1};
    bench_open(&b, "right");
    const call c = {
        .op = &other, .in = {&b.in}, .attr = &b.attr, .out = &b.out, .result = {&b.written}};
    ck_assert_msg(sandbox_call(b.sandbox, &c, &b.seen, &e), "%s", e.text);
    ck_assert_int_eq(b.seen.outcome, CALL_LOAD_FAILED);
    ck_assert_str_eq(b.seen.text, "no function elu_forward");
    bench_call(&b, FORWARD);
    ck_assert_int_eq(b.seen.outcome, CALL_COMPLETED);
    bench_close(&b);
}
END_TEST

START_TEST(layers_are_listed)
{
    bench b;
    bench_open(&b, "right");
    const char *layers = sandbox_layers(b.sandbox);
    ck_assert_ptr_nonnull(strstr(layers, "no-new-privs"));
    ck_assert_ptr_nonnull(strstr(layers, "seccomp"));
    ck_assert_ptr_nonnull(strstr(layers, "Landlock"));
    ck_assert_ptr_null(strstr(layers, "user 0,"));
    bench_close(&b);
}
END_TEST

START_TEST(a_wrong_worker_is_said)
{
    bench b;
    error e = {0};
    sandbox *other = NULL;
    bench_open(&b, "right");
    ck_assert(!sandbox_open(&other, "/nonexistent/worker", b.submission, &test_limits, &e));
    ck_assert_ptr_nonnull(strstr(e.text, "/nonexistent/worker"));
    ck_assert(!sandbox_open(&other, "/bin/true", b.submission, &test_limits, &e));
    ck_assert_ptr_nonnull(strstr(e.text, "did not start"));
    ck_assert_ptr_null(other);
    bench_close(&b);
}
END_TEST

START_TEST(tensors_too_large_are_the_graders_failure)
{
    bench b;
    error e = {0};
    size_t dims[1] = {(size_t)1 << 40};
    tensor huge = {1, dims, b.x};
    bench_open(&b, "right");
    call c = {.op = &relu, .in = {&huge}, .attr = &b.attr, .result = {&b.written}};
    ck_assert(!sandbox_call(b.sandbox, &c, &b.seen, &e));
    ck_assert_ptr_nonnull(strstr(e.text, "relu_forward"));
    bench_call(&b, FORWARD);
    ck_assert_int_eq(b.seen.outcome, CALL_COMPLETED);
    bench_close(&b);
}
END_TEST

/* The worker must know no op and no expected value. */
START_TEST(the_worker_has_no_reference)
{
    char command[1024], symbol[256];
    snprintf(command, sizeof command, "nm -a %s", GRADE_WORKER);
    FILE *list = popen(command, "r");
    size_t seen = 0, forbidden = 0;
    bool has_main = false;
    while (list && fgets(symbol, sizeof symbol, list)) {
        seen++;
        has_main = has_main || strstr(symbol, " T main");
        forbidden += strstr(symbol, "_backward") || strstr(symbol, "_forward") ||
                     strstr(symbol, "_jvp") || strstr(symbol, "op_at") ||
                     strstr(symbol, "tensor_new") || strstr(symbol, "judge");
    }
    ck_assert_ptr_nonnull(list);
    ck_assert_int_eq(pclose(list), 0);
    ck_assert_uint_gt(seen, 20);
    ck_assert(has_main);
    ck_assert_uint_eq(forbidden, 0);
}
END_TEST

int main(void)
{
    static char names[MAX_SOURCES][64];
    Suite *suite = suite_create("sandbox");
    TCase *one = tcase_create("hostile"), *more = tcase_create("sandbox");
    int count = (int)list_sources(TEST_HOSTILE_DIR, names);
    if (count == 0) {
        fprintf(stderr, "no hostile sources in %s\n", TEST_HOSTILE_DIR);
        return EXIT_FAILURE;
    }
    tcase_set_timeout(one, 60);
    tcase_set_timeout(more, 60);
    tcase_add_loop_test(one, hostile, 0, count);
    tcase_add_test(more, a_crash_costs_one_call);
    tcase_add_test(more, renewing_forgets_everything);
    tcase_add_test(more, time_in_which_grade_does_not_run_does_not_count);
    tcase_add_test(more, many_calls_wrap_the_arena);
    tcase_add_test(more, a_batch_makes_every_call);
    tcase_add_loop_test(more, one_bad_call_of_a_batch_costs_one_call, 0, 6);
    tcase_add_test(more, what_is_printed_belongs_to_its_call);
    tcase_add_test(more, patience_ends_in_a_hurry);
    tcase_add_test(more, what_does_not_load_is_tried_once);
    tcase_add_test(more, a_batch_may_be_larger_than_the_arena);
    tcase_add_test(more, nothing_is_left_for_the_next_worker);
    tcase_add_test(more, a_missing_function_is_said);
    tcase_add_test(more, layers_are_listed);
    tcase_add_test(more, a_wrong_worker_is_said);
    tcase_add_test(more, tensors_too_large_are_the_graders_failure);
    tcase_add_test(more, the_worker_has_no_reference);
    suite_add_tcase(suite, one);
    suite_add_tcase(suite, more);
    return run_suite(suite);
}
