/* Tests of the reference's engine and graphs. The tests of an engine are tested themselves: each
 * mistake that an engine can make must fail one of them. */
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine_lab.h"
#include "engine_properties.h"
#include "random_graph.h"
#include "testing.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const engine_api reference = ENGINE_API;

/* The same functions under other names, with a mistake that can be chosen while running. */
#define engine_open wrong_open
#define engine_close wrong_close
#define engine_input wrong_input
#define engine_apply wrong_apply
#define engine_value wrong_value
#define engine_backward wrong_backward
#define engine_gradient wrong_gradient
#define engine_directional wrong_directional
#define engine_jacobian_reverse wrong_jacobian_reverse
#define engine_jacobian_forward wrong_jacobian_forward
#define engine_node_count wrong_node_count
#define WRONG chosen_mistake
#include "submissions/engines/wrong_engine.h"
static mistake chosen_mistake;
#include "submissions/engines/wrong_engine.c"
static const engine_api wrong = ENGINE_API;
#undef engine_open
#undef engine_close
#undef engine_input
#undef engine_apply
#undef engine_value
#undef engine_backward
#undef engine_gradient
#undef engine_directional
#undef engine_jacobian_reverse
#undef engine_jacobian_forward
#undef engine_node_count

/* Whether all random graphs come out right. */
static bool random_graphs_are_right(const engine_api *api)
{
    enum { GRAPHS_TRIED = 60 };
    bool right = true;
    for (unsigned seed = 0; right && seed < GRAPHS_TRIED; seed++)
        right = random_graph_is_right(api, seed);
    return right;
}

/* Every property, and the mistakes that it is there for. */
static const struct {
    const char *name;
    engine_property *holds;
    mistake kills[7];
} properties[] = {
    {"diamond_adds_up", diamond_adds_up, {GRADIENT_ASSIGNED, REVISITS_NODES}},
    {"same_node_twice", same_node_twice, {GRADIENT_ASSIGNED}},
    {"unequal_paths_add_up",
     unequal_paths_add_up,
     {REVISITS_NODES, DEPTH_FIRST, OLDEST_FIRST, ZEROED_INSIDE}},
    {"visits_once", visits_once, {EVERY_PATH}},
    {"starts_afresh", starts_afresh, {NEVER_ZEROED, ONE_LINK}},
    {"seeds_one", seeds_one, {SEED_ZERO, SEED_VALUE, SEED_COUNT}},
    {"copies_what_it_gets", copies_what_it_gets, {VALUE_BORROWED, INDEX_BORROWED}},
    {"values_stay", values_stay, {FORWARD_IN_PLACE, GRADIENT_OVER_VALUE, VALUE_MOVES}},
    {"inner_gradients_stay", inner_gradients_stay, {UPSTREAM_CLEARED, NOT_RECORDED}},
    {"passes_reshapes", passes_reshapes, {RESHAPE_COPY}},
    {"unused_does_no_harm", unused_does_no_harm, {UNUSED_VISITED, SEEDS_EVERY_END}},
    {"works_in_used_memory", works_in_used_memory, {NOT_ZEROED_FIRST}},
    {"engines_are_independent", engines_are_independent, {ONE_TAPE}},
    {"long_chain_is_right", long_chain_is_right, {RECURSIVE_ORDER}},
    {"time_is_linear", time_is_linear, {QUADRATIC}},
    {"memory_is_linear", memory_is_linear, {NO_MISTAKE}},
    {"nothing_leaks", nothing_leaks, {LEAKS_PER_PASS, LEAKS_AT_CLOSE}},
    {"errors_do_no_harm", errors_do_no_harm, {ERROR_LEAVES_NODE}},
    {"failing_ops_are_reported", failing_ops_are_reported, {FAILURE_IGNORED}},
    {"directions_are_right", directions_are_right, {TANGENTS_KEPT, ONLY_FIRST_MOVES}},
    {"jacobians_are_right", jacobians_are_right, {JACOBIAN_TRANSPOSED, ROWS_PILE_UP, ROWS_AT_ONCE}},
    {"passes_are_counted", passes_are_counted, {PASS_PER_INPUT, FORWARD_BY_REVERSE}},
    {"random_graphs_are_right",
     random_graphs_are_right,
     {GRADIENT_ASSIGNED, REVISITS_NODES, DEPTH_FIRST, NEVER_ZEROED, ZEROED_INSIDE, NOT_RECORDED}},
};

