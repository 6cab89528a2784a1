/* Runs every submission of the folder hostile in the sandbox and compares what is observed with
 * what its first line says; then what no single hostile submission can show. */
#include <dirent.h>

#include "sandbox.h"
#include "scratch.h"

#ifndef GRADE_WORKER
#define GRADE_WORKER getenv("GRADE_WORKER")
#endif
#ifndef TEST_HOSTILE_DIR
#define TEST_HOSTILE_DIR getenv("TEST_HOSTILE_DIR")
#endif

enum { ELEMENTS = 100, MAX_SOURCES = 256, LINE = 256 };

static const limits test_limits = {.call_seconds = 0.3,
                                   .wall_factor = 20,
                                   .memory_bytes = 256 << 20,
                                   .printed_bytes = 1 << 16,
                                   .file_bytes = 16 << 20};

static const op relu = {.name = "relu", .input_count = 1};

/* A submission built from source, in a sandbox, with the tensors of a call. */
typedef struct bench {
    char directory[SCRATCH_DIRECTORY], library[SCRATCH_PATH];
    submission *submission;
    sandbox *sandbox;
    size_t dims[1];
    double x[ELEMENTS], y[ELEMENTS], g[ELEMENTS], result[ELEMENTS];
    tensor in, out, dout, written;
    attributes attr;
    observation seen;
} bench;

static void build(bench *b, const char *source, const char *flags)
{
    char command[2048];
    scratch_open(b->directory);
    snprintf(b->library, sizeof b->library, "%s/built.so", b->directory);
    snprintf(command, sizeof command,
             "cc -std=gnu17 -w -O1 -fPIC -shared -I %s/../../../student_template -o %s %s %s",
             TEST_HOSTILE_DIR, b->library, source, flags);
    ck_assert_msg(system(command) == 0, "cannot build %s", source);
}

static void bench_open(bench *b, const char *source, const char *flags)
{
    error e = {0};
    bool grader_fault;
    *b = (bench){.dims = {ELEMENTS}};
    build(b, source, flags);
    for (size_t i = 0; i < ELEMENTS; i++) {
        b->x[i] = (double)i - 50;
        b->y[i] = b->x[i] > 0 ? b->x[i] : 0;
        b->g[i] = 1;
    }
    b->in = (tensor){1, b->dims, b->x};
    b->out = (tensor){1, b->dims, b->y};
    b->dout = (tensor){1, b->dims, b->g};
    b->written = (tensor){1, b->dims, b->result};
    ck_assert_msg(submission_open(&b->submission, b->library, &test_limits, &grader_fault, &e),
                  "%s", e.text);
    ck_assert_msg(sandbox_open(&b->sandbox, GRADE_WORKER, b->submission, &test_limits, &e), "%s",
                  e.text);
}

static void bench_close(bench *b)
{
    sandbox_close(b->sandbox);
    submission_close(b->submission);
    remove(b->library);
    remove(b->directory);
}

static void bench_call(bench *b, direction d)
{
    error e = {0};
    call c = {.op = &relu,
              .direction = d,
              .in = {&b->in},
              .attr = &b->attr,
              .out = &b->out,
              .dout = &b->dout,
              .result = {&b->written}};
    for (size_t i = 0; i < ELEMENTS; i++)
        b->result[i] = 7;
    ck_assert_msg(sandbox_call(b->sandbox, &c, &b->seen, &e), "%s", e.text);
}

static void path_of(char path[512], const char *name)
{
    snprintf(path, 512, "%s/%s.c", TEST_HOSTILE_DIR, name);
}

static void bench_named(bench *b, const char *name)
{
    char path[512];
    path_of(path, name);
    bench_open(b, path, "");
}

/* Whether the line wants a value for a key; copies it. */
static bool wants(const char *line, const char *key, char value[LINE])
{
    char pattern[32];
    snprintf(pattern, sizeof pattern, " %s=", key);
    const char *at = strstr(line, pattern);
    if (!at)
        return false;
    at += strlen(pattern);
    snprintf(value, LINE, "%.*s", (int)strcspn(at, " \n"), at);
    return true;
}

static void check_number(const char *line, const char *key, long long seen)
{
    char value[LINE];
    if (wants(line, key, value))
        ck_assert_msg(atoll(value) == seen, "%s: %lld, but wanted:%s", key, seen, line);
}

static void check_word(const char *line, const char *key, const char *seen)
{
    char value[LINE];
    if (wants(line, key, value))
        ck_assert_msg(strcmp(value, seen) == 0, "%s: %s, but wanted:%s", key, seen, line);
}

