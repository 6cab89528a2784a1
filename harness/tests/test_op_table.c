/* Tests of op_table.h: the table, its signatures, and the shapes that follow from them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "op_table.h"
#include "signature_text.h"
#include "testing.h"

/* A tensor without elements: op_output_shape looks at shapes alone. */
typedef struct shaped {
    tensor t;
    size_t dims[MAX_RANK];
} shaped;

/* Reads "[2,3]"; "[]" is a scalar. */
static void shape_read(shaped *s, const char *text)
{
    *s = (shaped){.t = {.dims = s->dims}};
    for (char *at; *text && text[1] != ']' && *text != ']'; text = at)
        s->dims[s->t.rank++] = strtoul(text + 1, &at, 10);
}

static const char *shape_write(size_t rank, const size_t *dims, char *text, size_t size)
{
    int used = snprintf(text, size, "[");
    for (size_t axis = 0; axis < rank; axis++)
        used += snprintf(text + used, size - (size_t)used, axis ? ",%zu" : "%zu", dims[axis]);
    snprintf(text + used, size - (size_t)used, "]");
    return text;
}

/* One question to op_output_shape, and its answer. */
typedef struct shape_case {
    const char *op;
    const char *in[MAX_INPUTS];
    ptrdiff_t axis;
    size_t repeats;
    size_t index_count;
    size_t index[3];
    const char *answer; /* the shape, or the whole error text */
} shape_case;

static const shape_case good[] = {
    {"exp", {"[]"}, .answer = "[]"},
    {"exp", {"[2,3,4,5]"}, .answer = "[2,3,4,5]"},
    {"lms_loss", {"[3,2]", "[3,2]"}, .answer = "[3,2]"},
    {"mse_loss", {"[3,2]", "[3,2]"}, .answer = "[]"},
    {"add", {"[]", "[]"}, .answer = "[]"},
    {"add", {"[]", "[2,3]"}, .answer = "[2,3]"},
    {"add", {"[2,3]", "[3]"}, .answer = "[2,3]"},
    {"add", {"[1]", "[3]"}, .answer = "[3]"},
    {"div", {"[3,1]", "[1,4]"}, .answer = "[3,4]"},
    {"mul", {"[5,1]", "[2,1,3]"}, .answer = "[2,5,3]"},
    {"sub", {"[7,1,2,1]", "[3,1,5]"}, .answer = "[7,3,2,5]"},
    {"matmul", {"[2,3]", "[3,5]"}, .answer = "[2,5]"},
    {"matmul", {"[1,1]", "[1,1]"}, .answer = "[1,1]"},
    {"affine", {"[2,3]", "[3,5]", "[5]"}, .answer = "[2,5]"},
    {"linear", {"[2,3]", "[5,3]", "[5]"}, .answer = "[2,5]"},
    {"vector_derivative_product", {"[1,3]", "[2]"}, .answer = "[3,2]"},
    {"dot", {"[7]", "[7]"}, .answer = "[]"},
    {"prob_to_prob_vector", {"[3,1]"}, .answer = "[3,2]"},
    {"select", {"[3,5]"}, .index_count = 3, .index = {4, 0, 4}, .answer = "[3]"},
    {"softmax_cross_entropy", {"[2,3]"}, .index_count = 2, .index = {2, 0}, .answer = "[]"},
    {"sum", {"[2,3,5]"}, .axis = ALL_AXES, .answer = "[]"},
    {"sum", {"[]"}, .axis = ALL_AXES, .answer = "[]"},
    {"sum", {"[2,3,5]"}, .axis = 0, .answer = "[3,5]"},
    {"mean", {"[2,3,5]"}, .axis = 1, .answer = "[2,5]"},
    {"mean", {"[2,3,5]"}, .axis = 2, .answer = "[2,3]"},
    {"mean", {"[2]"}, .axis = 0, .answer = "[]"},
    {"expand", {"[3,1]"}, .axis = 1, .repeats = 16, .answer = "[3,16]"},
    {"expand", {"[1,3]"}, .axis = 0, .repeats = 1, .answer = "[1,3]"},
    {"squeeze", {"[1,3]"}, .axis = 0, .answer = "[3]"},
    {"squeeze", {"[2,1,3]"}, .axis = 1, .answer = "[2,3]"},
    {"squeeze", {"[1]"}, .axis = 0, .answer = "[]"},
    {"unsqueeze", {"[]"}, .axis = 0, .answer = "[1]"},
    {"unsqueeze", {"[2,3]"}, .axis = 0, .answer = "[1,2,3]"},
    {"unsqueeze", {"[2,3]"}, .axis = 1, .answer = "[2,1,3]"},
    {"unsqueeze", {"[2,3]"}, .axis = 2, .answer = "[2,3,1]"},
};

