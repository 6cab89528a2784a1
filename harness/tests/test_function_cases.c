/* Tests of the functions' cases: that those shipped can be drawn and proved, that what does not fit
 * is refused, and that a case's numbers depend on its seed alone. */
#include "function_expect.h"
#include "function_proof.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tensor.h"
#include "testing.h"

static xml_schema *schema;
static error e;
static const tolerances usual = {.rounding_factor = 512, .proof_factor = 10};

static void set_up(void)
{
    ck_assert_msg(xml_schema_open(&schema, GRADE_CASES "/cases.xsd", &e), "%s", e.text);
}

static void tear_down(void)
{
    xml_schema_close(schema);
}

static function_case *draw(const function_spec *spec, const char *seed)
{
    function_case *c = NULL;
    ck_assert_msg(function_case_draw(&c, spec, seed, 0, &e), "%s", e.text);
    return c;
}

static function_case_set *open_shipped(const function *f)
{
    function_case_set *set = NULL;
    ck_assert_msg(function_case_set_open(&set, GRADE_CASES, f, schema, &e), "%s", e.text);
    return set;
}

START_TEST(there_are_enough_cases)
{
    function_case_set *set = open_shipped(function_at((size_t)_i));
    size_t public = 0, drawn = 0, count = function_case_set_count(set);
    for (size_t i = 0; i < count; i++) {
        public += function_spec_public(function_case_set_at(set, i));
        drawn += !function_spec_public(function_case_set_at(set, i)) &&
                 function_spec_drawn(function_case_set_at(set, i));
    }
    ck_assert_uint_ge(count, 8);
    ck_assert_uint_ge(public, 2);
    ck_assert_uint_ge(drawn, 2);
    function_case_set_close(set);
}
END_TEST

START_TEST(cases_are_proved)
{
    function_case_set *set = open_shipped(function_at((size_t)_i));
    for (size_t i = 0; i < function_case_set_count(set); i++) {
        const function_spec *spec = function_case_set_at(set, i);
        size_t unlucky = 0;
        for (int seed = 0; seed < 5; seed++) {
            char text[8];
            refusal why;
            function_expectation *x = NULL;
            snprintf(text, sizeof text, "%d", seed);
            function_case *c = draw(spec, text);
            if (!function_expect(&x, c, &usual, &why, &e)) {
                ck_assert_msg(why == REFUSED_BLIND && function_spec_drawn(spec), "%s: %s",
                              function_spec_place(spec), e.text);
                unlucky++;
            }
            function_expectation_free(x);
            function_case_free(c);
        }
        ck_assert_msg(unlucky < 3, "%s: %s", function_spec_place(spec), e.text);
    }
    function_case_set_close(set);
}
END_TEST

START_TEST(numbers_depend_on_the_seed)
{
    function_case_set *set = open_shipped(function_at((size_t)_i));
    for (size_t i = 0; i < function_case_set_count(set); i++) {
        const function_spec *spec = function_case_set_at(set, i);
        function_case *one = draw(spec, "one"), *again = draw(spec, "one"),
                      *two = draw(spec, "two");
        bool differs = false;
        for (size_t k = 0; k < one->f->input_count; k++) {
            const size_t bytes = element_count(one->in[k]) * sizeof(double);
            ck_assert_mem_eq(one->in[k]->data, again->in[k]->data, bytes);
            differs = differs || memcmp(one->in[k]->data, two->in[k]->data, bytes) != 0;
        }
        if (!one->set.jitter)
            ck_assert_msg(differs == function_spec_drawn(spec), "%s", function_spec_place(spec));
        function_case_free(one);
        function_case_free(again);
        function_case_free(two);
    }
    function_case_set_close(set);
}
END_TEST

/* Reads a file of cases of numeric_gradient, sgd_step or jacobian_sum that holds the text; frees
 * what was read. */
static bool reads(const char *function_name, const char *text, bool expect)
{
    char directory[] = "/tmp/function-cases-XXXXXX", path[128];
    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/functions", directory);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/functions/%s.xml", directory, function_name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fprintf(file, "<cases function=\"%s\">%s</cases>", function_name, text);
    fclose(file);
    function_case_set *set = NULL;
    bool ok = function_case_set_open(&set, directory, function_find(function_name), schema, &e);
    if (ok && expect) {
        refusal why;
        function_expectation *x = NULL;
        function_case *c = draw(function_case_set_at(set, 0), "seed");
        ok = function_expect(&x, c, &usual, &why, &e);
        function_expectation_free(x);
        function_case_free(c);
    }
    function_case_set_close(set);
    unlink(path);
    snprintf(path, sizeof path, "%s/functions", directory);
    rmdir(path);
    rmdir(directory);
    return ok;
}

