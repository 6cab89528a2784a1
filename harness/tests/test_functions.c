/* Tests of the reference's functions: the student's own cases, derivatives against central
 * differences, and second ways to the same numbers. Each check is also run on the submissions in
 * submissions/functions, and has to tell the wrong from the right. */
#include <dlfcn.h>
#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/functions_cases.c"
#include "function_values.h"
#include "testing.h"

#define gradient_descent second_gradient_descent
op_status gradient_descent(const tensor *const in[], const settings *set, tensor *const out[]);
#include "submissions/functions/descent.h"
#undef gradient_descent

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static bool is_near(double got, double expected, double relative)
{
    return fabs(got - expected) <= relative * fmax(1, fabs(expected));
}

/* The checks: whether a solution of the function passes. */
typedef bool solution_check(const function *f, course_function *solution);

/* Check: the cases that students have. */

static tensor *tensor_of_array(const array *a)
{
    tensor *t = tensor_new(a->rank, a->dims);
    ck_assert_ptr_nonnull(t);
    memcpy(t->data, a->data, a->count * sizeof *a->data);
    return t;
}

static bool solves_case(const function_case *given, const function *f, course_function *solution)
{
    call c = {.f = f, .set = given->set};
    for (size_t i = 0; i < f->input_count; i++)
        c.in[i] = tensor_of_array(&given->in[i]);
    for (size_t i = 0; i < f->output_count; i++) {
        c.out[i] = tensor_of_array(&given->out[i]);
        tensor_fill(c.out[i], NAN);
    }
    bool right = call_run(&c, solution) == given->status;
    for (size_t i = 0; right && given->status == OP_OK && i < f->output_count; i++)
        for (size_t j = 0; j < given->out[i].count; j++)
            right = right && is_near(c.out[i]->data[j], given->out[i].data[j], 1e-12);
    call_close(&c);
    return right;
}

static bool check_cases(const function *f, course_function *solution)
{
    bool right = true;
    for (size_t i = 0; i < function_case_count; i++)
        if (strcmp(function_cases[i].function, f->name) == 0)
            right = right && solves_case(&function_cases[i], f, solution);
    return right;
}

/* Check: derivatives against central differences of the function they belong to. */

static bool check_derivative(const function *f, course_function *solution)
{
    const size_t which = find_derivative(f->name);
    if (which == DERIVATIVE_COUNT)
        return true;
    const double h = 1e-5;
    call c = call_open(f, 7);
    c.set.f = twice;
    double p[MAX_ELEMENTS], above[MAX_ELEMENTS], below[MAX_ELEMENTS];
    choose_point(&c, derivatives[which].varied, p);
    const size_t columns = column_count(&c, derivatives[which].varied);
    const bool two_outputs = f->output_count == 2;
    const size_t rows = two_outputs ? 1 : element_count(c.out[0]) / columns;
    bool right = call_run(&c, solution) == OP_OK;
    for (size_t j = 0; right && j < columns; j++) {
        const double middle = p[j];
        p[j] = middle + h;
        derivatives[which].value(&c, p, above);
        p[j] = middle - h;
        derivatives[which].value(&c, p, below);
        p[j] = middle;
        for (size_t i = 0; i < rows; i++) {
            const double got = two_outputs ? c.out[j]->data[0] : c.out[0]->data[i * columns + j];
            right = right && is_near(got, (above[i] - below[i]) / (2 * h), 1e-8);
        }
    }
    call_close(&c);
    return right;
}

/* Check: second ways to the same numbers. */

/* With a constant gradient and no dampening, the velocity is a geometric series. */
static bool check_velocity(const function *f, course_function *solution)
{
    if (strcmp(f->name, "sgd_step") != 0)
        return true;
    call c = call_open(f, 3);
    c.set = (settings){.learning_rate = 0.1, .momentum = 0.75};
    bool right = true;
    double series = 0, distance = 0;
    const double start = c.in[0]->data[2], g = c.in[1]->data[2];
    for (; right && c.set.step < 6; c.set.step++) {
        right = call_run(&c, solution) == OP_OK;
        series = 1 + 0.75 * series;
        distance += 0.1 * series * g;
        right = right && is_near(c.out[0]->data[2], start - distance, 1e-12) &&
                is_near(c.out[1]->data[2], series * g, 1e-12);
        memcpy(c.in[0]->data, c.out[0]->data, element_count(c.in[0]) * sizeof(double));
        memcpy(c.in[2]->data, c.out[1]->data, element_count(c.in[2]) * sizeof(double));
    }
    call_close(&c);
    return right;
}

