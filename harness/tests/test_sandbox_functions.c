/* Functions that are no ops: honest ones get their arguments and callbacks, and those of the folder
 * hostile/functions do as their first lines say. */
#include <time.h>

#include "functions.h"
#include "sandbox_bench.h"
#include "training.h"

enum { MOST_CALLBACKS = 10 };

static const char directory[] = TEST_HOSTILE_DIR "/functions";

/* Squares every element; context counts. */
static bool square_all(void *context, const tensor *x, tensor *out)
{
    ++*(int *)context;
    for (size_t i = 0; i < element_count(x); i++)
        out->data[i] = x->data[i] * x->data[i];
    return true;
}

static bool refuse(void *context, const tensor *x, tensor *out)
{
    ++*(int *)context;
    (void)x, (void)out;
    return false;
}

/* Lasts longer than a call may. */
static bool square_slowly(void *context, const tensor *x, tensor *out)
{
    const struct timespec pause = {.tv_nsec = 400000000};
    nanosleep(&pause, NULL);
    return square_all(context, x, out);
}

/* A call of numeric_gradient. */
static call calling(bench *b, const settings *set, int *count,
                    bool (*answer)(void *, const tensor *, tensor *))
{
    for (size_t i = 0; i < ELEMENTS; i++)
        b->result[i] = 7;
    return (call){.subject = CALL_OF_FUNCTION,
                  .name = "numeric_gradient",
                  .in = {&b->in},
                  .set = set,
                  .callback = {answer, count, &b->in, MOST_CALLBACKS},
                  .result = {&b->written}};
}

static void make(bench *b, const call *c)
{
    error e = {0};
    ck_assert_msg(sandbox_call(b->sandbox, c, &b->seen, &e), "%s", e.text);
}

START_TEST(hostile_functions)
{
    static char names[MAX_SOURCES][64];
    char name[80], line[LINE] = "", value[LINE];
    const settings set = {.h = 1e-4};
    int count = 0;
    bench b;
    ck_assert_uint_lt((size_t)_i, list_sources(directory, names));
    snprintf(name, sizeof name, "functions/%s", names[_i]);
    first_line(name, line);
    if (!wants(line, "outcome", value))
        return; /* has a test of its own */
    bench_open(&b, name);
    call c = calling(&b, &set, &count, square_all);
    for (int calls = wants(line, "calls", value) ? atoi(value) : 1; calls > 0; calls--) {
        b.result[ELEMENTS - 1] = 7;
        make(&b, &c);
    }
    check_seen(line, &b.seen);
    ck_assert_double_eq(b.result[ELEMENTS - 1], b.seen.outcome == CALL_COMPLETED ? 2 : 7);
    bench_close(&b);
}
END_TEST

START_TEST(callbacks_are_answered)
{
    const settings set = {.h = 1e-4};
    int count = 0;
    bench b;
    bench_open(&b, "functions/honest");
    call c = calling(&b, &set, &count, square_all);
    make(&b, &c);
    ck_assert_int_eq(b.seen.outcome, CALL_COMPLETED);
    ck_assert_uint_eq(b.seen.callbacks, 2);
    ck_assert_int_eq(count, 2);
    for (size_t i = 0; i < ELEMENTS; i++)
        ck_assert_double_eq_tol(b.result[i], 2 * b.x[i], 1e-6);
    bench_close(&b);
}
END_TEST

START_TEST(a_refusal_is_passed_on)
{
    const settings set = {.h = 1e-4};
    int count = 0;
    bench b;
    bench_open(&b, "functions/honest");
    call c = calling(&b, &set, &count, refuse);
    make(&b, &c);
    ck_assert_int_eq(b.seen.outcome, CALL_RETURNED);
    ck_assert_int_eq(b.seen.code, OP_BAD_INPUT);
    ck_assert_int_eq(count, 1);
    bench_close(&b);
}
END_TEST

START_TEST(answering_is_not_the_functions_time)
{
    const settings set = {.h = 1e-4};
    int count = 0;
    bench b;
    bench_open(&b, "functions/honest");
    call c = calling(&b, &set, &count, square_slowly);
    make(&b, &c);
    ck_assert_int_eq(b.seen.outcome, CALL_COMPLETED);
    bench_close(&b);
}
END_TEST