static const struct {
    const char *name, *row, *what;
} mistakes[] = {
#define MISTAKE(name, row, what) {#name, row, what},
    ENGINE_MISTAKES(MISTAKE)
#undef MISTAKE
};

/* Asks in a process of its own, since a wrong engine may crash or never come back. */
static bool holds(engine_property *property, const engine_api *api)
{
    enum { SECONDS = 60 };
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        /* A mistake found by a sanitizer or a signal is as good as one found by the property. */
        if (chosen_mistake != NO_MISTAKE && !freopen("/dev/null", "w", stderr))
            _exit(2);
        alarm(SECONDS);
        _exit(!property(api));
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

START_TEST(property_of_reference)
{
    ck_assert_msg(holds(properties[_i].holds, &reference), "%s", properties[_i].name);
}
END_TEST

START_TEST(property_without_mistake)
{
    ck_assert_msg(holds(properties[_i].holds, &wrong), "%s", properties[_i].name);
}
END_TEST

START_TEST(property_fails_on_mistakes)
{
    for (size_t i = 0; i < LENGTH(properties[_i].kills) && properties[_i].kills[i]; i++) {
        chosen_mistake = properties[_i].kills[i];
        ck_assert_msg(!holds(properties[_i].holds, &wrong), "%s holds, although %s (%s)",
                      properties[_i].name, mistakes[chosen_mistake].what,
                      mistakes[chosen_mistake].name);
    }
}
END_TEST

START_TEST(mistake_fails_some_property)
{
    size_t found = 0;
    for (size_t i = 0; i < LENGTH(properties); i++)
        for (size_t j = 0; j < LENGTH(properties[i].kills); j++)
            found += properties[i].kills[j] == (mistake)_i;
    ck_assert_msg(found > 0, "%s %s fails no property", mistakes[_i].row, mistakes[_i].name);
}
END_TEST

/* Forward mode leaves alone what does not lie between the input and the output. */
START_TEST(forward_mode_stays_between)
{
    lab l = lab_open(&reference);
    node x = lab_scalar(&l, 2), y = lab_scalar(&l, 3);
    node still = lab_unary(&l, "probe", y);
    lab_unary(&l, "probe", x);
    node between = lab_unary(&l, "probe", x);
    node f = lab_binary(&l, "mul", between, still);
    lab_unary(&l, "probe", f);
    probed = (calls){0};
    require_close(&l, lab_slope(&l, f, x), 3);
    ck_assert_uint_eq(probed.jvp, 1);
    ck_assert(lab_close(&l));
}
END_TEST

/* A node in the middle can be moved, too: it then stands for an input. */
START_TEST(inner_node_moves)
{
    lab l = lab_open(&reference);
    node x = lab_scalar(&l, 3), square = lab_unary(&l, "square", x);
    node f = lab_binary(&l, "mul", square, x);
    require_close(&l, lab_slope(&l, f, square), 3);
    require_close(&l, lab_slope(&l, f, x), 27);
    ck_assert(lab_close(&l));
}
END_TEST

/* The graphs of the exercises. */

typedef struct graph {
    const char *name;
    graph_builder *build;
    size_t input_count, output_count, node_count; /* without the inputs */
    double input[MAX_GRAPH_INPUTS], output[MAX_GRAPH_OUTPUTS];
    double jacobian[MAX_GRAPH_OUTPUTS][MAX_GRAPH_INPUTS];
} graph;

/* e^0 / sqrt(4) log(0 + 4) = ln 2; t = 1 + 2 + 1 = 4; the residuals are 1, -2 and 3. */
static const graph graphs[] = {
    {"edf1_a",
     graph_edf1_a,
     2,
     1,
     6,
     {0, 4},
     {0.693147180559945309},
     {{0.818147180559945309, 0.0383566024300068363}}},
    {"edf1_b", graph_edf1_b, 3, 1, 9, {1, 2, 1}, {5.38629436111989062}, {{1, 0, -2}}},
    {"edf1_c",
     graph_edf1_c,
     8,
     1,
     14,
     {1, 2, 1, 2, 3, 2, 7, 4},
     {14},
     {{4, 12, 4, -8, 12, -2, 4, -6}}},
    {"hw1", graph_hw1, 3, 1, 6, {2, 3, 1}, {224}, {{292, 120, 60}}},
    {"fr",
     graph_fr,
     2,
     2,
     10,
     {2, 1},
     {7.671296115050385, 2.731058578630005},
     {{0.141120008059867, 2.898202238655955}, {1, 2.196611933241482}}},
};

static op_status apply_in_lab(void *context, const char *op_name, const node in[],
                              const attributes *attr, node *out)
{
    const lab *l = context;
    return l->api->apply(l->e, op_name, in, attr, out);
}

START_TEST(graph_gives_the_numbers)
{
    const graph *g = &graphs[_i];
    lab l = lab_open(&reference);
    node in[MAX_GRAPH_INPUTS], out[MAX_GRAPH_OUTPUTS];
    for (size_t i = 0; i < g->input_count; i++)
        in[i] = lab_scalar(&l, g->input[i]);
    ck_assert_int_eq(g->build(apply_in_lab, &l, in, out), OP_OK);
    ck_assert_uint_eq(engine_node_count(l.e), g->input_count + g->node_count);
    double element;
    tensor J = {.rank = 2, .dims = (const size_t[]){1, 1}, .data = &element};
    for (size_t row = 0; row < g->output_count; row++) {
        ck_assert_double_eq_tol(lab_value(&l, out[row]), g->output[row], 1e-12);
        lab_backward(&l, out[row]);
        for (size_t i = 0; i < g->input_count; i++)
            ck_assert_double_eq_tol(lab_gradient(&l, in[i]), g->jacobian[row][i], 1e-12);
        for (size_t i = 0; i < g->input_count; i++) {
            ck_assert_double_eq_tol(lab_slope(&l, out[row], in[i]), g->jacobian[row][i], 1e-12);
            ck_assert_int_eq(engine_jacobian_forward(l.e, out[row], in[i], &J), OP_OK);
            ck_assert_double_eq_tol(element, g->jacobian[row][i], 1e-12);
            ck_assert_int_eq(engine_jacobian_reverse(l.e, out[row], in[i], &J), OP_OK);
            ck_assert_double_eq_tol(element, g->jacobian[row][i], 1e-12);
        }
    }
    ck_assert(lab_close(&l));
}
END_TEST

static op_status apply_until(void *context, const char *op_name, const node in[],
                             const attributes *attr, node *out)
{
    size_t *left = context;
    (void)op_name, (void)attr;
    *out = in[0];
    return (*left)-- ? OP_OK : OP_NO_MEMORY;
}

/* A failure of any of the applications is the builder's answer, and the last. */
START_TEST(graph_stops_at_a_failure)
{
    const graph *g = &graphs[_i];
    const node in[MAX_GRAPH_INPUTS] = {0};
    node out[MAX_GRAPH_OUTPUTS];
    for (size_t allowed = 0; allowed < g->node_count; allowed++) {
        size_t left = allowed;
        ck_assert_int_eq(g->build(apply_until, &left, in, out), OP_NO_MEMORY);
        ck_assert_uint_eq(left, SIZE_MAX);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("engine");
    TCase *tests = tcase_create("engine");
    tcase_set_timeout(tests, 240);
    tcase_add_loop_test(tests, property_of_reference, 0, (int)LENGTH(properties));
    tcase_add_loop_test(tests, property_without_mistake, 0, (int)LENGTH(properties));
    tcase_add_loop_test(tests, property_fails_on_mistakes, 0, (int)LENGTH(properties));
    tcase_add_loop_test(tests, mistake_fails_some_property, 1, (int)LENGTH(mistakes));
    tcase_add_test(tests, forward_mode_stays_between);
    tcase_add_test(tests, inner_node_moves);
    tcase_add_loop_test(tests, graph_gives_the_numbers, 0, (int)LENGTH(graphs));
    tcase_add_loop_test(tests, graph_stops_at_a_failure, 0, (int)LENGTH(graphs));
    suite_add_tcase(suite, tests);

    return run_suite(suite);
}
