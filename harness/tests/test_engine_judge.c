/* Tests of how engines are judged: the reference's gets every case right, and each wrong one loses
 * the cases that it should, in the parts that it should, with its mistake named. */
#include <stdio.h>

#include "engine_bench.h"
#include "engine_shrink.h"
#include "testing.h"

#define FUNCTIONS                                                                                  \
    {                                                                                              \
        engine_open, engine_close, engine_input, engine_apply, engine_value, engine_node_count,    \
            engine_backward, engine_gradient, engine_directional, engine_jacobian_reverse,         \
            engine_jacobian_forward                                                                \
    }

static const engine_functions reference = FUNCTIONS;

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
static const engine_functions wrong = FUNCTIONS;

enum { CASES = 64 };
static engine_cases cases;
static engine_trial *trials[CASES];
static engine_verdict verdicts[CASES];

static void open_cases(void)
{
    error e = {""};
    ck_assert_msg(engine_cases_make(&cases, "a-test's-seed", &e), "%s", e.text);
    ck_assert_uint_le(cases.count, CASES);
    for (size_t i = 0; i < cases.count; i++)
        trials[i] = shared_trial();
}

static void close_cases(void)
{
    for (size_t i = 0; i < cases.count; i++)
        munmap(trials[i], sizeof *trials[i]);
    engine_cases_free(&cases);
}

/* Runs and judges all cases; counts those failed of each part. */
static void mark_all(const engine_functions *f, size_t failed[DIRECTION_COUNT])
{
    memset(failed, 0, DIRECTION_COUNT * sizeof *failed);
    for (size_t i = 0; i < cases.count; i++) {
        const engine_case *c = cases.list[i];
        run_apart(&c->program, c->expected, c->trait == ENGINE_LEAK, f, trials[i]);
        verdicts[i] = engine_judge(c, trials[i]);
        failed[c->part] += verdicts[i].kind != VERDICT_PASSED;
    }
}

static const char *diagnose(direction part)
{
    const engine_trial *list[CASES];
    for (size_t i = 0; i < cases.count; i++)
        list[i] = trials[i];
    return engine_diagnose(&cases, part, list, verdicts);
}

static void print_failures(void)
{
    char text[400];
    for (size_t i = 0; i < cases.count; i++) {
        if (verdicts[i].kind == VERDICT_PASSED)
            continue;
        engine_explain(text, sizeof text, cases.list[i], trials[i], &verdicts[i], true);
        printf("    %s: %s: %s\n", cases.list[i]->name, verdict_kind_name(verdicts[i].kind), text);
    }
}

START_TEST(reference_is_right)
{
    size_t failed[DIRECTION_COUNT];
    mark_all(&reference, failed);
    print_failures();
    for (direction d = 0; d < DIRECTION_COUNT; d++) {
        ck_assert_uint_eq(failed[d], 0);
        ck_assert_ptr_null(diagnose(d));
    }
}
END_TEST

/* What each mistake loses, forward, backward and jvp, and what it is called. MAY: where a random
 * graph happens to share a node. */
enum { MAY = 2 };
static const struct {
    mistake which;
    int loses[DIRECTION_COUNT];
    const char *called;
} row[] = {
    {NO_MISTAKE, {0, 0, 0}, NULL},
    {GRADIENT_ASSIGNED, {0, 1, 1}, "= instead of +="},
    {REVISITS_NODES, {0, 1, MAY}, "passes its gradient on again"},
    {EVERY_PATH, {0, 1, MAY}, "once for every path"},
    {DEPTH_FIRST, {0, 1, 0}, "reverse topological order"},
    {OLDEST_FIRST, {0, 1, 1}, "from the oldest on"},
    {RECURSIVE_ORDER, {0, 1, 0}, "overflows the stack"},
    {NEVER_ZEROED, {0, 1, 1}, "of the last backward are still there"},
    {ZEROED_INSIDE, {0, 1, 1}, "zeroed in the middle"},
    {SEED_ZERO, {0, 1, 1}, "starts with 0"},
    {SEED_VALUE, {0, 1, 1}, "starts with the output's value"},
    {SEED_COUNT, {0, 1, 1}, "starts with a number of elements"},
    {SEEDS_EVERY_END, {0, 1, 1}, "every node that nothing uses"},
    {VALUE_BORROWED, {1, 1, 1}, "elements are not copied"},
    {INDEX_BORROWED, {0, 1, 0}, "index is not copied"},
    {FORWARD_IN_PLACE, {1, 1, 1}, "written over that of its input"},
    {UPSTREAM_CLEARED, {0, 1, 0}, "gone once it was passed on"},
    {RESHAPE_COPY, {0, 1, 0}, "goes into a copy"},
    {GRADIENT_OVER_VALUE, {0, 1, 0}, "written over their values"},
    {NOT_RECORDED, {0, 1, 1}, "not recorded"},
    {ONE_LINK, {0, 1, 0}, "keeps the gradient of an earlier backward"},
    {LEAKS_PER_PASS, {0, 1, 0}, "never released"},
    {LEAKS_AT_CLOSE, {0, 1, 0}, "does not release everything"},
    {VALUE_MOVES, {1, 0, 0}, "must stay until engine_close"},
    {NOT_ZEROED_FIRST, {0, 1, 1}, "new memory being 0"},
    {ONE_TAPE, {1, 1, 0}, "engines share something"},
    {UNUSED_VISITED, {0, 1, 0}, "does not depend on"},
    {ERROR_LEAVES_NODE, {1, 0, 0}, "left behind"},
    {FAILURE_IGNORED, {0, 1, 0}, "failure is not passed on"},
    {QUADRATIC, {0, 1, 0}, "grows faster"},
    {TANGENTS_KEPT, {0, 0, 1}, "tangents of the last direction"},
    {ONLY_FIRST_MOVES, {0, 0, 1}, "only the first of the inputs"},
    {PASS_PER_INPUT, {0, 0, 1}, "one pass moves them all"},
    {JACOBIAN_TRANSPOSED, {0, 0, 1}, "transposed"},
    {ROWS_PILE_UP, {0, 0, 1}, "contains those above it"},
    {ROWS_AT_ONCE, {0, 0, 1}, "the sum of all rows"},
    {FORWARD_BY_REVERSE, {0, 0, 1}, "found by reverse mode"},
};