static const struct {
    const char *function, *text, *message;
} malformed[] = {
    {"jacobian_sum", "<case id='a' extents='a=2'/>", "no extent b"},
    {"jacobian_sum", "<case id='a' extents='a=2 b=3 q=2'/>", "one for each letter"},
    {"jacobian_sum", "<case id='a' extents='a=2 b=3'/><case id='a' extents='a=2 b=3'/>",
     "a second case 'a'"},
    {"jacobian_sum", "<case id='a' extents='a=1 b=2'><tensor name='W1'>1</tensor></case>",
     "1 numbers; expected 2"},
    {"jacobian_sum", "<case id='a' extents='a=1 b=2'><tensor name='W3'>1 2</tensor></case>",
     "no 'W3'"},
    {"jacobian_sum", "<case id='a' extents='a=1 b=1'><expect name='J'>1</expect></case>",
     "is drawn"},
    {"jacobian_sum", "<case id='a' extents='a=1 b=1'><f name='sin'/></case>", "takes no f"},
    {"jacobian_sum", "<case id='a' extents='a=1 b=1'><upstream>1</upstream></case>",
     "in a case of a function"},
    {"sgd_step", "<case id='a' extents='n=2'/>", "no learning_rate"},
    {"sgd_step", "<setting name='h' value='1'/><case id='a' extents='n=2'/>", "no setting 'h'"},
    {"sgd_step", "<setting name='step' value='1.5'/><case id='a' extents='n=2'/>",
     "a whole number"},
    {"numeric_gradient", "<setting name='h' value='1'/><case id='a' extents='n=2'/>", "no f"},
};

START_TEST(malformed_cases_are_refused)
{
    ck_assert(!reads(malformed[_i].function, malformed[_i].text, false));
    ck_assert_msg(strstr(e.text, malformed[_i].message) != NULL, "%s", e.text);
}
END_TEST

static const struct {
    const char *function, *text, *message;
} unfit[] = {
    {"jacobian_sum",
     "<case id='a' extents='a=1 b=1'><tensor name='W1'>1</tensor><tensor name='W2'>2</tensor>"
     "<expect name='J'>4</expect></case>",
     "expects another J"},
    {"jacobian_sum",
     "<case id='a' extents='a=1 b=1'><tensor name='W1'>1</tensor><tensor name='W2'>-1</tensor>"
     "</case>",
     "zeros"},
    {"jacobian_sum", "<case id='a' extents='a=1 b=1' status='bad-input'/>", "returns status 0"},
    {"gradient_descent",
     "<setting name='learning_rate' value='-1'/><setting name='steps' value='2'/>"
     "<f name='bowl'/><case id='a' extents='H=2 W=2'/>",
     "expected a descent"},
};

START_TEST(unfit_cases_are_refused)
{
    ck_assert(!reads(unfit[_i].function, unfit[_i].text, true));
    ck_assert_msg(strstr(e.text, unfit[_i].message) != NULL, "%s", e.text);
}
END_TEST

/* The right answer for other inputs: the differences find it out. */
START_TEST(the_proof_finds_a_wrong_answer)
{
    const function *f = function_at((size_t)_i);
    function_case_set *set = open_shipped(f);
    refusal why;
    function_expectation *x = NULL;
    function_case *c = draw(function_case_set_at(set, 1), "seed");
    ck_assert_msg(function_expect(&x, c, &usual, &why, &e), "%s", e.text);
    x->out[0].value->data[0] += 1e-3 * (1 + fabs(x->out[0].value->data[0]));
    const bool derivative = strstr(f->name, "jacobian") || strstr(f->name, "gradients") ||
                            strstr(f->name, "derivative") || strstr(f->name, "_gradient");
    const bool other = strcmp(f->name, "clip_gradient") == 0;
    ck_assert_msg(function_prove(c, x->out, usual.proof_factor, &e) != (derivative && !other), "%s",
                  f->name);
    function_expectation_free(x);
    function_case_free(c);
    function_case_set_close(set);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("function_cases");
    TCase *tests = tcase_create("function_cases");
    const int count = (int)function_count();
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, there_are_enough_cases, 0, count);
    tcase_add_loop_test(tests, cases_are_proved, 0, count);
    tcase_add_loop_test(tests, numbers_depend_on_the_seed, 0, count);
    tcase_add_loop_test(tests, malformed_cases_are_refused, 0,
                        sizeof malformed / sizeof *malformed);
    tcase_add_loop_test(tests, unfit_cases_are_refused, 0, sizeof unfit / sizeof *unfit);
    tcase_add_loop_test(tests, the_proof_finds_a_wrong_answer, 0, count);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