static const shape_case bad[] = {
    {"affine",
     {"[2,4]", "[3,5]", "[5]"},
     .answer = "W is [3,5], but the signature X[N,D] W[D,M] b[M] needs its first extent D = 4"},
    {"affine",
     {"[2,4]", "[4,5]", "[4]"},
     .answer = "b is [4], but the signature X[N,D] W[D,M] b[M] needs its first extent M = 5"},
    {"linear",
     {"[2,4]", "[4,5]", "[4]"},
     .answer = "W is [4,5], but the signature X[N,D] W[M,D] b[M] needs its second extent D = 4"},
    {"matmul",
     {"[2,4]", "[4]"},
     .answer = "B is [4], but the signature A[n,k] B[k,m] needs it to have rank 2"},
    {"dot",
     {"[]", "[3]"},
     .answer = "r is [], but the signature r[n] h[n] needs it to have rank 1"},
    {"vector_derivative_product",
     {"[3,2]", "[2]"},
     .answer = "A is [3,2], but the signature A[1,m] x[n] needs its first extent to be 1"},
    {"l2_loss",
     {"[3,1]", "[3,2]"},
     .answer = "yhat is [3,2], but the signature y[N,1] yhat[N,1] needs its second extent to be 1"},
    {"mse_loss",
     {"[3,1]", "[3]"},
     .answer = "yhat is [3], but the signature y[...] yhat[...] needs it to be shaped like y, "
               "[3,1]"},
    {"perceptron_loss",
     {"[2,3]", "[3,2]"},
     .answer = "y is [3,2], but the signature s[...] const y[...] needs it to be shaped like s, "
               "[2,3]"},
    {"add",
     {"[2,3]", "[2]"},
     .answer = "a is [2,3] and b is [2], which do not broadcast: counted from the last axis, two "
               "extents must be equal, or one of them 1"},
    {"select",
     {"[3,5]"},
     .index_count = 2,
     .index = {4, 0},
     .answer = "index has 2 entries, but needs N = 3: one for every row of X"},
    {"select", {"[3,5]"}, .answer = "index has 0 entries, but needs N = 3: one for every row of X"},
    {"cross_entropy",
     {"[3,5]"},
     .index_count = 3,
     .index = {4, 5, 0},
     .answer = "index[1] is 5, but the last column of p is 4"},
    {"sum", {"[2,3]"}, .axis = 2, .answer = "axis is 2, but x is [2,3], whose axes are 0 to 1"},
    {"mean", {"[2,3]"}, .axis = -2, .answer = "axis is -2, but x is [2,3], whose axes are 0 to 1"},
    {"sum", {"[]"}, .axis = 0, .answer = "axis is 0, but x is a scalar, which has no axes"},
    {"expand",
     {"[2,3]"},
     .axis = 1,
     .repeats = 4,
     .answer = "x is [2,3], but its axis 1 must have extent 1"},
    {"expand",
     {"[2,1]"},
     .axis = ALL_AXES,
     .repeats = 4,
     .answer = "axis is -1, but x is [2,1], whose axes are 0 to 1"},
    {"expand", {"[2,1]"}, .axis = 1, .answer = "repeats is 0, but must be at least 1"},
    {"squeeze", {"[2,1]"}, .axis = 0, .answer = "x is [2,1], but its axis 0 must have extent 1"},
    {"squeeze", {"[]"}, .axis = 0, .answer = "axis is 0, but x is a scalar, which has no axes"},
    {"unsqueeze",
     {"[2,3]"},
     .axis = 3,
     .answer = "axis is 3, but x is [2,3]: the new axis can be 0 to 2"},
    {"unsqueeze",
     {"[2,3]"},
     .axis = -1,
     .answer = "axis is -1, but x is [2,3]: the new axis can be 0 to 2"},
    {"unsqueeze",
     {"[1,2,3,4]"},
     .axis = 0,
     .answer = "x is [1,2,3,4], which has no room for another axis: the highest rank is 4"},
};

