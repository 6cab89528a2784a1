#include "cases.h"

#include <math.h>

#include "scratch.h"
#include "tensor.h"

static char directory[SCRATCH_DIRECTORY], ops_directory[SCRATCH_DIRECTORY + 8];
static xml_schema *schema;
static error e;

static void set_up(void)
{
    scratch_open(directory);
    snprintf(ops_directory, sizeof ops_directory, "%s/ops", directory);
    ck_assert_int_eq(mkdir(ops_directory, 0700), 0);
    ck_assert_msg(xml_schema_open(&schema, GRADE_CASES "/cases.xsd", &e), "%s", e.text);
}

static void tear_down(void)
{
    xml_schema_close(schema);
    remove(ops_directory);
    remove(directory);
}

/* Opens a case file of that text for the op; NULL with e filled in where it is refused. */
static case_set *open_text(const char *op_name, const char *text)
{
    char name[64], path[SCRATCH_PATH];
    case_set *set = NULL;
    snprintf(name, sizeof name, "%s.xml", op_name);
    scratch_write(path, ops_directory, name, text, strlen(text));
    bool opened = case_set_open(&set, directory, op_find(op_name), schema, &e);
    ck_assert(opened == (set != NULL));
    remove(path);
    return set;
}

static test_case *draw(const case_set *set, size_t i, const char *seed, unsigned attempt)
{
    test_case *c = NULL;
    ck_assert_msg(case_draw(&c, case_set_at(set, i), seed, attempt, &e), "%s", e.text);
    return c;
}

static bool same_numbers(const tensor *a, const tensor *b)
{
    size_t count = element_count(a);
    return count == element_count(b) && memcmp(a->data, b->data, count * sizeof(double)) == 0;
}

