/* Tests of what must hold between answers, whatever the right ones are: backward is linear in the
 * upstream gradient, and the transpose of jvp; rows of a batch do not know of each other; sizes
 * scale. All right functions have these properties on the cases of several seeds, and each property
 * exposes a mistake that the values at the case's own point do not. */
#include <math.h>
#include <string.h>

#include "assignment.h"
#include "op_table.h"
#include "plan.h"
#include "tensor.h"
#include "testing.h"
#include "wrong.h"

/* Relative to the largest number compared. */
#define SAME 1e-9

/* The functions that are looked at. */
typedef struct subject {
    op_forward *forward;
    op_backward *backward;
    op_jvp *jvp;
} subject;

/* A call's inputs and what it gives. */
typedef struct scene {
    const op *op;
    attributes attr;
    tensor *in[MAX_INPUTS], *dout, *tangent[MAX_INPUTS];
    tensor *out, *out_tangent, *din[MAX_INPUTS];
} scene;

/* The functions' answers; `out` is forward's own for backward and jvp too. */
static void evaluate(scene *s, const subject *f)
{
    const tensor *const *in = (const tensor *const *)s->in;
    s->out = tensor_copy(s->dout);
    s->out_tangent = tensor_copy(s->dout);
    for (size_t i = 0; i < s->op->input_count; i++)
        s->din[i] = s->op->input[i].constant ? NULL : tensor_new(s->in[i]->rank, s->in[i]->dims);
    ck_assert(f->forward(in, &s->attr, s->out) == OP_OK);
    ck_assert(f->backward(in, &s->attr, s->out, s->dout, s->din) == OP_OK);
    ck_assert(f->jvp(in, &s->attr, s->out, (const tensor *const *)s->tangent, s->out_tangent) ==
              OP_OK);
}

/* The inputs of a case, and room for nothing yet. */
static scene scene_of(const test_case *c)
{
    scene s = {.op = c->op, .attr = c->attr, .dout = tensor_copy(c->dout)};
    for (size_t i = 0; i < c->op->input_count; i++) {
        s.in[i] = tensor_copy(c->in[i]);
        s.tangent[i] = c->tangent[i] ? tensor_copy(c->tangent[i]) : NULL;
    }
    return s;
}

static void release(scene *s)
{
    for (size_t i = 0; i < MAX_INPUTS; i++) {
        free(s->in[i]);
        free(s->tangent[i]);
        free(s->din[i]);
    }
    free(s->dout);
    free(s->out);
    free(s->out_tangent);
}

/* How far a is from factor b, relative to the largest number in them. */
static double distance(const tensor *a, double factor, const tensor *b)
{
    double off = 0, size = 0;
    for (size_t k = 0; k < element_count(a); k++) {
        off = fmax(off, fabs(a->data[k] - factor * b->data[k]));
        size = fmax(size, fmax(fabs(a->data[k]), fabs(factor * b->data[k])));
    }
    return size > 0 ? off / size : 0;
}

/* backward(2 g + 3 h) = 2 backward(g) + 3 backward(h), where h is g from the end. */
static double linearity(const test_case *c, const subject *f)
{
    scene g = scene_of(c), h = scene_of(c), both = scene_of(c);
    double worst = 0;
    const size_t count = element_count(c->dout);
    for (size_t k = 0; k < count; k++) {
        h.dout->data[k] = c->dout->data[count - 1 - k];
        both.dout->data[k] = 2 * g.dout->data[k] + 3 * h.dout->data[k];
    }
    evaluate(&g, f);
    evaluate(&h, f);
    evaluate(&both, f);
    for (size_t i = 0; i < c->op->input_count; i++) {
        if (!g.din[i])
            continue;
        for (size_t k = 0; k < element_count(g.din[i]); k++)
            g.din[i]->data[k] = 2 * g.din[i]->data[k] + 3 * h.din[i]->data[k];
        worst = fmax(worst, distance(both.din[i], 1, g.din[i]));
    }
    release(&g);
    release(&h);
    release(&both);
    return worst;
}