/* A smooth energy's gradient in which every pixel matters to its right neighbour. */
static op_status coupled(void *context, const tensor *x, tensor *out)
{
    (void)context;
    const size_t count = element_count(x);
    for (size_t i = 0; i < count; i++)
        out->data[i] = sin((double)i) + tanh(x->data[i] + 0.5 * x->data[(i + 1) % count]);
    return OP_OK;
}

static bool check_descent(const function *f, course_function *solution)
{
    if (strcmp(f->name, "gradient_descent") != 0)
        return true;
    static const size_t jitter[] = {1, 5, 0, 11, 3, 4, 2, 0, 17, 23, 1, 1, 2, 7, 0, 3, 3, 0, 1, 9};
    static const settings choices[] = {
        {.learning_rate = 0.3, .steps = 12},
        {.learning_rate = 0.3, .steps = 6, .jitter = jitter, .mean = 0.4, .std = 0.3},
        {.learning_rate = 0.3, .steps = 2, .scales = 3, .jitter = jitter},
        {.learning_rate = 0.3,
         .steps = 2,
         .scales = 3,
         .jitter = jitter,
         .mean = 0.4,
         .std = 0.3,
         .blur_image = 0.2,
         .blur_gradient = 0.7,
         .weight_decay = 0.1,
         .max_norm = 2,
         .clamp = 1},
    };
    bool right = true;
    for (size_t i = 0; right && i < LENGTH(choices); i++) {
        call c = call_open(f, 11), second = call_open(f, 11);
        c.set = second.set = choices[i];
        c.set.f = second.set.f = coupled;
        right =
            call_run(&c, solution) == OP_OK && call_run(&second, second_gradient_descent) == OP_OK;
        for (size_t j = 0; right && j < element_count(c.out[0]); j++)
            right = is_near(c.out[0]->data[j], second.out[0]->data[j], 1e-12);
        call_close(&c);
        call_close(&second);
    }
    return right;
}

static const struct {
    const char *name;
    solution_check *run;
} checks[] = {
    {"the student's cases", check_cases},
    {"central differences", check_derivative},
    {"geometric series", check_velocity},
    {"second descent", check_descent},
};

START_TEST(reference_is_right)
{
    const function *f = function_at((size_t)_i);
    for (size_t i = 0; i < LENGTH(checks); i++)
        ck_assert_msg(checks[i].run(f, f->call), "%s: %s", f->name, checks[i].name);
}
END_TEST

START_TEST(every_function_has_a_case)
{
    const function *f = function_at((size_t)_i);
    size_t count = 0;
    for (size_t i = 0; i < function_case_count; i++)
        count += strcmp(function_cases[i].function, f->name) == 0;
    ck_assert_uint_gt(count, 0);
}
END_TEST

/* In turn, every tensor of the call gets a shape that its signature does not allow. */
START_TEST(shapes_that_do_not_fit_are_refused)
{
    const function *f = function_at((size_t)_i);
    const size_t odd[] = {2, 2, 2};
    for (size_t i = 0; i < f->input_count + f->output_count; i++) {
        call c = call_open(f, 5);
        c.set.f = twice;
        tensor **changed = i < f->input_count ? &c.in[i] : &c.out[i - f->input_count];
        free(*changed);
        *changed = tensor_new(3, odd);
        tensor_fill(*changed, NAN);
        ck_assert_msg(call_run(&c, f->call) == OP_BAD_INPUT, "%s, operand %zu", f->name, i);
        for (size_t o = 0; o < f->output_count; o++)
            for (size_t j = 0; j < element_count(c.out[o]); j++)
                ck_assert(isnan(c.out[o]->data[j]));
        call_close(&c);
    }
}
END_TEST