/* Line 1 of each text is the root, so the fault stands where `expected` says. */
static const struct {
    const char *op, *text, *expected;
} broken[] = {
    {"exp", "<cases op='log'>\n<case id='a' shape='2'/></cases>", ":1: cases of 'log'"},
    {"exp", "<cases op='exp'>\n</cases>", ":1: Element 'cases': Missing child element"},
    {"exp", "<cases op='exp'>\n<case id='a'/></cases>", ":2: no shape for 'x'"},
    {"exp", "<cases op='exp'>\n<case id='A b' shape='2'/></cases>", ":2: Element 'case'"},
    {"exp", "<cases op='exp'>\n<case id='a' shape='2'/>\n<case id='a' shape='3'/></cases>",
     ":3: a second case 'a'"},
    {"exp", "<cases op='exp'>\n<case id='a' shape='2 0'/></cases>", ":2: "},
    {"exp", "<cases op='exp'>\n<case id='a' shape='1 1 1 1 1'/></cases>", ":2: "},
    {"exp", "<cases op='exp'>\n<case id='a' shape='64 65'/></cases>", ":2: shape with more than"},
    {"exp",
     "<cases op='exp'>\n<case id='a' shape='2'>\n<tensor name='x'>1 2 3</tensor></case></cases>",
     ":3: 3 numbers; expected 2"},
    {"exp",
     "<cases op='exp'>\n<case id='a' shape='2'>\n<tensor name='x'>1 NaN</tensor></case></cases>",
     ":3: 'NaN' in tensor"},
    {"exp",
     "<cases op='exp'>\n<case id='a' shape='2'>\n<tensor name='x'>-INF 1</tensor></case></cases>",
     ":3: '-INF' in tensor"},
    {"exp",
     "<cases op='exp'>\n<case id='a' shape='2'>\n<tensor name='x'>1 two</tensor></case></cases>",
     ":3: "},
    {"exp",
     "<cases op='exp'>\n<case id='a' shape='2'>\n<tensor name='y'>1 2</tensor></case></cases>",
     ":3: exp has no input 'y'"},
    {"exp",
     "<cases op='exp'>\n<case id='a' shape='1'><tensor name='x'>1</tensor>\n"
     "<tensor name='x'>1</tensor></case></cases>",
     ":3: a second <tensor>"},
    {"exp", "<cases op='exp'>\n<case id='a' shape='2'>\n<upstream>1</upstream></case></cases>",
     ":3: 1 numbers; expected 2"},
    {"exp",
     "<cases op='exp'>\n<case id='a' shape='2'>\n<attribute name='k' value='1'/></case></cases>",
     ":3: exp has no attribute 'k'"},
    {"exp", "<cases op='exp'>\n<case id='a' shape='2'>\n<index>0</index></case></cases>",
     ":3: exp has no index"},
    {"exp", "<cases op='exp'>\n<case id='a' shape='2' extents='N=2'/></cases>",
     ":2: extent 'N=2' is not of this op"},
    {"exp", "<cases op='exp'>\n<case id='a' shape='1'>\n<expect name='y'>1</expect></case></cases>",
     ":3: expects numbers where 'x' is drawn"},
    {"exp",
     "<cases op='exp'>\n<case id='a' shape='1'><tensor name='x'>0</tensor>\n"
     "<expect gradient='x'>1</expect></case></cases>",
     ":3: expects a gradient where the upstream"},
    {"exp", "<cases op='exp'>\n<case id='a' shape='1'>\n<expect name='z'>1</expect></case></cases>",
     ":3: the output of exp is not 'z'"},
    {"exp", "<cases op='exp'>\n<case id='a' shape='1'>\n<expect>1</expect></case></cases>",
     ":3: <expect> of neither or of both"},
    {"exp",
     "<cases op='exp'>\n<input name='x' low='1' high='1'/>\n<case id='a' shape='1'/></cases>",
     ":3: low 1, high 1"},
    {"exp", "<cases op='exp'>\n<input name='x' mean='1'/>\n<case id='a' shape='1'/></cases>",
     ":2: uniform has no parameter 'mean'"},
    {"exp", "<cases op='exp'>\n<input name='x' values='1'/>\n<case id='a' shape='1'/></cases>",
     ":2: uniform has no parameter 'values'"},
    {"exp",
     "<cases op='exp'>\n<input name='x' distribution='choice'/>\n<case id='a' shape='1'/></cases>",
     ":3: choice without values"},
    {"exp",
     "<cases op='exp'>\n<input name='x' distribution='gamma'/>\n<case id='a' shape='1'/></cases>",
     ":2: "},
    {"exp",
     "<cases op='exp'>\n<input name='x' distribution='normal' deviation='0'/>\n"
     "<case id='a' shape='1'/></cases>",
     ":3: deviation 0"},
    {"exp",
     "<cases op='exp'>\n<input name='x' distribution='log-uniform'/>\n"
     "<case id='a' shape='1'/></cases>",
     ":3: low -2"},
    {"exp",
     "<cases op='exp'>\n<input name='x' avoid='0' margin='3'/>\n<case id='a' shape='1'/></cases>",
     ":3: nothing between -2 and 2"},
    {"exp", "<cases op='exp'>\n<input name='x' avoid='c'/>\n<case id='a' shape='1'/></cases>",
     ":3: avoid=\"c\""},
    {"log",
     "<cases op='log'>\n<input name='x' domain='positive'/>\n<case id='a' shape='1'/></cases>",
     ":3: draws numbers from -2 to 2; expected numbers above 0"},
    {"log",
     "<cases op='log'>\n<input name='x' domain='positive'/>\n<case id='a' shape='1'>\n"
     "<tensor name='x'>0</tensor></case></cases>",
     ":4: 0 in x; expected numbers above 0"},
    {"bce_loss",
     "<cases op='bce_loss'>\n<input name='p' domain='unit'/>\n<case id='a' shape='1'>\n"
     "<tensor name='p'>1</tensor></case></cases>",
     ":4: 1 in p; expected numbers between 0 and 1"},
    {"scale", "<cases op='scale'>\n<case id='a' shape='1'/></cases>", ":2: no k"},
    {"scale",
     "<cases op='scale'>\n<attribute name='k' value='all'/>\n<case id='a' shape='1'/></cases>",
     ":2: 'all' in value"},
    {"sum",
     "<cases op='sum'>\n<attribute name='axis' value='2'/>\n<case id='a' shape='3 5'/></cases>",
     ":3: "},
    {"sum",
     "<cases op='sum'>\n<attribute name='axis' value='0.5'/>\n<case id='a' shape='3 5'/></cases>",
     ":2: axis is 0.5"},
    {"expand",
     "<cases op='expand'><attribute name='axis' value='0'/>\n<attribute name='repeats' "
     "value='0'/>\n"
     "<case id='a' shape='1'/></cases>",
     ":2: repeats is 0"},
    {"expand",
     "<cases op='expand'><attribute name='axis' value='0'/>\n"
     "<attribute name='repeats' value='4096'/>\n<case id='a' shape='1 2'/></cases>",
     ":3: 'y' has 8192 elements"},
    {"matmul", "<cases op='matmul'>\n<case id='a' extents='n=2 k=3'/></cases>",
     ":2: no extent m for 'B'"},
    {"matmul", "<cases op='matmul'>\n<case id='a' extents='n=2 n=3 k=1 m=1'/></cases>",
     ":2: extent 'n=3' is given twice"},
    {"matmul", "<cases op='matmul'>\n<case id='a' extents='n=x'/></cases>", ":2: "},
    {"matmul",
     "<cases op='matmul'>\n<case id='a'><input name='A' shape='2 3'/>\n"
     "<input name='B' shape='2 3'/></case></cases>",
     ":2: "},
    {"add",
     "<cases op='add'>\n<case id='a'><input name='a' shape='2 3'/>\n"
     "<input name='b' shape='2'/></case></cases>",
     ":2: "},
    {"select",
     "<cases op='select'>\n<case id='a' extents='N=2 D=3'>\n<index>0</index></case></cases>",
     ":3: 1 columns in the index; expected one for each row, here 2"},
    {"select",
     "<cases op='select'>\n<case id='a' extents='N=2 D=3'>\n<index>0 3</index></case></cases>",
     ":3: column 3; expected a whole number from 0 to 2"},
    {"select",
     "<cases op='select'>\n<case id='a' extents='N=2 D=3'>\n<index choice='-1'/></case></cases>",
     ":3: column -1"},
    {"select", "<cases op='select'>\n<case id='a'><input name='X' shape='3'/></case></cases>",
     ":2: 'X' is not a matrix"},
    {"lms_loss",
     "<cases op='lms_loss'>\n<case id='a' shape='1'>\n<expect "
     "gradient='y'>1</expect></case></cases>",
     ":3: 'y' is const"},
};

