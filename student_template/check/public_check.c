/* public_check.c - runs the ops of this folder on the cases of public_cases.c, its functions on
 * those of functions_cases.c, and its engine and graphs as engine_check.c does.
 *
 * SPDX-License-Identifier: MIT-0
 *
 * Every function that is there gets its own tests, each in a process of its own, so that a crash
 * costs one test. A function that is missing or returns OP_NOT_IMPLEMENTED is listed at the end and
 * is no failure. The exit status is 0 where no test failed.
 *
 * Environment, read by Check: CK_RUN_CASE=relu runs the tests of one op (CK_RUN_CASE=blur: of one
 * function), CK_FORK=no runs all in one process (for a debugger), CK_VERBOSITY=verbose lists what
 * passed as well. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine_check.h"
#include "functions_check.h"
#include "public_cases.h"

typedef enum direction { FORWARD, BACKWARD, JVP, DIRECTION_COUNT } direction;

typedef struct op {
    const char *name;
    op_forward *forward;
    op_backward *backward;
    op_jvp *jvp;
} op;

/* Weak: a function that no file defines is a null pointer instead of an error of the linker. */
#define WEAK_OP(name, signature, attributes, formula)                                              \
    extern __attribute__((weak)) op_forward name##_forward;                                        \
    extern __attribute__((weak)) op_backward name##_backward;                                      \
    extern __attribute__((weak)) op_jvp name##_jvp;