/* <dy, J v> = <J^T dy, v> */
static double transposition(const test_case *c, const subject *f)
{
    scene s = scene_of(c);
    double forward = 0, reverse = 0, size = 0;
    evaluate(&s, f);
    for (size_t k = 0; k < element_count(s.dout); k++)
        forward += s.dout->data[k] * s.out_tangent->data[k];
    for (size_t i = 0; i < c->op->input_count; i++)
        for (size_t k = 0; s.din[i] && k < element_count(s.din[i]); k++) {
            reverse += s.din[i]->data[k] * s.tangent[i]->data[k];
            size += fabs(s.din[i]->data[k] * s.tangent[i]->data[k]);
        }
    release(&s);
    return size > 0 ? fabs(forward - reverse) / size : fabs(forward);
}

static bool has_rows(const scene *s, const signature_operand *o)
{
    return o->rank > 0 && o->extent[0].letter &&
           o->extent[0].letter == s->op->output.extent[0].letter;
}

/* Rows that are `order` of t's rows. */
static tensor *rows_of(const tensor *t, const size_t order[], size_t count)
{
    size_t dims[MAX_RANK];
    const size_t row = element_count(t) / t->dims[0];
    memcpy(dims, t->dims, t->rank * sizeof *dims);
    dims[0] = count;
    tensor *r = tensor_new(t->rank, dims);
    for (size_t n = 0; n < count; n++)
        memcpy(r->data + n * row, t->data + order[n] * row, row * sizeof *r->data);
    return r;
}

/* The same call with other rows; index is where the attribute's copy goes. */
static scene with_rows(const test_case *c, const size_t order[], size_t count, size_t index[])
{
    scene s = scene_of(c);
    for (size_t i = 0; i < c->op->input_count; i++) {
        if (!has_rows(&s, &c->op->input[i]))
            continue;
        free(s.in[i]);
        s.in[i] = rows_of(c->in[i], order, count);
        free(s.tangent[i]);
        s.tangent[i] = c->tangent[i] ? rows_of(c->tangent[i], order, count) : NULL;
    }
    free(s.dout);
    s.dout = rows_of(c->dout, order, count);
    for (size_t n = 0; c->attr.index && n < count; n++)
        index[n] = c->attr.index[order[n]];
    s.attr.index = index;
    s.attr.index_count = count;
    return s;
}

/* The answers of a batch and of a batch made of its rows, each `times`: rows with the rows, and
 * what all rows share that many times over. */
static double rows_alike(const test_case *c, const subject *f, const size_t order[], size_t count,
                         double times)
{
    size_t index[64];
    ck_assert_uint_le(count, 64);
    scene one = scene_of(c), other = with_rows(c, order, count, index);
    evaluate(&one, f);
    evaluate(&other, f);
    tensor *out = rows_of(one.out, order, count);
    double worst = distance(other.out, 1, out);
    free(out);
    for (size_t i = 0; i < c->op->input_count; i++) {
        if (!one.din[i])
            continue;
        const bool rows = has_rows(&one, &c->op->input[i]);
        tensor *din = rows ? rows_of(one.din[i], order, count) : tensor_copy(one.din[i]);
        worst = fmax(worst, distance(other.din[i], rows ? 1 : times, din));
        free(din);
    }
    release(&one);
    release(&other);
    return worst;
}

static bool by_rows(const test_case *c)
{
    return op_locality(c->op) == LOCAL_ROW && c->dout->rank > 0 && c->dout->dims[0] <= 32 &&
           has_rows(&(scene){.op = c->op}, &c->op->input[0]);
}

/* Rows in reverse order give rows in reverse order. */
static double permutation(const test_case *c, const subject *f)
{
    size_t order[32], rows = by_rows(c) ? c->dout->dims[0] : 0;
    for (size_t n = 0; n < rows; n++)
        order[n] = rows - 1 - n;
    return rows ? rows_alike(c, f, order, rows, 1) : 0;
}

/* A batch behind itself gives the rows twice, and twice the gradient of what rows share. */
static double concatenation(const test_case *c, const subject *f)
{
    size_t order[64], rows = by_rows(c) ? c->dout->dims[0] : 0;
    for (size_t n = 0; n < 2 * rows; n++)
        order[n] = n % rows;
    return rows ? rows_alike(c, f, order, 2 * rows, 2) : 0;
}