/* Several calls with callbacks, none of which costs another. */
START_TEST(calls_with_callbacks_may_follow_each_other)
{
    const settings set = {.h = 1e-4};
    int count = 0;
    error e = {0};
    call calls[20];
    observation seen[20], *at[20];
    bench b;
    bench_open(&b, "functions/honest");
    for (size_t i = 0; i < 20; i++) {
        calls[i] = calling(&b, &set, &count, square_all);
        at[i] = &seen[i];
    }
    ck_assert_msg(sandbox_call_all(b.sandbox, calls, at, 20, NULL, &e), "%s", e.text);
    ck_assert_int_eq(count, 40);
    for (size_t i = 0; i < 20; i++)
        ck_assert_int_eq(seen[i].outcome, CALL_COMPLETED);
    bench_close(&b);
}
END_TEST

START_TEST(a_function_gets_all_it_needs)
{
    size_t jitter[4] = {3, 1, 4, 1};
    const settings set = {.steps = 2, .jitter = jitter, .learning_rate = 0.5};
    bench b;
    bench_open(&b, "functions/honest");
    call c = {.subject = CALL_OF_FUNCTION, .set = &set, .result = {&b.written}};
    c.name = "gradient_descent";
    c.in[0] = &b.in;
    c.jitter_count = 4;
    make(&b, &c);
    ck_assert_int_eq(b.seen.outcome, CALL_COMPLETED);
    for (size_t i = 0; i < 4; i++)
        ck_assert_double_eq(b.result[i], b.x[i] + (double)jitter[i]);
    c.name = "network_input_gradient";
    for (size_t i = 0; i < 7; i++)
        c.in[i] = &b.in;
    make(&b, &c);
    ck_assert_double_eq(b.result[0], 7 * b.x[0]);
    c.name = "sgd_step";
    double velocity[ELEMENTS];
    tensor second = {1, b.dims, velocity};
    c.in[1] = &b.dout;
    c.result[1] = &second;
    make(&b, &c);
    ck_assert_double_eq(b.result[5], b.x[5] - 0.5);
    ck_assert_double_eq(velocity[5], 1);
    bench_close(&b);
}
END_TEST

/* A training with N samples of D numbers, all 1. */
typedef struct lesson {
    size_t dims[2], target_dims[2];
    tensor X, y;
    size_t *label;
    recipe recipe;
    double w[4], b[4];
    size_t parameter_dims[1];
    tensor parameter[2];
    call call;
} lesson;

static void lesson_open(lesson *l, const char *name, size_t n, size_t d, bool labels)
{
    *l = (lesson){.dims = {n, d}, .target_dims = {n, 1}, .parameter_dims = {4}};
    l->X = (tensor){2, l->dims, malloc(n * d * sizeof(double))};
    l->y = (tensor){2, l->target_dims, malloc(n * sizeof(double))};
    l->label = malloc(n * sizeof *l->label);
    ck_assert(l->X.data && l->y.data && l->label);
    for (size_t i = 0; i < n * d; i++)
        l->X.data[i] = 1;
    for (size_t i = 0; i < n; i++) {
        l->y.data[i] = 1;
        l->label[i] = 2;
    }
    l->recipe = (recipe){.X = &l->X,
                         .y = labels ? NULL : &l->y,
                         .label = labels ? l->label : NULL,
                         .class_count = labels ? 10 : 0,
                         .epochs = 3,
                         .batch_size = 5};
    l->parameter[0] = (tensor){1, l->parameter_dims, l->w};
    l->parameter[1] = (tensor){1, l->parameter_dims, l->b};
    l->w[0] = l->b[0] = 0.5;
    l->call = (call){.subject = CALL_OF_TRAINING,
                     .name = name,
                     .recipe = &l->recipe,
                     .result = {&l->parameter[0], &l->parameter[1]}};
}

static void lesson_close(lesson *l)
{
    free(l->X.data);
    free(l->y.data);
    free(l->label);
}

/* X takes 150 MiB, more than the worker may use of its own beside it. */
START_TEST(a_training_gets_all_its_data)
{
    enum { N = 25000, D = 784 };
    bench b;
    lesson l;
    bench_open(&b, "functions/trains");
    lesson_open(&l, "train_linear_regression", N, D, false);
    l.call.seconds = 20;
    l.call.memory_bytes = 64 << 20;
    for (int round = 0; round < 2; round++) {
        l.w[0] = l.b[0] = 0.5;
        make(&b, &l.call);
        ck_assert_int_eq(b.seen.outcome, CALL_COMPLETED);
        ck_assert_double_eq(l.w[0], 0.5 + N * D + N);
        ck_assert_double_eq(l.b[0], 0.5 + N);
    }
    lesson_close(&l);
    bench_close(&b);
}
END_TEST