/* The submissions. */

/* Line 1 of a submission: the function it defines, and whether it is right. */
typedef struct claim {
    char function[64];
    bool right;
} claim;

static claim claim_read(const char *path)
{
    claim c;
    char verdict[16];
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    ck_assert_msg(fscanf(file, "/* function=%63s verdict=%15s", c.function, verdict) == 2, "%s",
                  path);
    fclose(file);
    c.right = strcmp(verdict, "right") == 0;
    ck_assert_msg(c.right || strcmp(verdict, "wrong") == 0, "%s", path);
    return c;
}

/* The function of the shared object that was built from the source. */
static course_function *solution_load(const char *source, const char *function_name)
{
    char path[4096];
    const char *name = strrchr(source, '/') + 1;
    snprintf(path, sizeof path, "%s/tests/submissions/functions/%.*s.so", BUILD_DIR,
             (int)(strlen(name) - strlen(".c")), name);
    void *object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    ck_assert_msg(object != NULL, "%s", dlerror());
    course_function *solution;
    *(void **)&solution = dlsym(object, function_name);
    ck_assert_msg(solution != NULL, "%s: no %s", path, function_name);
    return solution;
}

static glob_t submissions_find(void)
{
    glob_t found;
    ck_assert_int_eq(glob(SOURCE_DIR "/harness/tests/submissions/functions/*.c", 0, NULL, &found),
                     0);
    return found;
}

START_TEST(wrong_submissions_are_told_from_right_ones)
{
    glob_t found = submissions_find();
    for (size_t i = 0; i < found.gl_pathc; i++) {
        const claim c = claim_read(found.gl_pathv[i]);
        const function *f = function_find(c.function);
        ck_assert_msg(f != NULL, "%s", found.gl_pathv[i]);
        course_function *solution = solution_load(found.gl_pathv[i], c.function);
        ck_assert_msg(check_cases(f, solution) == c.right, "%s", found.gl_pathv[i]);
        for (size_t j = 0; c.right && j < LENGTH(checks); j++)
            ck_assert_msg(checks[j].run(f, solution), "%s: %s", found.gl_pathv[i], checks[j].name);
    }
    globfree(&found);
}
END_TEST

/* How many wrong submissions of that function fail the check. */
static size_t count_failures(const glob_t *found, const char *function_name, solution_check *check)
{
    size_t count = 0;
    for (size_t i = 0; i < found->gl_pathc; i++) {
        const claim c = claim_read(found->gl_pathv[i]);
        if (!c.right && strcmp(c.function, function_name) == 0)
            count +=
                !check(function_find(c.function), solution_load(found->gl_pathv[i], c.function));
    }
    return count;
}

START_TEST(every_check_fails_on_something_wrong)
{
    glob_t found = submissions_find();
    for (size_t i = 0; i < function_count(); i++)
        ck_assert_msg(count_failures(&found, function_at(i)->name, check_cases) > 0, "%s",
                      function_at(i)->name);
    for (size_t i = 0; i < DERIVATIVE_COUNT; i++)
        ck_assert_msg(count_failures(&found, derivatives[i].function, check_derivative) > 0, "%s",
                      derivatives[i].function);
    ck_assert_uint_ge(count_failures(&found, "sgd_step", check_velocity), 4);
    ck_assert_uint_ge(count_failures(&found, "gradient_descent", check_descent), 12);
    globfree(&found);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("functions");
    TCase *tests = tcase_create("functions");
    const int count = (int)function_count();
    tcase_add_loop_test(tests, reference_is_right, 0, count);
    tcase_add_loop_test(tests, every_function_has_a_case, 0, count);
    tcase_add_loop_test(tests, shapes_that_do_not_fit_are_refused, 0, count);
    tcase_add_test(tests, wrong_submissions_are_told_from_right_ones);
    tcase_add_test(tests, every_check_fails_on_something_wrong);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