/* Asks op_output_shape. rank, dims and e come back as it leaves them. */
static bool ask(const shape_case *c, size_t *rank, size_t dims[MAX_RANK], error *e)
{
    const op *o = op_find(c->op);
    ck_assert_ptr_nonnull(o);
    shaped inputs[MAX_INPUTS];
    const tensor *in[MAX_INPUTS] = {NULL};
    for (size_t i = 0; i < o->input_count; i++) {
        shape_read(&inputs[i], c->in[i]);
        in[i] = &inputs[i].t;
    }
    const attributes attr = {.axis = c->axis,
                             .repeats = c->repeats,
                             .index = c->index_count ? c->index : NULL,
                             .index_count = c->index_count};
    return op_output_shape(o, in, &attr, rank, dims, e);
}

START_TEST(shape_of_inputs_that_fit)
{
    const shape_case *c = &good[_i];
    size_t rank, dims[MAX_RANK];
    error e = {""};
    char text[96];
    ck_assert_msg(ask(c, &rank, dims, &e), "%s: %s", c->op, e.text);
    ck_assert_str_eq(shape_write(rank, dims, text, sizeof text), c->answer);
}
END_TEST

START_TEST(inputs_that_do_not_fit_are_named)
{
    const shape_case *c = &bad[_i];
    size_t rank = 77, dims[MAX_RANK] = {77, 77, 77, 77};
    error e = {""};
    ck_assert_msg(!ask(c, &rank, dims, &e), "%s: accepted", c->op);
    ck_assert_str_eq(e.text, c->answer);
    ck_assert_uint_eq(rank, 77);
    for (size_t axis = 0; axis < MAX_RANK; axis++)
        ck_assert_uint_eq(dims[axis], 77);
}
END_TEST

START_TEST(the_error_is_optional)
{
    size_t rank, dims[MAX_RANK];
    ck_assert(!ask(&bad[0], &rank, dims, NULL));
}
END_TEST

START_TEST(every_row_can_be_found)
{
    ck_assert_uint_ge(op_count(), 44);
    for (size_t i = 0; i < op_count(); i++) {
        const op *o = op_at(i);
        ck_assert_ptr_eq(op_find(o->name), o);
        ck_assert(o->forward && o->backward && o->jvp);
        ck_assert_str_ne(o->formula, "");
    }
    ck_assert_str_eq(op_at(0)->name, "exp");
    ck_assert_ptr_null(op_find("ex"));
    ck_assert_ptr_null(op_find("expp"));
    ck_assert_ptr_null(op_find(""));
}
END_TEST

START_TEST(rows_hold_the_functions_of_their_name)
{
    ck_assert(op_find("exp")->forward == exp_forward);
    ck_assert(op_find("exp")->backward == exp_backward);
    ck_assert(op_find("logistic_tanh_loss")->backward == logistic_tanh_loss_backward);
    ck_assert(op_find("logistic_tanh_loss")->jvp == logistic_tanh_loss_jvp);
    ck_assert_str_eq(direction_name[FORWARD], "forward");
    ck_assert_str_eq(direction_name[BACKWARD], "backward");
    ck_assert_str_eq(direction_name[JVP], "jvp");
}
END_TEST

START_TEST(parsed_signature_writes_as_it_was_read)
{
    const op *o = op_at((size_t)_i);
    char text[128] = "";
    signature_write(o->input, o->input_count, text, sizeof text);
    strcat(text, " -> ");
    signature_write(&o->output, 1, text, sizeof text);
    ck_assert_str_eq(text, o->signature);
}
END_TEST