START_TEST(wrong_is_found)
{
    size_t failed[DIRECTION_COUNT];
    chosen_mistake = row[_i].which;
    mark_all(&wrong, failed);
    for (direction d = 0; d < DIRECTION_COUNT; d++) {
        const char *text = diagnose(d);
        ck_assert_msg(row[_i].loses[d] == MAY || (failed[d] > 0) == row[_i].loses[d],
                      "mistake %d, %s: %zu cases failed", row[_i].which, direction_name[d],
                      failed[d]);
        /* Backward's is the name that counts; what goes wrong elsewhere may have another. */
        if (failed[d] && (d == BACKWARD || !row[_i].loses[BACKWARD]))
            ck_assert_msg(text && strstr(text, row[_i].called), "mistake %d, %s: %s", row[_i].which,
                          direction_name[d], text ? text : "no name");
    }
}
END_TEST

START_TEST(every_mistake_is_tested)
{
    size_t count = 0;
#define COUNT(name, catalogue, what) count++;
    ENGINE_MISTAKES(COUNT)
#undef COUNT
    ck_assert_uint_eq(count, sizeof row / sizeof *row);
}
END_TEST

static bool run_wrong(void *context, const engine_case *c, engine_trial *t, error *e)
{
    (void)e;
    engine_trial *shared = context;
    run_apart(&c->program, c->expected, false, &wrong, shared);
    memcpy(t, shared, sizeof *t);
    return true;
}

/* Every random case of reverse mode that fails shrinks to so few nodes; one of them to this graph.
 */
static void shrinks_to(mistake which, size_t nodes, const char *formula)
{
    error e = {""};
    size_t failed[DIRECTION_COUNT];
    bool found = false;
    char text[400];
    chosen_mistake = which;
    mark_all(&wrong, failed);
    for (size_t i = 0; i < cases.count; i++) {
        const engine_case *c = cases.list[i];
        engine_case *small = NULL;
        if (verdicts[i].kind == VERDICT_PASSED || c->trait != ENGINE_RANDOM || c->part != BACKWARD)
            continue;
        ck_assert(engine_shrink(&small, c, run_wrong, trials[0], &e));
        ck_assert_ptr_nonnull(small);
        program_formula(&small->program, small->output, text, sizeof text);
        ck_assert_uint_le(small->program.node_count, nodes);
        found = found || strcmp(text, formula) == 0;
        engine_case_free(small);
    }
    ck_assert_msg(found, "%s", text);
}

START_TEST(shrinks)
{
    shrinks_to(GRADIENT_ASSIGNED, 4, "y = mul(x, x)");
    shrinks_to(SEED_ZERO, 2, "y = select(x)");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("engine_judge");
    TCase *judged = tcase_create("judged");
    tcase_add_unchecked_fixture(judged, open_cases, close_cases);
    tcase_set_timeout(judged, 120);
    tcase_add_test(judged, reference_is_right);
    tcase_add_test(judged, every_mistake_is_tested);
    tcase_add_test(judged, shrinks);
    tcase_add_loop_test(judged, wrong_is_found, 0, sizeof row / sizeof *row);
    suite_add_tcase(suite, judged);
    return run_suite(suite);
}
