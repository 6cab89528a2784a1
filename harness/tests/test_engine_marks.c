/* Tests of whole gradings of engines and graphs, in the locked worker. */
#include "engine_graph.h"
#include "graded.h"
#include "submissions/engines/claims.h"

START_TEST(wrong_engines_lose_what_they_should)
{
    char file[128];
    snprintf(file, sizeof file, "tests/submissions/engine_%s.so", engine_claims[_i].file);
    graded g = grade_file("fr", "engine", file);
    const item *it = find_item(g.sheet, "engine");
    const char *said = "";
    for (direction d = 0; d < DIRECTION_COUNT; d++) {
        const part *p = &it->parts[d];
        ck_assert_msg(engine_claims[_i].loses[d] == MAY ||
                          score_full(&p->score) == !engine_claims[_i].loses[d],
                      "%s, %s: %s", engine_claims[_i].file, p->name, first_reason(p));
        if (engine_claims[_i].loses[d] && (d == BACKWARD || !engine_claims[_i].loses[BACKWARD]))
            said = p->mistake;
    }
    if (engine_claims[_i].called)
        ck_assert_msg(strstr(said, engine_claims[_i].called) != NULL, "%s: %s",
                      engine_claims[_i].file, said);
    release_graded(&g);
}
END_TEST

/* Numbers from new memory may be anything, even right. */
START_TEST(uncleared_memory_shows)
{
    graded g = grade_file("fr", "engine", "tests/submissions/engine_not_zeroed_first.so");
    const part *p = &find_item(g.sheet, "engine")->parts[BACKWARD];
    ck_assert(!score_full(&p->score));
    ck_assert_msg(strstr(p->mistake, "new memory being 0") != NULL, "%s", p->mistake);
    release_graded(&g);
}
END_TEST

START_TEST(an_engine_that_loops_at_times_loses_no_other_case)
{
    graded g = grade_file("fr", "engine", "tests/submissions/engine_loops_at_times.so");
    const item *it = find_item(g.sheet, "engine");
    const part *p = &it->parts[BACKWARD];
    size_t passed = 0, late = 0;
    ck_assert(score_full(&it->parts[FORWARD].score));
    for (size_t k = 0; k < p->count; k++) {
        passed += p->cases[k].kind == VERDICT_PASSED;
        late += p->cases[k].kind == VERDICT_TIMED_OUT;
    }
    ck_assert_uint_eq(passed + late, p->count);
    ck_assert_str_eq(p->mistake, "");
    ck_assert_uint_gt(passed, 3);
    ck_assert_uint_gt(late, 3);
    release_graded(&g);
}
END_TEST

START_TEST(reference_gets_all)
{
    graded g = grade_file("fr", "engine", "reference.so");
    ck_assert(score_full(&g.sheet->total));
    ck_assert_uint_eq(g.sheet->total.judged, 44);
    release_graded(&g);
}
END_TEST

START_TEST(template_gets_nothing)
{
    graded g = grade_file("fr", "engine", "submission.so");
    for (direction d = 0; d < DIRECTION_COUNT; d++)
        ck_assert(part_missing(&find_item(g.sheet, "engine")->parts[d]));
    release_graded(&g);
}
END_TEST

static const char *const graphs[] = {"graph_edf1_a", "graph_edf1_b", "graph_edf1_c"};

START_TEST(reference_draws_graphs)
{
    graded g = grade_file("edf1", graphs[_i], "reference.so");
    ck_assert(score_full(&g.sheet->total));
    ck_assert_uint_eq(g.sheet->total.judged, 7);
    release_graded(&g);
}
END_TEST

START_TEST(wrong_graphs_lose_what_they_should)
{
    graded twice = grade_file("edf1", "graph_edf1_b", "tests/submissions/wrong_graphs.so");
    const item *it = find_item(twice.sheet, "graph_edf1_b");
    ck_assert(score_full(&it->parts[0].score) && score_full(&it->parts[1].score));
    ck_assert(it->parts[2].cases[0].kind == VERDICT_TOO_MANY_NODES);
    release_graded(&twice);
    graded false_value = grade_file("edf1", "graph_edf1_a", "tests/submissions/wrong_graphs.so");
    it = find_item(false_value.sheet, "graph_edf1_a");
    ck_assert(it->parts[0].cases[0].kind == VERDICT_WRONG_VALUE);
    ck_assert(it->parts[1].cases[0].kind == VERDICT_WRONG_GRADIENT);
    release_graded(&false_value);
    graded wild = grade_file("edf1", "graph_edf1_c", "tests/submissions/wrong_graphs.so");
    it = find_item(wild.sheet, "graph_edf1_c");
    ck_assert_uint_eq(wild.sheet->total.passed, 0);
    release_graded(&wild);
}
END_TEST

/* The plan of engines and graphs of assignment fr. */
static plan *plan_of(const assignment *a, const char *seed, bool public_only)
{
    plan *p = NULL;
    error e = {""};
    const plan_filter filter = {.op_name = "", .case_name = "", .public_only = public_only};
    ck_assert_msg(plan_make(&p, a, GRADE_CASES, seed, &filter, &e), "%s", e.text);
    return p;
}

static bool same_numbers(const engine_case *a, const engine_case *b)
{
    return memcmp(a->program.number, b->program.number, sizeof a->program.number) == 0;
}

START_TEST(public_cases_depend_on_no_secret)
{
    assignment *a = NULL;
    error e = {""};
    size_t hidden = 0;
    ck_assert_msg(assignment_open(&a, GRADE_CASES, "fr", &e), "%s", e.text);
    plan *all = plan_of(a, "one", false), *others = plan_of(a, "two", false);
    plan *public = plan_of(a, "two", true);
    ck_assert_uint_eq(all->engine.count, others->engine.count);
    for (size_t i = 0, at = 0; i < all->engine.count; i++) {
        const engine_case *c = all->engine.list[i];
        if (c->is_public) {
            ck_assert(same_numbers(c, others->engine.list[i]));
            ck_assert_str_eq(c->name, public->engine.list[at++]->name);
        } else {
            hidden += !same_numbers(c, others->engine.list[i]);
        }
        ck_assert_uint_le(at, public->engine.count);
    }
    ck_assert_uint_gt(hidden, all->engine.count / 2);
    const graph_question *q = all->graphs[0].question, *r = others->graphs[0].question;
    ck_assert_uint_eq(public->graphs[0].question->point_count, 1);
    ck_assert_mem_eq(q->point[0], r->point[0], sizeof q->point[0]);
    ck_assert_mem_ne(q->point[1], r->point[1], sizeof q->point[1]);
    plan_free(all);
    plan_free(others);
    plan_free(public);
    assignment_close(a);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("engine_marks");
    TCase *engines = tcase_create("engines"), *drawn = tcase_create("graphs");
    tcase_set_timeout(engines, 60);
    tcase_add_test(engines, an_engine_that_loops_at_times_loses_no_other_case);
    tcase_add_test(engines, reference_gets_all);
    tcase_add_test(engines, template_gets_nothing);
    tcase_add_test(engines, uncleared_memory_shows);
    tcase_add_loop_test(engines, wrong_engines_lose_what_they_should, 0, ENGINE_CLAIMS);
    tcase_add_loop_test(drawn, reference_draws_graphs, 0, sizeof graphs / sizeof *graphs);
    tcase_add_test(drawn, wrong_graphs_lose_what_they_should);
    tcase_add_test(drawn, public_cases_depend_on_no_secret);
    suite_add_tcase(suite, engines);
    suite_add_tcase(suite, drawn);
    return run_suite(suite);
}