static void check_seen(const char *line, const observation *o)
{
    static const char *const outcomes[] = {
        "completed", "not_run",      "returned",     "crashed",  "exited",     "timed_out",
        "forbidden", "memory_limit", "output_limit", "protocol", "load_failed"};
    static const char *const phases[] = {"loading", "call"};
    static const char *const roles[] = {"none",     "input",   "output",     "cotangent",
                                        "gradient", "tangent", "out_tangent"};
    char value[LINE];
    ck_assert_msg(wants(line, "outcome", value), "no outcome in:%s", line);
    ck_assert_msg(strcmp(value, outcomes[o->outcome]) == 0, "%s (code %d, %s), but wanted:%s",
                  outcomes[o->outcome], o->code, o->text, line);
    check_word(line, "phase", phases[o->phase]);
    check_number(line, "code", o->code);
    check_word(line, "role", roles[o->fault_role]);
    check_number(line, "bytes", o->fault_bytes);
    check_number(line, "write", o->fault_write);
    check_number(line, "stack", o->stack_overflow);
    check_word(line, "canary", roles[o->canary_role]);
    check_number(line, "before", (long long)o->canary_bytes);
    check_number(line, "float", o->float_state);
    check_word(line, "text", o->text);
    if (wants(line, "prints", value))
        ck_assert_msg(strstr(o->printed, value) != NULL, "printed %s, but wanted:%s", o->printed,
                      line);
}

/* The sources, in order of their names; the tests of a loop are numbered. */
static size_t list_sources(char names[MAX_SOURCES][64])
{
    struct dirent **found;
    size_t count = 0;
    int all = scandir(TEST_HOSTILE_DIR, &found, NULL, alphasort);
    for (int i = 0; i < all; i++) {
        size_t length = strlen(found[i]->d_name);
        if (length > 2 && strcmp(found[i]->d_name + length - 2, ".c") == 0 && count < MAX_SOURCES)
            snprintf(names[count++], 64, "%.*s", (int)length - 2, found[i]->d_name);
        free(found[i]);
    }
    if (all >= 0)
        free(found);
    return count;
}

START_TEST(hostile)
{
    static char names[MAX_SOURCES][64];
    char path[512], line[LINE] = "", flags[LINE] = "", value[LINE];
    ck_assert_uint_lt((size_t)_i, list_sources(names));
    path_of(path, names[_i]);
    FILE *file = fopen(path, "r");
    ck_assert_msg(file && fgets(line, sizeof line, file), "%s cannot be read", path);
    fclose(file);
    bench b;
    wants(line, "build", flags);
    bench_open(&b, path, flags);
    direction d = wants(line, "direction", value) ? BACKWARD : FORWARD;
    int calls = wants(line, "calls", value) ? atoi(value) : 1;
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
    bench_named(&b, "crashes_once_per_worker");
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

START_TEST(renewing_forgets_everything)
{
    bench b;
    bench_named(&b, "crashes_once_per_worker");
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
    bench_named(&b, "right");
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

START_TEST(a_missing_function_is_said)
{
    bench b;
    bench_named(&b, "right");
    bench_call(&b, BACKWARD);
    ck_assert_int_eq(b.seen.outcome, CALL_LOAD_FAILED);
    ck_assert_str_eq(b.seen.text, "no function relu_backward");
    bench_call(&b, FORWARD);
    ck_assert_int_eq(b.seen.outcome, CALL_COMPLETED);
    bench_close(&b);
}
END_TEST

START_TEST(layers_are_listed)
{
    bench b;
    bench_named(&b, "right");
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
    bench_named(&b, "right");
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
    bench_named(&b, "right");
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
    int count = (int)list_sources(names);
    if (count == 0) {
        fprintf(stderr, "no hostile sources in %s\n", TEST_HOSTILE_DIR);
        return EXIT_FAILURE;
    }
    tcase_set_timeout(one, 60);
    tcase_set_timeout(more, 60);
    tcase_add_loop_test(one, hostile, 0, count);
    tcase_add_test(more, a_crash_costs_one_call);
    tcase_add_test(more, renewing_forgets_everything);
    tcase_add_test(more, many_calls_wrap_the_arena);
    tcase_add_test(more, a_missing_function_is_said);
    tcase_add_test(more, layers_are_listed);
    tcase_add_test(more, a_wrong_worker_is_said);
    tcase_add_test(more, tensors_too_large_are_the_graders_failure);
    tcase_add_test(more, the_worker_has_no_reference);
    suite_add_tcase(suite, one);
    suite_add_tcase(suite, more);
    return run_suite(suite);
}