/* Ops that are homogeneous: f(s x) = s^degree f(x) for s > 0, so that the gradient has one degree
 * less. */
static const struct {
    const char *op;
    int degree;
} degrees[] = {
    {"identity", 1},
    {"scale", 1},
    {"relu", 1},
    {"leaky_relu", 1},
    {"square", 2},
    {"add", 1},
    {"sub", 1},
    {"mul", 2},
    {"div", 0},
    {"matmul", 2},
    {"vector_derivative_product", 2},
    {"dot", 2},
    {"expand", 1},
    {"select", 1},
    {"squeeze", 1},
    {"unsqueeze", 1},
    {"sum", 1},
    {"mean", 1},
    {"normalize", 0},
    {"l2_loss", 2},
    {"half_squared_error", 2},
    {"squared_distance", 2},
    {"mse_loss", 2},
    {"lms_loss", 2},
};

/* The inputs 2^-6 times as large. */
static double scaling(const test_case *c, const subject *f)
{
    const int shift = -6;
    size_t d = 0;
    while (d < sizeof degrees / sizeof *degrees && strcmp(degrees[d].op, c->op->name) != 0)
        d++;
    if (d == sizeof degrees / sizeof *degrees)
        return 0;
    scene large = scene_of(c), small = scene_of(c);
    for (size_t i = 0; i < c->op->input_count; i++)
        for (size_t k = 0; k < element_count(small.in[i]); k++)
            small.in[i]->data[k] = ldexp(small.in[i]->data[k], shift);
    evaluate(&large, f);
    evaluate(&small, f);
    double worst = distance(small.out, ldexp(1, shift * degrees[d].degree), large.out);
    for (size_t i = 0; i < c->op->input_count; i++)
        if (large.din[i])
            worst = fmax(worst, distance(small.din[i], ldexp(1, shift * (degrees[d].degree - 1)),
                                         large.din[i]));
    release(&large);
    release(&small);
    return worst;
}

typedef double property(const test_case *c, const subject *f);

static property *const properties[] = {linearity, transposition, permutation, concatenation,
                                       scaling};
enum { PROPERTY_COUNT = sizeof properties / sizeof *properties, SEEDS = 5 };

typedef struct lab {
    assignment *assignment;
    plan *plan;
} lab;

static lab lab_open(const char *op_name, unsigned number)
{
    lab l = {0};
    error e = {""};
    char seed[32];
    const plan_filter filter = {.op_name = op_name, .case_name = ""};
    snprintf(seed, sizeof seed, "property-%u", number);
    ck_assert_msg(assignment_open(&l.assignment, GRADE_CASES, "all", &e), "%s", e.text);
    ck_assert_msg(plan_make(&l.plan, l.assignment, GRADE_CASES, seed, &filter, &e), "%s", e.text);
    return l;
}

static void lab_close(lab *l)
{
    plan_free(l->plan);
    assignment_close(l->assignment);
}

static subject right(const op *o)
{
    return (subject){o->forward, o->backward, o->jvp};
}

/* Cases of extreme numbers are left out: sums of them cancel. */
static bool ordinary(const test_case *c)
{
    for (size_t i = 0; i < c->op->input_count; i++)
        for (size_t k = 0; k < element_count(c->in[i]); k++)
            if (fabs(c->in[i]->data[k]) > 10)
                return false;
    return true;
}

START_TEST(right_functions_have_all_properties)
{
    const op *o = op_at((size_t)_i);
    const subject f = right(o);
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        lab l = lab_open(o->name, seed);
        for (size_t k = 0; k < l.plan->ops[0].case_count; k++)
            for (size_t p = 0; p < PROPERTY_COUNT; p++) {
                const test_case *c = l.plan->ops[0].cases[k].test;
                const double off = ordinary(c) ? properties[p](c, &f) : 0;
                ck_assert_msg(off <= SAME, "%s, case %s, property %zu: %g", o->name, c->name, p,
                              off);
            }
        lab_close(&l);
    }
}
END_TEST

