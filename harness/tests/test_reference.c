/* Tests of the reference's ops: properties that every op of the table must have at inputs drawn
 * from a seed, numbers worked out by other means, and the documents' two examples. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "op_table.h"
#include "tensor.h"
#include "testing.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

enum { VARIANT_COUNT = 6, MAX_LETTERS = 3, MAX_ROWS = 7 };

/* An op at one point, with a cotangent and tangents to apply its derivatives to. */
typedef struct sample {
    const op *op;
    attributes attr;
    size_t index[MAX_ROWS];
    const tensor *in[MAX_INPUTS];
    const tensor *tangent[MAX_INPUTS]; /* NULL where constant */
    tensor *out;
    tensor *dout;
} sample;

/* Drawing samples. */

typedef struct shape {
    size_t rank;
    size_t dims[MAX_RANK];
} shape;

/* The extents of an op's first, second and third letter. */
static const size_t letter_extent[VARIANT_COUNT][MAX_LETTERS] = {{3, 5, 2}, {1, 1, 1}, {1, 7, 3},
                                                                 {5, 1, 2}, {2, 3, 7}, {7, 2, 1}};

/* The shapes of inputs of any shape, for each rule of the output. */
static const struct {
    const char *rule;
    struct {
        shape a, b;
        ptrdiff_t axis;
    } variant[VARIANT_COUNT];
} any_shapes[] = {
    {"",
     {{.a = {3, {2, 1, 3}}},
      {.a = {0}},
      {.a = {1, {7}}},
      {.a = {2, {3, 2}}},
      {.a = {1, {1}}},
      {.a = {4, {2, 3, 1, 2}}}}},
    {"broadcast",
     {{{2, {3, 1}}, {2, {1, 4}}, 0},
      {{0}, {0}, 0},
      {{2, {2, 3}}, {1, {3}}, 0},
      {{2, {5, 1}}, {3, {2, 1, 3}}, 0},
      {{2, {3, 2}}, {2, {3, 2}}, 0},
      {{4, {2, 1, 3, 1}}, {0}, 0}}},
    {"reduce",
     {{.a = {3, {2, 3, 5}}, .axis = 1},
      {.a = {0}, .axis = ALL_AXES},
      {.a = {1, {7}}, .axis = 0},
      {.a = {3, {2, 3, 5}}, .axis = 0},
      {.a = {3, {2, 3, 5}}, .axis = 2},
      {.a = {2, {3, 2}}, .axis = ALL_AXES}}},
    {"expand",
     {{.a = {3, {2, 1, 3}}, .axis = 1},
      {.a = {1, {1}}, .axis = 0},
      {.a = {2, {1, 5}}, .axis = 0},
      {.a = {2, {5, 1}}, .axis = 1},
      {.a = {2, {1, 1}}, .axis = 0},
      {.a = {4, {2, 3, 1, 2}}, .axis = 2}}},
    {"squeeze",
     {{.a = {3, {2, 1, 3}}, .axis = 1},
      {.a = {1, {1}}, .axis = 0},
      {.a = {2, {1, 5}}, .axis = 0},
      {.a = {2, {5, 1}}, .axis = 1},
      {.a = {2, {1, 1}}, .axis = 0},
      {.a = {4, {2, 3, 1, 2}}, .axis = 2}}},
    {"unsqueeze",
     {{.a = {3, {2, 1, 3}}, .axis = 1},
      {.a = {0}, .axis = 0},
      {.a = {1, {5}}, .axis = 0},
      {.a = {1, {5}}, .axis = 1},
      {.a = {2, {2, 3}}, .axis = 2},
      {.a = {3, {2, 3, 2}}, .axis = 0}}},
};

/* Inputs that are not drawn as all others are, with magnitudes in [0.3, 1.7] and random signs. */
static const struct {
    const char *op;
    size_t input;
    double low, high;
} ranges[] = {
    {"log", 0, 0.3, 2},
    {"sqrt", 0, 0.3, 2},
    {"normalize", 0, 0.3, 2},
    {"bce_loss", 0, 0, 1},
    {"bce_loss", 1, .1, .9},
    {"cross_entropy", 0, .1, .9},
    {"cross_entropy_soft", 0, .1, .9},
};

