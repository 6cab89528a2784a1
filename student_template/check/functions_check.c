/* SPDX-License-Identifier: MIT-0 */
#include "functions_check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "functions_cases.h"

/* Weak: a function that no file defines is a null pointer instead of an error of the linker. */
#define WEAK_FUNCTION(name, signature, settings, formula)                                          \
    extern __attribute__((weak)) course_function name;
#define FUNCTION_ROW(name, signature, settings, formula) {#name, name},
FUNCTIONS(WEAK_FUNCTION)
static const struct {
    const char *name;
    course_function *call;
} functions[] = {FUNCTIONS(FUNCTION_ROW)};

static size_t find_function(const char *name)
{
    size_t i = 0;
    while (i < FUNCTION_COUNT && strcmp(functions[i].name, name) != 0)
        i++;
    if (i == FUNCTION_COUNT)
        ck_abort_msg("functions_cases.c: there is no function called %s", name);
    return i;
}

/* The tensors of one call. */
typedef struct function_call {
    const function_case *given;
    tensor in[MAX_FUNCTION_INPUTS], out[MAX_FUNCTION_OUTPUTS];
} function_call;

static void call_open(function_call *c, const function_case *given)
{
    *c = (function_call){.given = given};
    for (size_t i = 0; i < MAX_FUNCTION_INPUTS && given->in[i].data; i++)
        c->in[i] = array_copied(&given->in[i]);
    for (size_t i = 0; i < MAX_FUNCTION_OUTPUTS && given->out[i].data; i++)
        c->out[i] = array_filled(&given->out[i], NAN);
}

static void call_close(function_call *c)
{
    for (size_t i = 0; i < MAX_FUNCTION_INPUTS; i++)
        free(c->in[i].data);
    for (size_t i = 0; i < MAX_FUNCTION_OUTPUTS; i++)
        free(c->out[i].data);
}

static op_status call_run(function_call *c)
{
    const tensor *in[MAX_FUNCTION_INPUTS];
    tensor *out[MAX_FUNCTION_OUTPUTS];
    for (size_t i = 0; i < MAX_FUNCTION_INPUTS; i++)
        in[i] = &c->in[i];
    for (size_t i = 0; i < MAX_FUNCTION_OUTPUTS; i++)
        out[i] = &c->out[i];
    return functions[find_function(c->given->function)].call(in, &c->given->set, out);
}

static void require_status(const function_case *given, op_status status)
{
    if (status != given->status)
        ck_abort_msg("%s (functions_cases.c:%d): returned %u (%s), expected %s", given->function,
                     given->line, (unsigned)status, status_name(status),
                     status_name(given->status));
}

/* Requires that the numbers of t are those of the array: equal, or close where rounding is allowed.
 */
static void require_numbers(const function_case *given, const char *name, size_t operand,
                            const tensor *t, const array *expected, bool rounding)
{
    char text[64];
    for (size_t i = 0; i < expected->count; i++) {
        const double got = t->data[i], right = expected->data[i];
        if (rounding ? !is_close(got, right) : memcmp(&got, &right, sizeof got) != 0)
            ck_abort_msg("%s (functions_cases.c:%d): %s[%zu]%s: got %.10g, expected %.10g%s",
                         given->function, given->line, name, operand,
                         array_index_text(expected, i, text), got, right,
                         !rounding    ? " (it is const, but was written to)"
                         : isnan(got) ? " (never written, or not a number)"
                                      : "");
    }
}

START_TEST(function_on_case)
{
    const function_case *given = &function_cases[_i];
    function_call c;
    call_open(&c, given);
    require_status(given, call_run(&c));
    for (size_t i = 0; i < MAX_FUNCTION_INPUTS; i++)
        require_numbers(given, "in", i, &c.in[i], &given->in[i], false);
    for (size_t i = 0; given->status == OP_OK && i < MAX_FUNCTION_OUTPUTS; i++)
        require_numbers(given, "out", i, &c.out[i], &given->out[i], true);
    call_close(&c);
}
END_TEST

/* Whoever adds cases of their own: as many numbers as the shape has, and no function without a
 * case. */
START_TEST(tables)
{
    bool tested[FUNCTION_COUNT] = {false};
    for (size_t i = 0; i < function_case_count; i++) {
        const function_case *given = &function_cases[i];
        bool sound = true;
        for (size_t j = 0; j < MAX_FUNCTION_INPUTS; j++)
            sound = sound && array_is_sound(&given->in[j]);
        for (size_t j = 0; j < MAX_FUNCTION_OUTPUTS; j++)
            sound = sound && array_is_sound(&given->out[j]);
        if (!sound)
            ck_abort_msg("functions_cases.c:%d: a tensor's numbers do not fit its shape",
                         given->line);
        tested[find_function(given->function)] = true;
    }
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        if (!tested[i])
            ck_abort_msg("functions_cases.c: no case for %s", functions[i].name);
}
END_TEST

static op_status attempt_run(void *context)
{
    function_call c;
    call_open(&c, context);
    return call_run(&c);
}

/* A function counts as absent when it says so for its first case. */
static bool is_absent(size_t f)
{
    for (size_t i = 0; functions[f].call && i < function_case_count; i++)
        if (strcmp(function_cases[i].function, functions[f].name) == 0) {
            function_case first = function_cases[i];
            return says_not_implemented(attempt_run, &first);
        }
    return !functions[f].call;
}

size_t functions_add_tests(Suite *suite, const char *absent[FUNCTION_COUNT])
{
    size_t absent_count = 0;
    TCase *own = tcase_create("functions");
    tcase_add_test(own, tables);
    suite_add_tcase(suite, own);
    for (size_t f = 0; f < FUNCTION_COUNT; f++) {
        if (is_absent(f)) {
            absent[absent_count++] = functions[f].name;
            continue;
        }
        TCase *tests = tcase_create(functions[f].name);
        for (size_t i = 0; i < function_case_count; i++)
            if (strcmp(function_cases[i].function, functions[f].name) == 0)
                tcase_add_loop_test(tests, function_on_case, (int)i, (int)i + 1);
        suite_add_tcase(suite, tests);
    }
    return absent_count;
}