/* A gradient that is clipped inside the op, where no upstream gradient of ours is that large. */
static op_status clips(const tensor *const in[], const attributes *attr, const tensor *out,
                       const tensor *dout, tensor *const din[])
{
    (void)in, (void)out;
    for (size_t i = 0; i < element_count(dout); i++)
        din[0]->data[i] += attr->k * fmax(-2, fmin(2, dout->data[i]));
    return OP_OK;
}

/* A ReLU that starts a little late, where none of the numbers lies. */
static op_status starts_late(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    for (size_t i = 0; i < element_count(out); i++)
        out->data[i] = in[0]->data[i] > 0.04 ? in[0]->data[i] : 0;
    return OP_OK;
}

/* A bias gradient that is right for the row that it was tried with. */
static op_status first_row_of_bias(const tensor *const in[], const attributes *attr,
                                   const tensor *out, const tensor *dout, tensor *const din[])
{
    const double *g = dout->data;
    tensor *without[] = {din[0], din[1], tensor_copy(din[2])};
    const op_status status = op_find("affine")->backward(in, attr, out, dout, without);
    for (size_t m = 0; m < dout->dims[1]; m++)
        din[2]->data[m] += g[m];
    free(without[2]);
    return status;
}

/* A forward mode of its own, wrong beside a right backward. */
static op_status jvp_without_weights(const tensor *const in[], const attributes *attr,
                                     const tensor *out, const tensor *const tangent[],
                                     tensor *out_tangent)
{
    tensor *still = tensor_copy(tangent[1]);
    tensor_fill(still, 0);
    const tensor *moving[] = {tangent[0], still, tangent[2]};
    const op_status status = op_find("affine")->jvp(in, attr, out, moving, out_tangent);
    free(still);
    return status;
}

/* Rows that look at their neighbours where these are alike. */
static op_status adds_row_number(const tensor *const in[], const attributes *attr, tensor *out)
{
    const op_status status = op_find("softmax")->forward(in, attr, out);
    for (size_t n = 1; n < out->dims[0]; n++)
        out->data[n * out->dims[1]] += 1e-3;
    return status;
}

/* Mistakes, the property that exposes each, and a case at whose point forward and backward have the
 * right values. */
static const struct {
    const char *op, *case_name;
    property *exposes;
    subject wrong; /* NULL: the right function */
} exposed[] = {
    {"scale", "vector", linearity, {.backward = clips}},
    {"relu", "vector", scaling, {.forward = starts_late}},
    {"affine", "batch-of-one", concatenation, {.backward = first_row_of_bias}},
    {"affine", "batch-of-one", transposition, {.jvp = jvp_without_weights}},
    {"softmax", "batch-of-one", concatenation, {.forward = adds_row_number}},
    {"softmax", "primes", permutation, {.forward = adds_row_number}},
};

START_TEST(properties_expose_mistakes)
{
    lab l = lab_open(exposed[_i].op, 0);
    const planned_op *planned = &l.plan->ops[0];
    size_t k = 0;
    while (k < planned->case_count &&
           strcmp(planned->cases[k].test->name, exposed[_i].case_name) != 0)
        k++;
    ck_assert_uint_lt(k, planned->case_count);
    const test_case *c = planned->cases[k].test;
    subject f = right(c->op);
    const subject *w = &exposed[_i].wrong;
    f = (subject){w->forward ? w->forward : f.forward, w->backward ? w->backward : f.backward,
                  w->jvp ? w->jvp : f.jvp};
    scene s = scene_of(c);
    evaluate(&s, &f);
    const bool at_point = distance(s.out, 1, planned->cases[k].expected->out.value) <= SAME;
    ck_assert(at_point || exposed[_i].exposes == permutation);
    for (size_t i = 0; i < c->op->input_count; i++)
        ck_assert(!s.din[i] ||
                  distance(s.din[i], 1, planned->cases[k].expected->gradient[i].vjp.value) <=
                      SAME ||
                  !at_point);
    release(&s);
    ck_assert_double_gt(exposed[_i].exposes(c, &f), 1000 * SAME);
    lab_close(&l);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("properties");
    TCase *tests = tcase_create("properties");
    tcase_add_loop_test(tests, right_functions_have_all_properties, 0, (int)op_count());
    tcase_add_loop_test(tests, properties_expose_mistakes, 0, sizeof exposed / sizeof *exposed);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