/* Uniform in [low, high): Knuth's linear congruential generator, its upper bits. */
static double draw(uint64_t *random, double low, double high)
{
    *random = *random * 6364136223846793005u + 1442695040888963407u;
    return low + (high - low) * (double)(*random >> 11) / 9007199254740992.0;
}

static tensor *draw_signed(const tensor *shaped, double low, double high, uint64_t *random)
{
    tensor *t = tensor_new(shaped->rank, shaped->dims);
    for (size_t i = 0; i < element_count(t); i++)
        t->data[i] = draw(random, low, high) * (draw(random, 0, 1) < 0.5 ? -1 : 1);
    return t;
}

static const tensor *draw_input(const op *o, size_t input, const shape *s, uint64_t *random)
{
    const tensor shaped = {.rank = s->rank, .dims = s->dims};
    for (size_t r = 0; r < LENGTH(ranges); r++)
        if (strcmp(ranges[r].op, o->name) == 0 && ranges[r].input == input) {
            tensor *t = tensor_new(s->rank, s->dims);
            for (size_t i = 0; i < element_count(t); i++)
                t->data[i] = draw(random, ranges[r].low, ranges[r].high);
            return t;
        }
    return draw_signed(&shaped, 0.3, 1.7, random);
}

/* The shape of an input that the signature spells out; letters collects the letters so far. */
static shape letter_shape(const op_operand *operand, char letters[MAX_LETTERS + 1], size_t variant)
{
    shape s = {.rank = operand->rank};
    for (size_t axis = 0; axis < s.rank; axis++) {
        const op_extent *extent = &operand->extent[axis];
        if (!extent->letter) {
            s.dims[axis] = extent->fixed;
            continue;
        }
        if (!strchr(letters, extent->letter)) {
            ck_assert_uint_lt(strlen(letters), MAX_LETTERS);
            letters[strlen(letters)] = extent->letter;
        }
        s.dims[axis] = letter_extent[variant][strchr(letters, extent->letter) - letters];
    }
    return s;
}

static void sample_draw(sample *s, const op *o, size_t variant)
{
    uint64_t random = 1 + variant;
    char letters[MAX_LETTERS + 1] = "";
    size_t r = 0, rank, dims[MAX_RANK];
    while (r < LENGTH(any_shapes) && strcmp(any_shapes[r].rule, o->output.rule) != 0)
        r++;
    ck_assert_msg(r < LENGTH(any_shapes), "no shapes for the rule %s", o->output.rule);

    *s = (sample){.op = o, .attr = {.k = 1.5, .c = 0.2, .slope = 0.1, .repeats = 4}};
    s->attr.axis = any_shapes[r].variant[variant].axis;
    for (size_t i = 0; i < o->input_count; i++) {
        const bool second = i == 1 && strcmp(o->output.rule, "broadcast") == 0;
        shape in = second ? any_shapes[r].variant[variant].b : any_shapes[r].variant[variant].a;
        if (!o->input[i].any_shape)
            in = letter_shape(&o->input[i], letters, variant);
        s->in[i] = draw_input(o, i, &in, &random);
        if (!o->input[i].constant)
            s->tangent[i] = draw_signed(s->in[i], 0.5, 1.5, &random);
    }
    if (op_reads(o, "index")) {
        const size_t rows = s->in[0]->dims[0], columns = s->in[0]->dims[1];
        for (size_t n = 0; n < rows; n++)
            s->index[n] = (size_t)draw(&random, 0, (double)columns);
        s->attr.index = s->index;
        s->attr.index_count = rows;
    }
    error e = {""};
    ck_assert_msg(op_output_shape(o, s->in, &s->attr, &rank, dims, &e), "%s: %s", o->name, e.text);
    s->out = tensor_new(rank, dims);
    s->dout = draw_signed(s->out, 0.5, 1.5, &random);
    ck_assert_int_eq(o->forward(s->in, &s->attr, s->out), OP_OK);
}