START_TEST(refuses_broken_files)
{
    case_set *set = open_text(broken[_i].op, broken[_i].text);
    ck_assert_msg(!set, "accepted: %s", broken[_i].text);
    ck_assert_msg(strstr(e.text, broken[_i].expected), "\"%s\" is not in: %s", broken[_i].expected,
                  e.text);
    ck_assert_msg(strstr(e.text, ".xml:") && strstr(e.text, "; "), "%s", e.text);
}
END_TEST

START_TEST(refuses_a_missing_file)
{
    case_set *set = NULL;
    ck_assert(!case_set_open(&set, directory, op_find("exp"), schema, &e));
    ck_assert_ptr_null(set);
    ck_assert_msg(strstr(e.text, "ops/exp.xml: No such file"), "%s", e.text);
}
END_TEST

START_TEST(reads_what_a_case_says)
{
    case_set *set = open_text(
        "linear", "<cases op='linear' kink='pinned'>\n<case id='first' public='true' "
                  "extents='N=2 D=1 M=1'>\n"
                  "<tensor name='X'>1 2</tensor><tensor name='W'>3</tensor>"
                  "<tensor name='b' shape='1'>0.5</tensor><upstream>1.5 -0.5</upstream>"
                  "<expect name='Y'>3.5 6.5</expect><expect gradient='b'>1</expect></case>\n"
                  "<case id='second' extents='N=7 D=3 M=5'/></cases>");
    ck_assert_msg(set, "%s", e.text);
    ck_assert_uint_eq(case_set_count(set), 2);
    const case_spec *first = case_set_at(set, 0), *second = case_set_at(set, 1);
    ck_assert_str_eq(case_spec_name(first), "first");
    ck_assert(case_spec_public(first) && !case_spec_public(second));
    ck_assert(!case_spec_drawn(first) && case_spec_drawn(second));
    ck_assert(strstr(case_spec_place(second), "linear.xml:4"));
    test_case *c = draw(set, 0, "seed", 0);
    ck_assert(c->kink_pinned);
    ck_assert_str_eq(c->name, "first");
    ck_assert(c->in[0]->data[1] == 2 && c->in[1]->data[0] == 3 && c->in[2]->data[0] == 0.5);
    ck_assert(c->dout->data[0] == 1.5 && c->dout->data[1] == -0.5);
    ck_assert(c->golden_out->data[1] == 6.5 && c->golden_gradient[2]->data[0] == 1);
    ck_assert_ptr_null(c->golden_gradient[0]);
    case_free(c);
    c = draw(set, 1, "seed", 0);
    ck_assert(c->in[1]->dims[0] == 5 && c->in[1]->dims[1] == 3 && c->dout->dims[1] == 5);
    ck_assert_ptr_null(c->golden_out);
    case_free(c);
    case_set_close(set);
}
END_TEST