START_TEST(a_training_gets_labels)
{
    bench b;
    lesson l;
    bench_open(&b, "functions/trains");
    lesson_open(&l, "train_softmax_regression", 1000, 3, true);
    make(&b, &l.call);
    ck_assert_int_eq(b.seen.outcome, CALL_COMPLETED);
    ck_assert_double_eq(l.b[0], 0.5 + 2 * 1000);
    ck_assert_double_eq(l.w[0], 0.5);
    lesson_close(&l);
    bench_close(&b);
}
END_TEST

START_TEST(a_training_has_its_own_limits)
{
    bench b;
    lesson l;
    struct timespec start, end;
    bench_open(&b, "functions/trains");
    lesson_open(&l, "train_mlp_relu", 100, 3, true);
    l.call.seconds = 1.5;
    clock_gettime(CLOCK_MONOTONIC, &start);
    make(&b, &l.call);
    clock_gettime(CLOCK_MONOTONIC, &end);
    ck_assert_int_eq(b.seen.outcome, CALL_TIMED_OUT);
    ck_assert_double_ge(b.seen.cpu_seconds, 1.4);
    ck_assert_int_ge(end.tv_sec - start.tv_sec, 1);
    l.call.name = "train_mlp_leaky_relu";
    l.recipe.learning_rate = 300; /* MiB: more than the sandbox grants */
    l.call.memory_bytes = 0;
    make(&b, &l.call);
    ck_assert_int_eq(b.seen.code, OP_NO_MEMORY);
    l.call.memory_bytes = 512 << 20;
    make(&b, &l.call);
    ck_assert_int_eq(b.seen.outcome, CALL_COMPLETED);
    l.call.memory_bytes = 0;
    make(&b, &l.call);
    ck_assert_int_eq(b.seen.code, OP_NO_MEMORY);
    lesson_close(&l);
    bench_close(&b);
}
END_TEST

START_TEST(a_training_keeps_to_its_tensors)
{
    bench b;
    lesson l;
    bench_open(&b, "functions/trains");
    lesson_open(&l, "train_mlp_tanh", 100, 3, true);
    make(&b, &l.call);
    ck_assert_int_eq(b.seen.outcome, CALL_CRASHED);
    ck_assert_int_eq(b.seen.fault_role, ROLE_PARAMETER);
    ck_assert_uint_eq(b.seen.fault_input, 1);
    ck_assert_int_eq(b.seen.fault_bytes, 0);
    l.call.name = "train_mlp_sigmoid";
    make(&b, &l.call);
    ck_assert_int_eq(b.seen.outcome, CALL_CRASHED);
    ck_assert_double_eq(l.w[0], 0.5);
    lesson_close(&l);
    bench_close(&b);
}
END_TEST

START_TEST(data_beyond_the_shared_memory_is_the_graders_failure)
{
    bench b;
    lesson l;
    error e = {0};
    bench_open(&b, "functions/trains");
    lesson_open(&l, "train_linear_regression", 10, 3, false);
    l.dims[1] = (size_t)1 << 30;
    ck_assert(!sandbox_call(b.sandbox, &l.call, &b.seen, &e));
    ck_assert_ptr_nonnull(strstr(e.text, "train_linear_regression"));
    lesson_close(&l);
    bench_close(&b);
}
END_TEST

int main(void)
{
    static char names[MAX_SOURCES][64];
    Suite *suite = suite_create("sandbox_functions");
    TCase *one = tcase_create("hostile"), *more = tcase_create("functions");
    int count = (int)list_sources(directory, names);
    if (count == 0) {
        fprintf(stderr, "no hostile sources in %s\n", directory);
        return EXIT_FAILURE;
    }
    tcase_set_timeout(one, 60);
    tcase_set_timeout(more, 60);
    tcase_add_loop_test(one, hostile_functions, 0, count);
    tcase_add_test(more, callbacks_are_answered);
    tcase_add_test(more, a_refusal_is_passed_on);
    tcase_add_test(more, answering_is_not_the_functions_time);
    tcase_add_test(more, calls_with_callbacks_may_follow_each_other);
    tcase_add_test(more, a_function_gets_all_it_needs);
    tcase_add_test(more, a_training_gets_all_its_data);
    tcase_add_test(more, a_training_gets_labels);
    tcase_add_test(more, a_training_has_its_own_limits);
    tcase_add_test(more, a_training_keeps_to_its_tensors);
    tcase_add_test(more, data_beyond_the_shared_memory_is_the_graders_failure);
    suite_add_tcase(suite, one);
    suite_add_tcase(suite, more);
    return run_suite(suite);
}