static void free_all(tensor *const t[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(t[i]);
}

static void sample_free(sample *s)
{
    for (size_t i = 0; i < MAX_INPUTS; i++) {
        free((void *)s->in[i]);
        free((void *)s->tangent[i]);
    }
    free(s->out);
    free(s->dout);
}

/* The properties. Each looks at one sample, and says what is wrong. */

static double inner_product(const tensor *a, const tensor *b)
{
    double sum = 0;
    for (size_t i = 0; i < element_count(a); i++)
        sum += a->data[i] * b->data[i];
    return sum;
}

/* False for NaN too. */
static bool close_to(double got, double wanted, double tolerance)
{
    return fabs(got - wanted) <= tolerance * (1 + fabs(wanted));
}

/* Runs backward on new buffers that hold prefill; NULL for constants and where mask has a 0 bit. */
static bool run_backward(const sample *s, unsigned mask, double prefill, tensor *din[MAX_INPUTS],
                         error *e)
{
    for (size_t i = 0; i < MAX_INPUTS; i++) {
        const bool wanted = s->tangent[i] && (mask >> i & 1);
        din[i] = wanted ? tensor_new(s->in[i]->rank, s->in[i]->dims) : NULL;
        if (wanted)
            tensor_fill(din[i], prefill);
    }
    const op_status status = s->op->backward(s->in, &s->attr, s->out, s->dout, din);
    return status == OP_OK || fail(e, "backward returned %d", (int)status);
}

/* <dout, f(in)>, a function of the inputs whose gradient backward computes. */
static double loss(const sample *s, tensor *out)
{
    return s->op->forward(s->in, &s->attr, out) == OP_OK ? inner_product(s->dout, out) : NAN;
}

static bool backward_agrees_with_differences(const sample *s, error *e)
{
    const double h = 1e-5;
    tensor *din[MAX_INPUTS], *out = tensor_copy(s->out);
    bool ok = run_backward(s, ~0u, 0, din, e);
    for (size_t i = 0; i < s->op->input_count; i++)
        for (size_t j = 0; ok && din[i] && j < element_count(din[i]); j++) {
            double *x = &s->in[i]->data[j];
            const double middle = *x;
            *x = middle + h;
            const double above = loss(s, out);
            *x = middle - h;
            const double below = loss(s, out);
            *x = middle;
            const double slope = (above - below) / (2 * h);
            if (!close_to(din[i]->data[j], slope, 1e-7))
                ok = fail(e, "d%s[%zu] is %.17g, by differences %.17g", s->op->input[i].name, j,
                          din[i]->data[j], slope);
        }
    free_all(din, MAX_INPUTS);
    free(out);
    return ok;
}

static bool jvp_is_backward_transposed(const sample *s, error *e)
{
    tensor *din[MAX_INPUTS], *out_tangent = tensor_copy(s->out);
    tensor_fill(out_tangent, NAN);
    bool ok = run_backward(s, ~0u, 0, din, e);
    const op_status status = s->op->jvp(s->in, &s->attr, s->out, s->tangent, out_tangent);
    if (ok && status != OP_OK)
        ok = fail(e, "jvp returned %d", (int)status);
    double backward = 0;
    for (size_t i = 0; i < MAX_INPUTS; i++)
        backward += din[i] ? inner_product(din[i], s->tangent[i]) : 0;
    const double forward = inner_product(s->dout, out_tangent);
    if (ok && !close_to(forward, backward, 1e-12))
        ok = fail(e, "<dout, J v> is %.17g, but <J^T dout, v> %.17g", forward, backward);
    free_all(din, MAX_INPUTS);
    free(out_tangent);
    return ok;
}

static bool backward_adds_to_any_buffers(const sample *s, error *e)
{
    tensor *whole[MAX_INPUTS], *part[MAX_INPUTS];
    bool ok = run_backward(s, ~0u, 0, whole, e);
    for (unsigned mask = 0; ok && mask < 1u << s->op->input_count; mask++) {
        const double prefill = 8 + mask;
        ok = run_backward(s, mask, prefill, part, e);
        for (size_t i = 0; i < MAX_INPUTS; i++)
            for (size_t j = 0; ok && part[i] && j < element_count(part[i]); j++)
                if (!close_to(part[i]->data[j], prefill + whole[i]->data[j], 1e-13))
                    ok = fail(e,
                              "wanted: %x; d%s[%zu] went from %g to %.17g, but the gradient is %g",
                              mask, s->op->input[i].name, j, prefill, part[i]->data[j],
                              whole[i]->data[j]);
        free_all(part, MAX_INPUTS);
    }
    free_all(whole, MAX_INPUTS);
    return ok;
}

/* The sum of all numbers that an op may read but not write. */
static double fingerprint(const sample *s)
{
    double sum = 0;
    for (size_t i = 0; i < MAX_INPUTS; i++) {
        sum += s->in[i] ? inner_product(s->in[i], s->in[i]) : 0;
        sum += s->tangent[i] ? inner_product(s->tangent[i], s->tangent[i]) : 0;
    }
    return sum + inner_product(s->out, s->out) + inner_product(s->dout, s->dout);
}

static bool every_output_is_written_and_nothing_else(const sample *s, error *e)
{
    const double before = fingerprint(s);
    tensor *din[MAX_INPUTS], *out = tensor_copy(s->out), *out_tangent = tensor_copy(s->out);
    tensor_fill(out, NAN);
    tensor_fill(out_tangent, NAN);
    bool ok = run_backward(s, ~0u, 0, din, e);
    ok = ok && s->op->forward(s->in, &s->attr, out) == OP_OK;
    ok = ok && s->op->jvp(s->in, &s->attr, s->out, s->tangent, out_tangent) == OP_OK;
    for (size_t j = 0; ok && j < element_count(out); j++)
        if (!isfinite(out->data[j]) || !isfinite(out_tangent->data[j]))
            ok = fail(e, "out[%zu] is %g, out_tangent[%zu] %g", j, out->data[j], j,
                      out_tangent->data[j]);
    if (ok && !(fingerprint(s) == before))
        ok = fail(e, "something that is const was written to");
    free_all(din, MAX_INPUTS);
    free(out);
    free(out_tangent);
    return ok;
}

static bool repeated_input_gets_both_gradients(const sample *s, error *e)
{
    if (s->op->input_count != 2 || !s->tangent[0] || !s->tangent[1] ||
        !same_shape(s->in[0], s->in[1]))
        return true;
    sample twice = *s;
    twice.in[1] = s->in[0];
    twice.out = tensor_copy(s->out);
    tensor *apart[MAX_INPUTS], *both = tensor_new(s->in[0]->rank, s->in[0]->dims);
    bool ok = s->op->forward(twice.in, &s->attr, twice.out) == OP_OK &&
              run_backward(&twice, ~0u, 0, apart, e);
    tensor *const din[] = {both, both, NULL};
    ok = ok && s->op->backward(twice.in, &s->attr, twice.out, s->dout, din) == OP_OK;
    for (size_t j = 0; ok && j < element_count(both); j++) {
        const double wanted = apart[0]->data[j] + apart[1]->data[j];
        if (!close_to(both->data[j], wanted, 1e-13))
            ok = fail(e, "one input twice: gradient[%zu] is %g, not %g", j, both->data[j], wanted);
    }
    free_all(apart, MAX_INPUTS);
    free(both);
    free(twice.out);
    return ok;
}

typedef bool property(const sample *s, error *e);

static const struct {
    const char *name;
    property *holds;
} properties[] = {
    {"differences", backward_agrees_with_differences},
    {"transposed", jvp_is_backward_transposed},
    {"adds", backward_adds_to_any_buffers},
    {"writes", every_output_is_written_and_nothing_else},
    {"repeated", repeated_input_gets_both_gradients},
};

START_TEST(reference_has_the_property)
{
    const op *o = op_at((size_t)_i / LENGTH(properties));
    const size_t p = (size_t)_i % LENGTH(properties);
    for (size_t variant = 0; variant < VARIANT_COUNT; variant++) {
        sample s;
        error e = {""};
        sample_draw(&s, o, variant);
        ck_assert_msg(properties[p].holds(&s, &e), "%s, %s, variant %zu: %s", o->name,
                      properties[p].name, variant, e.text);
        sample_free(&s);
    }
}
END_TEST

/* Ops with a mistake, for which a property must not hold. */

static op_status backward_overwrites(const tensor *const in[], const attributes *attr,
                                     const tensor *out, const tensor *dout, tensor *const din[])
{
    for (size_t i = 0; i < 2; i++)
        if (din[i])
            tensor_fill(din[i], 0);
    return mul_backward(in, attr, out, dout, din);
}

static op_status backward_needs_all_buffers(const tensor *const in[], const attributes *attr,
                                            const tensor *out, const tensor *dout,
                                            tensor *const din[])
{
    return din[0] && din[1] ? mul_backward(in, attr, out, dout, din) : OP_OK;
}

static op_status backward_stops_if_repeated(const tensor *const in[], const attributes *attr,
                                            const tensor *out, const tensor *dout,
                                            tensor *const din[])
{
    tensor *const first[] = {din[0], NULL};
    return mul_backward(in, attr, out, dout, din[0] == din[1] ? first : din);
}

static op_status backward_writes_dout(const tensor *const in[], const attributes *attr,
                                      const tensor *out, const tensor *dout, tensor *const din[])
{
    const op_status status = mul_backward(in, attr, out, dout, din);
    dout->data[0] *= 2;
    return status;
}

static op_status jvp_adds(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *const tangent[], tensor *out_tangent)
{
    const double before = out_tangent->data[0];
    const op_status status = mul_jvp(in, attr, out, tangent, out_tangent);
    out_tangent->data[0] += before;
    return status;
}

static op_status jvp_misses_an_input(const tensor *const in[], const attributes *attr,
                                     const tensor *out, const tensor *const tangent[],
                                     tensor *out_tangent)
{
    const tensor *const first[] = {tangent[0], NULL};
    return mul_jvp(in, attr, out, first, out_tangent);
}

static op_status forward_leaves_one_out(const tensor *const in[], const attributes *attr,
                                        tensor *out)
{
    const double before = out->data[0];
    const op_status status = mul_forward(in, attr, out);
    out->data[0] = before;
    return status;
}

/* What is wrong with mul, and the property that must notice it. */
static const struct {
    op_forward *forward;
    op_backward *backward;
    op_jvp *jvp;
    property *noticed_by;
} mistakes[] = {
    {mul_forward, add_backward, mul_jvp, backward_agrees_with_differences},
    {div_forward, mul_backward, mul_jvp, backward_agrees_with_differences},
    {mul_forward, mul_backward, add_jvp, jvp_is_backward_transposed},
    {mul_forward, mul_backward, jvp_misses_an_input, jvp_is_backward_transposed},
    {mul_forward, mul_backward, jvp_adds, jvp_is_backward_transposed},
    {mul_forward, backward_overwrites, mul_jvp, backward_adds_to_any_buffers},
    {mul_forward, backward_needs_all_buffers, mul_jvp, backward_adds_to_any_buffers},
    {mul_forward, backward_writes_dout, mul_jvp, every_output_is_written_and_nothing_else},
    {mul_forward, mul_backward, jvp_adds, every_output_is_written_and_nothing_else},
    {forward_leaves_one_out, mul_backward, mul_jvp, every_output_is_written_and_nothing_else},
    {mul_forward, backward_stops_if_repeated, mul_jvp, repeated_input_gets_both_gradients},
};

START_TEST(mistake_is_noticed)
{
    op wrong = *op_find("mul");
    sample s;
    error e;
    sample_draw(&s, &wrong, 4);
    ck_assert(mistakes[_i].noticed_by(&s, &e));
    wrong.forward = mistakes[_i].forward;
    wrong.backward = mistakes[_i].backward;
    wrong.jvp = mistakes[_i].jvp;
    ck_assert_msg(!mistakes[_i].noticed_by(&s, &e), "mistake %d went unnoticed", _i);
    sample_free(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("reference");
    TCase *tests = tcase_create("reference");
    tcase_add_loop_test(tests, reference_has_the_property, 0,
                        (int)(op_count() * LENGTH(properties)));
    tcase_add_loop_test(tests, mistake_is_noticed, 0, (int)LENGTH(mistakes));
    suite_add_tcase(suite, tests);

    return run_suite(suite);
}