#define OP_ROW(name, signature, attributes, formula)                                               \
    {#name, name##_forward, name##_backward, name##_jvp},
OPS(WEAK_OP)
static const op ops[] = {OPS(OP_ROW)};
enum { OP_COUNT = sizeof ops / sizeof *ops };

/* Which functions are not there yet. */
typedef struct absences {
    bool absent[OP_COUNT][DIRECTION_COUNT];
} absences;

static size_t find_op(const char *name)
{
    size_t i = 0;
    while (i < OP_COUNT && strcmp(ops[i].name, name) != 0)
        i++;
    if (i == OP_COUNT) {
        fprintf(stderr, "public_cases.c: there is no op called %s\n", name);
        abort();
    }
    return i;
}

/* Everything that the functions of an op take, in memory of its own, so that a sanitizer notices
 * every access outside. */
typedef struct call {
    tensor in[MAX_INPUTS], out, dout, din[MAX_INPUTS], tangent[MAX_INPUTS];
    tensor result; /* what forward and jvp write */
    const tensor *in_list[MAX_INPUTS], *tangent_list[MAX_INPUTS];
    tensor *din_list[MAX_INPUTS];
} call;

/* What a gradient buffer holds before backward. */
static double prefill(size_t element)
{
    return 0.371 + 0.613 * (double)element;
}

static void call_open(call *c, const op_case *given)
{
    *c = (call){.out = array_copied(&given->out),
                .dout = array_copied(&given->dout),
                .result = array_filled(&given->out, NAN)};
    for (size_t i = 0; i < MAX_INPUTS && given->in[i].data; i++) {
        c->in[i] = array_copied(&given->in[i]);
        c->in_list[i] = &c->in[i];
        if (!given->gradient[i].data)
            continue;
        c->din[i] = array_filled(&given->in[i], 0);
        for (size_t j = 0; j < given->in[i].count; j++)
            c->din[i].data[j] = prefill(j);
        c->din_list[i] = &c->din[i];
        c->tangent[i] = array_filled(&given->in[i], 0);
        c->tangent_list[i] = &c->tangent[i];
    }
    if (given->same) {
        c->in_list[1] = c->in_list[0];
        c->din_list[1] = c->din_list[0];
        c->tangent_list[1] = c->tangent_list[0];
    }
}

static void call_close(call *c)
{
    free(c->out.data);
    free(c->dout.data);
    free(c->result.data);
    for (size_t i = 0; i < MAX_INPUTS; i++) {
        free(c->in[i].data);
        free(c->din[i].data);
        free(c->tangent[i].data);
    }
}

static op_status call_run(call *c, const op_case *given, direction d)
{
    const op *o = &ops[find_op(given->op)];
    switch (d) {
    case FORWARD:
        return o->forward(c->in_list, &given->attr, &c->result);
    case BACKWARD:
        return o->backward(c->in_list, &given->attr, &c->out, &c->dout, c->din_list);
    default:
        return o->jvp(c->in_list, &given->attr, &c->out, c->tangent_list, &c->result);
    }
}

static void require_ok(const op_case *given, const char *function, op_status status)
{
    if (status != OP_OK)
        ck_abort_msg("%s_%s (public_cases.c:%d): returned %u (%s), expected OP_OK", given->op,
                     function, given->line, (unsigned)status, status_name(status));
}

static void require_unchanged(const op_case *given, const char *function, const tensor *t,
                              const array *before, const char *name)
{
    char text[64];
    for (size_t i = 0; i < before->count; i++)
        if (memcmp(&t->data[i], &before->data[i], sizeof(double)) != 0)
            ck_abort_msg("%s_%s (public_cases.c:%d): wrote to %s%s, which is const: got %.10g, "
                         "expected %.10g",
                         given->op, function, given->line, name, array_index_text(before, i, text),
                         t->data[i], before->data[i]);
}

/* Runs the function and checks everything but what it computed. */
static void run_checked(call *c, const op_case *given, direction d)
{
    const char *const function[] = {"forward", "backward", "jvp"};
    const char *const name[] = {"in[0]", "in[1]", "in[2]"};
    require_ok(given, function[d], call_run(c, given, d));
    for (size_t i = 0; i < MAX_INPUTS && given->in[i].data; i++)
        require_unchanged(given, function[d], &c->in[i], &given->in[i], name[i]);
    require_unchanged(given, function[d], &c->out, &given->out, "out");
    require_unchanged(given, function[d], &c->dout, &given->dout, "dout");
}

START_TEST(forward)
{
    const op_case *given = &op_cases[_i];
    char text[64];
    call c;
    call_open(&c, given);
    run_checked(&c, given, FORWARD);
    for (size_t i = 0; i < given->out.count; i++) {
        double got = c.result.data[i], expected = given->out.data[i];
        if (!is_close(got, expected))
            ck_abort_msg("%s_forward (public_cases.c:%d): out%s: got %.10g, expected %.10g%s",
                         given->op, given->line, array_index_text(&given->out, i, text), got,
                         expected, isnan(got) ? " (never written, or not a number)" : "");
    }
    call_close(&c);
}
END_TEST

START_TEST(backward)
{
    const op_case *given = &op_cases[_i];
    char text[64];
    call c;
    call_open(&c, given);
    run_checked(&c, given, BACKWARD);
    for (size_t i = 0; i < MAX_INPUTS; i++)
        for (size_t j = 0; j < given->gradient[i].count; j++) {
            double got = c.din[i].data[j], expected = given->gradient[i].data[j];
            if (!is_close(got, prefill(j) + expected))
                ck_abort_msg("%s_backward (public_cases.c:%d): added to din[%zu]%s: got %.10g, "
                             "expected %.10g%s",
                             given->op, given->line, i,
                             array_index_text(&given->gradient[i], j, text), got - prefill(j),
                             expected,
                             is_close(got, expected) ? " (overwritten: add to it, with +=)" : "");
        }
    call_close(&c);
}
END_TEST

/* Moves one input element at a time. How fast dout . out then changes is that element's gradient.
 */
START_TEST(jvp)
{
    const op_case *given = &op_cases[_i];
    char text[64];
    call c;
    call_open(&c, given);
    for (size_t i = 0; i < MAX_INPUTS; i++)
        for (size_t j = 0; j < given->gradient[i].count; j++) {
            double got = 0, expected = given->gradient[i].data[j];
            c.tangent[i].data[j] = 1;
            run_checked(&c, given, JVP);
            c.tangent[i].data[j] = 0;
            for (size_t k = 0; k < given->out.count; k++)
                got += given->dout.data[k] * c.result.data[k];
            if (!is_close(got, expected))
                ck_abort_msg("%s_jvp (public_cases.c:%d): tangent[%zu]%s = 1, all else 0: inner "
                             "product of dout and out_tangent: got %.10g, expected %.10g",
                             given->op, given->line, i,
                             array_index_text(&given->gradient[i], j, text), got, expected);
        }
    call_close(&c);
}
END_TEST

/* The forward pass of a graph (backwards false), or the backward pass over its values. */
static void graph_pass(const graph_case *g, tensor *value, tensor *gradient, bool backwards)
{
    for (size_t n = 0; n < g->step_count; n++) {
        size_t s = backwards ? g->step_count - 1 - n : n, node = g->input_count + s;
        const op *o = &ops[find_op(g->step[s].op)];
        const tensor *in[MAX_INPUTS] = {0};
        tensor *din[MAX_INPUTS] = {0};
        for (size_t i = 0; i < g->step[s].in_count; i++) {
            in[i] = &value[g->step[s].in[i]];
            din[i] = &gradient[g->step[s].in[i]];
        }
        op_status status =
            backwards ? o->backward(in, &g->step[s].attr, &value[node], &gradient[node], din)
                      : o->forward(in, &g->step[s].attr, &value[node]);
        if (status != OP_OK)
            ck_abort_msg("graph %s: %s_%s returned %u, expected OP_OK", g->name, o->name,
                         backwards ? "backward" : "forward", (unsigned)status);
    }
}

START_TEST(graph)
{
    const graph_case *g = &graph_cases[_i];
    size_t last = g->input_count + g->step_count - 1;
    tensor value[MAX_NODES], gradient[MAX_NODES];
    char text[64];
    for (size_t n = 0; n <= last; n++) {
        value[n] = n < g->input_count ? array_copied(&g->node[n]) : array_filled(&g->node[n], NAN);
        gradient[n] = array_filled(&g->node[n], n == last);
    }
    graph_pass(g, value, gradient, false);
    if (!is_close(value[last].data[0], g->node[last].data[0]))
        ck_abort_msg("graph %s, forward: got %.10g, expected %.10g", g->name, value[last].data[0],
                     g->node[last].data[0]);
    graph_pass(g, value, gradient, true);
    for (size_t n = 0; n < g->input_count; n++)
        for (size_t i = 0; i < g->gradient[n].count; i++)
            if (!is_close(gradient[n].data[i], g->gradient[n].data[i]))
                ck_abort_msg("graph %s, backward: gradient of input %zu%s: got %.10g, expected "
                             "%.10g",
                             g->name, n, array_index_text(&g->gradient[n], i, text),
                             gradient[n].data[i], g->gradient[n].data[i]);
    for (size_t n = 0; n <= last; n++) {
        free(value[n].data);
        free(gradient[n].data);
    }
}
END_TEST

/* Whoever adds cases of their own: as many numbers as the shape has, and no op without a case. */
START_TEST(tables)
{
    bool tested[OP_COUNT] = {false};
    for (size_t i = 0; i < op_case_count; i++) {
        const op_case *given = &op_cases[i];
        bool sound = array_is_sound(&given->out) && array_is_sound(&given->dout);
        for (size_t j = 0; j < MAX_INPUTS; j++)
            sound = sound && array_is_sound(&given->in[j]) && array_is_sound(&given->gradient[j]);
        if (!sound)
            ck_abort_msg("public_cases.c:%d: a tensor's numbers do not fit its shape", given->line);
        tested[find_op(given->op)] = true;
    }
    for (size_t o = 0; o < OP_COUNT; o++)
        if (!tested[o])
            ck_abort_msg("public_cases.c: no case for %s", ops[o].name);
}
END_TEST

/* One function of an op on one case, to be run by says_not_implemented. */
typedef struct attempt {
    const op_case *given;
    direction d;
} attempt;

static op_status attempt_run(void *context)
{
    const attempt *a = context;
    call c;
    call_open(&c, a->given);
    return call_run(&c, a->given, a->d);
}

/* A function counts as absent when it says so for the op's first case. */
static bool is_absent(const op *o, direction d, const op_case *given)
{
    bool defined =
        d == FORWARD ? o->forward != NULL : (d == BACKWARD ? o->backward != NULL : o->jvp != NULL);
    attempt a = {.given = given, .d = d};
    return !defined || says_not_implemented(attempt_run, &a);
}

static void add_op_tests(Suite *suite, size_t o, absences *a)
{
    TCase *tests = tcase_create(ops[o].name);
    bool first = true;
    for (size_t i = 0; i < op_case_count; i++) {
        if (find_op(op_cases[i].op) != o)
            continue;
        for (direction d = FORWARD; first && d < DIRECTION_COUNT; d++)
            a->absent[o][d] = is_absent(&ops[o], d, &op_cases[i]);
        first = false;
        int from = (int)i, to = from + 1;
        if (!a->absent[o][FORWARD])
            tcase_add_loop_test(tests, forward, from, to);
        if (!a->absent[o][BACKWARD])
            tcase_add_loop_test(tests, backward, from, to);
        if (!a->absent[o][JVP])
            tcase_add_loop_test(tests, jvp, from, to);
    }
    suite_add_tcase(suite, tests);
}

static void add_graph_tests(Suite *suite, const absences *a)
{
    TCase *tests = tcase_create("graphs");
    for (size_t i = 0; i < graph_case_count; i++) {
        bool complete = true;
        for (size_t s = 0; s < graph_cases[i].step_count; s++) {
            size_t o = find_op(graph_cases[i].step[s].op);
            complete = complete && !a->absent[o][FORWARD] && !a->absent[o][BACKWARD];
        }
        if (complete)
            tcase_add_loop_test(tests, graph, (int)i, (int)i + 1);
    }
    suite_add_tcase(suite, tests);
}

static void list_absent_ops(const absences *a, direction d, const char *title)
{
    const char *names[OP_COUNT];
    size_t count = 0;
    for (size_t o = 0; o < OP_COUNT; o++)
        if (a->absent[o][d])
            names[count++] = ops[o].name;
    list_absent(title, names, count, OP_COUNT);
}

int main(void)
{
    Suite *suite = suite_create("public cases");
    TCase *own = tcase_create("tables");
    tcase_add_test(own, tables);
    suite_add_tcase(suite, own);
    absences a;
    for (size_t o = 0; o < OP_COUNT; o++)
        add_op_tests(suite, o, &a);
    add_graph_tests(suite, &a);
    const char *absent_functions[FUNCTION_COUNT];
    size_t absent_count = functions_add_tests(suite, absent_functions);
    const char *absent_parts[ENGINE_PART_COUNT];
    size_t absent_part_count = engine_add_tests(suite, absent_parts);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    list_absent_ops(&a, FORWARD, "forward");
    list_absent_ops(&a, BACKWARD, "backward");
    list_absent_ops(&a, JVP, "jvp (optional)");
    list_absent("functions", absent_functions, absent_count, FUNCTION_COUNT);
    list_absent("engine and graphs", absent_parts, absent_part_count, ENGINE_PART_COUNT);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
