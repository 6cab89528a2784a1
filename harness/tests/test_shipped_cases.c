/* Tests of the cases that come with the grader: that there are enough, that they can be drawn, and
 * that their golden numbers are right. */
#include "cases.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tensor.h"
#include "testing.h"

static xml_schema *schema;
static error e;

static void set_up(void)
{
    ck_assert_msg(xml_schema_open(&schema, GRADE_CASES "/cases.xsd", &e), "%s", e.text);
}

static void tear_down(void)
{
    xml_schema_close(schema);
}

static test_case *draw(const case_set *set, size_t i, const char *seed, unsigned attempt)
{
    test_case *c = NULL;
    ck_assert_msg(case_draw(&c, case_set_at(set, i), seed, attempt, &e), "%s", e.text);
    return c;
}

static case_set *open_shipped(const op *o)
{
    case_set *set = NULL;
    ck_assert_msg(case_set_open(&set, GRADE_CASES, o, schema, &e), "%s", e.text);
    return set;
}

static void check_directions(const tensor *t)
{
    for (size_t i = 0; i < element_count(t); i++)
        ck_assert(fabs(t->data[i]) >= 0.5 && fabs(t->data[i]) <= 1.5);
}

static void check_finite(const tensor *t)
{
    for (size_t i = 0; i < element_count(t); i++)
        ck_assert(isfinite(t->data[i]));
}

static void check_drawn(const test_case *c, const case_spec *spec)
{
    size_t rank, dims[MAX_RANK];
    const tensor *in[MAX_INPUTS];
    for (size_t i = 0; i < c->op->input_count; i++) {
        in[i] = c->in[i];
        check_finite(c->in[i]);
        check_finite(c->nudged[i]);
        ck_assert(same_shape(c->in[i], c->nudged[i]));
        ck_assert_uint_le(element_count(c->in[i]), 64);
        ck_assert((c->tangent[i] == NULL) == c->op->input[i].constant);
        ck_assert((c->prefill[i] == NULL) == c->op->input[i].constant);
        for (size_t k = 0; k < element_count(c->in[i]); k++) {
            ck_assert(domain_distance(c->domain[i], c->in[i]->data[k]) > 0);
            ck_assert(domain_distance(c->domain[i], c->nudged[i]->data[k]) > 0);
        }
        if (c->op->input[i].constant)
            continue;
        ck_assert(same_shape(c->in[i], c->tangent[i]) && same_shape(c->in[i], c->prefill[i]));
        check_directions(c->tangent[i]);
        check_directions(c->prefill[i]);
    }
    ck_assert_msg(op_output_shape(c->op, in, &c->attr, &rank, dims, &e), "%s: %s",
                  case_spec_place(spec), e.text);
    ck_assert(same_shape(c->dout, &(tensor){.rank = rank, .dims = dims}));
    check_finite(c->dout);
    for (size_t n = 0; n < c->attr.index_count; n++)
        ck_assert_uint_lt(c->attr.index[n], c->in[0]->dims[1]);
}

START_TEST(every_shipped_case_can_be_drawn)
{
    const op *o = op_at((size_t)_i);
    case_set *set = open_shipped(o);
    for (size_t i = 0; i < case_set_count(set); i++)
        for (int seed = 0; seed < 20; seed++) {
            char text[16];
            snprintf(text, sizeof text, "seed %d", seed);
            test_case *c = draw(set, i, text, 0);
            check_drawn(c, case_set_at(set, i));
            case_free(c);
        }
    case_set_close(set);
}
END_TEST

START_TEST(every_op_has_enough_cases)
{
    case_set *set = open_shipped(op_at((size_t)_i));
    size_t public = 0;
    for (size_t i = 0; i < case_set_count(set); i++)
    public += case_spec_public(case_set_at(set, i));
    ck_assert_uint_ge(case_set_count(set), 12);
    ck_assert(public >= 2 && public <= 4);
    case_set_close(set);
}
END_TEST

static bool agrees(const tensor *value, const tensor *golden)
{
    for (size_t k = 0; k < element_count(golden); k++)
        if (!(fabs(value->data[k] - golden->data[k]) <= 1e-12 * fmax(1, fabs(golden->data[k]))))
            return false;
    return true;
}

/* Golden numbers were computed without the reference; every op has some. */
START_TEST(golden_numbers_agree_with_the_reference)
{
    const op *o = op_at((size_t)_i);
    case_set *set = open_shipped(o);
    size_t gradients = 0;
    for (size_t i = 0; i < case_set_count(set); i++) {
        const char *place = case_spec_place(case_set_at(set, i));
        test_case *c = draw(set, i, "seed", 0);
        tensor *out = tensor_copy(c->dout), *din[MAX_INPUTS] = {NULL};
        const tensor *const *in = (const tensor *const *)c->in;
        for (size_t k = 0; k < o->input_count; k++)
            if (!o->input[k].constant)
                din[k] = tensor_new(c->in[k]->rank, c->in[k]->dims);
        ck_assert_int_eq(o->forward(in, &c->attr, out), OP_OK);
        ck_assert_int_eq(o->backward(in, &c->attr, out, c->dout, din), OP_OK);
        ck_assert_msg(!c->golden_out || agrees(out, c->golden_out), "%s", place);
        for (size_t k = 0; k < o->input_count; k++) {
            gradients += c->golden_gradient[k] != NULL;
            ck_assert_msg(!c->golden_gradient[k] || agrees(din[k], c->golden_gradient[k]), "%s",
                          place);
            free(din[k]);
        }
        free(out);
        case_free(c);
    }
    ck_assert_uint_gt(gradients, 0);
    case_set_close(set);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shipped cases");
    TCase *tests = tcase_create("shipped cases");
    int ops = (int)op_count();
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, every_shipped_case_can_be_drawn, 0, ops);
    tcase_add_loop_test(tests, every_op_has_enough_cases, 0, ops);
    tcase_add_loop_test(tests, golden_numbers_agree_with_the_reference, 0, ops);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