START_TEST(signature_in_its_parts)
{
    const op *o = op_find("cross_entropy_soft");
    ck_assert_uint_eq(o->input_count, 2);
    ck_assert(!o->input[0].constant && o->input[1].constant && !o->output.constant);
    ck_assert_str_eq(o->input[1].name, "y");
    ck_assert_uint_eq(o->input[1].rank, 2);
    ck_assert_int_eq(o->input[1].extent[1].letter, 'C');
    ck_assert(!o->input[1].any_shape);
    ck_assert_str_eq(o->output.name, "l");

    o = op_find("prob_to_prob_vector");
    ck_assert_int_eq(o->output.extent[1].letter, 0);
    ck_assert_uint_eq(o->output.extent[1].fixed, 2);

    o = op_find("squeeze");
    ck_assert(o->input[0].any_shape && !o->output.any_shape);
    ck_assert_str_eq(o->output.rule, "squeeze");

    o = op_find("dot");
    ck_assert(!o->output.any_shape);
    ck_assert_uint_eq(o->output.rank, 0);
    ck_assert_str_eq(o->output.rule, "");
}
END_TEST

START_TEST(attributes_are_whole_words)
{
    ck_assert(op_reads(op_find("leaky_relu"), "slope"));
    ck_assert(!op_reads(op_find("leaky_relu"), "slop"));
    ck_assert(!op_reads(op_find("leaky_relu"), "lope"));
    ck_assert(!op_reads(op_find("leaky_relu"), "slopes"));
    ck_assert(!op_reads(op_find("leaky_relu"), ""));
    ck_assert(!op_reads(op_find("relu"), "slope"));
    ck_assert(!op_reads(op_find("relu"), ""));
    ck_assert(op_reads(op_find("expand"), "axis"));
    ck_assert(op_reads(op_find("expand"), "repeats"));
    ck_assert(!op_reads(op_find("expand"), "axis repeats"));
    ck_assert(op_reads(op_find("select"), "index"));
    ck_assert(!op_reads(op_find("select"), "index[N]"));
    ck_assert(!op_reads(op_find("select"), "N"));
}
END_TEST

static const struct {
    const char *op;
    locality locality;
} localities[] = {
    {"exp", LOCAL_ELEMENT},
    {"lms_loss", LOCAL_ELEMENT},
    {"softmax", LOCAL_ROW},
    {"l2_loss", LOCAL_ROW},
    {"select", LOCAL_ROW},
    {"matmul", LOCAL_ROW},
    {"linear", LOCAL_ROW},
    {"cross_entropy_soft", LOCAL_ROW},
    {"vector_derivative_product", LOCAL_NOT}, /* m is the second letter of A */
    {"dot", LOCAL_NOT},
    {"add", LOCAL_NOT},
    {"sum", LOCAL_NOT},
    {"mse_loss", LOCAL_NOT},
    {"softmax_cross_entropy", LOCAL_NOT},
};

START_TEST(locality_follows_from_the_signature)
{
    const op *o = op_find(localities[_i].op);
    ck_assert_msg(op_locality(o) == localities[_i].locality, "%s: got %d, expected %d", o->name,
                  (int)op_locality(o), (int)localities[_i].locality);
}
END_TEST

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

int main(void)
{
    Suite *suite = suite_create("op_table");
    TCase *tests = tcase_create("op_table");
    tcase_add_test(tests, every_row_can_be_found);
    tcase_add_test(tests, rows_hold_the_functions_of_their_name);
    tcase_add_loop_test(tests, parsed_signature_writes_as_it_was_read, 0, (int)op_count());
    tcase_add_test(tests, signature_in_its_parts);
    tcase_add_test(tests, attributes_are_whole_words);
    tcase_add_loop_test(tests, locality_follows_from_the_signature, 0, LENGTH(localities));
    tcase_add_loop_test(tests, shape_of_inputs_that_fit, 0, LENGTH(good));
    tcase_add_loop_test(tests, inputs_that_do_not_fit_are_named, 0, LENGTH(bad));
    tcase_add_test(tests, the_error_is_optional);
    suite_add_tcase(suite, tests);

    return run_suite(suite);
}