START_TEST(cases_override_defaults)
{
    case_set *set =
        open_text("leaky_relu", "<cases op='leaky_relu'><input name='x' low='5' high='6'/>"
                                "<attribute name='slope' value='0.01'/>"
                                "<case id='a' shape='9'/>"
                                "<case id='b' shape='9'><input name='x' high='20'/>"
                                "<attribute name='slope' value='0.3'/></case></cases>");
    ck_assert_msg(set, "%s", e.text);
    test_case *a = draw(set, 0, "seed", 0), *b = draw(set, 1, "seed", 0);
    bool above = false;
    ck_assert(a->attr.slope == 0.01 && b->attr.slope == 0.3);
    for (size_t i = 0; i < 9; i++) {
        ck_assert(a->in[0]->data[i] > 5 && a->in[0]->data[i] < 6);
        ck_assert(b->in[0]->data[i] > 5 && b->in[0]->data[i] < 20);
        above = above || b->in[0]->data[i] > 6;
    }
    ck_assert(above);
    case_free(a);
    case_free(b);
    case_set_close(set);
}
END_TEST

START_TEST(draws_depend_on_seed_case_and_attempt_alone)
{
    case_set *set = open_text("mul", "<cases op='mul'><case id='a' shape='7'/>"
                                     "<case id='b' shape='7'/></cases>");
    case_set *longer = open_text("mul", "<cases op='mul'><case id='new' shape='3'/>"
                                        "<case id='a' shape='7'><tensor name='b'>1 1 1 1 1 1 1"
                                        "</tensor></case></cases>");
    ck_assert(set && longer);
    test_case *base = draw(set, 0, "seed", 0), *again = draw(set, 0, "seed", 0);
    test_case *others[] = {draw(set, 0, "other", 0), draw(set, 1, "seed", 0),
                           draw(set, 0, "seed", 1)};
    test_case *elsewhere = draw(longer, 1, "seed", 0);
    ck_assert(same_numbers(base->in[0], again->in[0]) && same_numbers(base->dout, again->dout));
    ck_assert(same_numbers(base->nudged[0], again->nudged[0]));
    ck_assert(same_numbers(base->tangent[1], again->tangent[1]));
    ck_assert(same_numbers(base->prefill[1], again->prefill[1]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        ck_assert(!same_numbers(base->in[0], others[i]->in[0]));
        ck_assert(!same_numbers(base->dout, others[i]->dout));
        ck_assert(!same_numbers(base->prefill[0], others[i]->prefill[0]));
        case_free(others[i]);
    }
    ck_assert(same_numbers(base->in[0], elsewhere->in[0]));
    ck_assert(same_numbers(base->dout, elsewhere->dout));
    ck_assert(!same_numbers(base->in[0], base->in[1]));
    ck_assert(!same_numbers(base->tangent[0], base->prefill[0]));
    case_free(base);
    case_free(again);
    case_free(elsewhere);
    case_set_close(set);
    case_set_close(longer);
}
END_TEST

/* A run of years ago must come out the same: these numbers, computed by another program, may not
 * change. */
START_TEST(draws_stay_the_same_for_ever)
{
    case_set *set = open_text("exp", "<cases op='exp'><case id='a' shape='2'/></cases>");
    test_case *c = draw(set, 0, "public", 0);
    ck_assert_double_eq_tol(c->in[0]->data[0], 0.6107410416007042, 1e-12);
    ck_assert_double_eq_tol(c->dout->data[1], -0.5742958539631218, 1e-12);
    case_free(c);
    case_set_close(set);
}
END_TEST

static test_case *draw_only(const char *op_name, const char *text, case_set **set)
{
    *set = open_text(op_name, text);
    ck_assert_msg(*set, "%s", e.text);
    return draw(*set, 0, "seed", 0);
}

START_TEST(choice_takes_each_value)
{
    static const double values[] = {-7, 0, 0.5, 3, 11};
    case_set *set = open_text("exp", "<cases op='exp'><case id='a' shape='5'><input name='x' "
                                     "distribution='choice' values='-7 0 0.5 3 11'/></case>"
                                     "</cases>");
    bool shuffled = false;
    for (unsigned attempt = 0; attempt < 10; attempt++) {
        test_case *c = draw(set, 0, "seed", attempt);
        for (size_t v = 0; v < 5; v++) {
            size_t found = 0;
            for (size_t i = 0; i < 5; i++)
                found += c->in[0]->data[i] == values[v];
            ck_assert_uint_eq(found, 1);
            shuffled = shuffled || c->in[0]->data[v] != values[v];
        }
        case_free(c);
    }
    ck_assert(shuffled);
    case_set_close(set);
}
END_TEST

START_TEST(rows_are_simplices_or_one_hot)
{
    case_set *set;
    test_case *c = draw_only("cross_entropy_soft",
                             "<cases op='cross_entropy_soft'><input name='p' "
                             "distribution='simplex'/><input name='y' distribution='one-hot'/>"
                             "<case id='a' extents='N=5 C=3'/></cases>",
                             &set);
    for (size_t n = 0; n < 5; n++) {
        double sum = 0;
        size_t ones = 0, zeros = 0;
        for (size_t k = 3 * n; k < 3 * n + 3; k++) {
            ck_assert(c->in[0]->data[k] > 0.01);
            sum += c->in[0]->data[k];
            ones += c->in[1]->data[k] == 1;
            zeros += c->in[1]->data[k] == 0;
        }
        ck_assert_double_eq_tol(sum, 1, 1e-15);
        ck_assert(ones == 1 && zeros == 2);
    }
    case_free(c);
    case_set_close(set);
}
END_TEST

START_TEST(kinks_are_avoided_and_stay)
{
    case_set *set;
    test_case *c = draw_only("relu_c",
                             "<cases op='relu_c'><input name='x' avoid='c' margin='1'/>"
                             "<case id='a' shape='100'><attribute name='c' value='0.5'/></case>"
                             "<case id='b' shape='3'><attribute name='c' value='0.5'/>"
                             "<tensor name='x'>0.5 0.6 0.5</tensor></case></cases>",
                             &set);
    for (size_t i = 0; i < 100; i++) {
        ck_assert(fabs(c->in[0]->data[i] - 0.5) >= 1);
        double moved = fabs(c->nudged[0]->data[i] - c->in[0]->data[i]);
        ck_assert(moved > 0.49e-4 && moved < 1.51e-4);
    }
    case_free(c);
    c = draw(set, 1, "seed", 0);
    ck_assert(c->nudged[0]->data[0] == 0.5 && c->nudged[0]->data[1] != 0.6);
    case_free(c);
    case_set_close(set);
}
END_TEST

START_TEST(nudges_stay_in_the_domain)
{
    case_set *set;
    test_case *c = draw_only("bce_loss",
                             "<cases op='bce_loss'><input name='p' domain='unit'/>"
                             "<case id='a' shape='3'><tensor name='y'>0 1 0.5</tensor>"
                             "<tensor name='p'>1e-12 0.999999999999 0.5</tensor></case></cases>",
                             &set);
    const double *p = c->in[1]->data, *nudged = c->nudged[1]->data;
    ck_assert(c->domain[1] == DOMAIN_UNIT && c->domain[0] == DOMAIN_ALL);
    ck_assert(nudged[0] > 0 && nudged[0] != p[0] && fabs(nudged[0] - p[0]) < 2e-16);
    ck_assert(nudged[1] < 1 && fabs(nudged[1] - p[1]) < 1e-15);
    ck_assert(fabs(nudged[2] - p[2]) > 1e-5);
    ck_assert(same_numbers(c->in[0], c->nudged[0]));
    ck_assert(!c->tangent[0] && !c->prefill[0] && c->tangent[1] && c->prefill[1]);
    case_free(c);
    case_set_close(set);
}
END_TEST

START_TEST(distances_to_the_edge)
{
    ck_assert(isinf(domain_distance(DOMAIN_ALL, -3)));
    ck_assert(domain_distance(DOMAIN_POSITIVE, 0.25) == 0.25);
    ck_assert(domain_distance(DOMAIN_POSITIVE, -1) <= 0);
    ck_assert(domain_distance(DOMAIN_UNIT, 0.25) == 0.25);
    ck_assert(domain_distance(DOMAIN_UNIT, 0.875) == 0.125);
    ck_assert(domain_distance(DOMAIN_UNIT, 1) <= 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cases");
    TCase *reading = tcase_create("reading"), *drawing = tcase_create("drawing");
    tcase_add_checked_fixture(reading, set_up, tear_down);
    tcase_add_loop_test(reading, refuses_broken_files, 0, sizeof broken / sizeof *broken);
    tcase_add_test(reading, refuses_a_missing_file);
    tcase_add_test(reading, reads_what_a_case_says);
    tcase_add_test(reading, cases_override_defaults);
    suite_add_tcase(suite, reading);
    tcase_add_checked_fixture(drawing, set_up, tear_down);
    tcase_add_test(drawing, draws_depend_on_seed_case_and_attempt_alone);
    tcase_add_test(drawing, draws_stay_the_same_for_ever);
    tcase_add_test(drawing, choice_takes_each_value);
    tcase_add_test(drawing, rows_are_simplices_or_one_hot);
    tcase_add_test(drawing, kinks_are_avoided_and_stay);
    tcase_add_test(drawing, nudges_stay_in_the_domain);
    tcase_add_test(drawing, distances_to_the_edge);
    suite_add_tcase(suite, drawing);
    return run_suite(suite);
}
