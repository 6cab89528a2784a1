/* Tests of function_table.h: the table, its signatures, and the shapes that follow from them. */
#include <string.h>

#include "function_table.h"
#include "signature_text.h"
#include "tensor.h"
#include "testing.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

START_TEST(every_row_can_be_found)
{
    ck_assert_uint_ge(function_count(), 19);
    for (size_t i = 0; i < function_count(); i++) {
        const function *f = function_at(i);
        ck_assert_ptr_eq(function_find(f->name), f);
        ck_assert(f->call != NULL);
        ck_assert_str_ne(f->formula, "");
    }
    ck_assert_str_eq(function_at(0)->name, "jacobian_exp_sin_sqrt");
    ck_assert(function_find("blur")->call == blur);
    ck_assert(function_find("gradient_descent")->call == gradient_descent);
    ck_assert_ptr_null(function_find("blu"));
    ck_assert_ptr_null(function_find("blurr"));
    ck_assert_ptr_null(function_find(""));
}
END_TEST

START_TEST(parsed_signature_writes_as_it_was_read)
{
    const function *f = function_at((size_t)_i);
    char text[128] = "";
    signature_write(f->input, f->input_count, text, sizeof text);
    strcat(text, " -> ");
    signature_write(f->output, f->output_count, text, sizeof text);
    ck_assert_str_eq(text, f->signature);
}
END_TEST

START_TEST(operands_are_counted)
{
    const function *f = function_find("network_input_gradient");
    ck_assert_uint_eq(f->input_count, MAX_FUNCTION_INPUTS);
    ck_assert_uint_eq(f->output_count, 1);
    ck_assert_str_eq(f->input[6].name, "x");

    f = function_find("sgd_step");
    ck_assert_uint_eq(f->input_count, 3);
    ck_assert_uint_eq(f->output_count, 2);
    ck_assert_str_eq(f->output[0].name, "w_new");
    ck_assert_str_eq(f->output[1].name, "v_new");

    f = function_find("linear_regression_gradients");
    ck_assert_uint_eq(f->output_count, 2);
    ck_assert_uint_eq(f->output[1].rank, 0);
}
END_TEST

START_TEST(settings_are_whole_words)
{
    ck_assert(function_reads(function_find("numeric_gradient"), "h"));
    ck_assert(function_reads(function_find("numeric_gradient"), "f"));
    ck_assert(!function_reads(function_find("blur"), "f"));
    ck_assert(!function_reads(function_find("blur"), ""));
    ck_assert(function_reads(function_find("sgd_step"), "step"));
    ck_assert(!function_reads(function_find("gradient_descent"), "step"));
    ck_assert(!function_reads(function_find("gradient_descent"), "blur"));
    ck_assert(function_reads(function_find("gradient_descent"), "scales"));
}
END_TEST

/* One question to function_output_shape; rank 9 stands for inputs that do not fit. */
static const struct {
    const char *function;
    size_t output;
    struct {
        size_t rank;
        size_t dims[MAX_RANK];
    } in[MAX_FUNCTION_INPUTS];
    size_t rank;
    size_t dims[MAX_RANK];
    const char *text; /* of the error */
} shapes[] = {
    {"jacobian_exp_sin_sqrt", 0, {{1, {3}}}, 2, {2, 3}, NULL},
    {"jacobian_product_by_w", 0, {{2, {2, 5}}, {1, {5}}}, 3, {2, 2, 5}, NULL},
    {"jacobian_chain", 0, {{2, {5, 3}}, {2, {2, 5}}}, 2, {2, 3}, NULL},
    {"linear_regression_gradients", 1, {{1, {7}}, {1, {7}}, {0}, {0}}, 0, {0}, NULL},
    {"sgd_step", 1, {{1, {4}}, {1, {4}}, {1, {4}}}, 1, {4}, NULL},
    {"gradient_descent", 0, {{2, {4, 6}}}, 2, {4, 6}, NULL},
    {"jacobian_exp_sin_sqrt",
     0,
     {{1, {4}}},
     9,
     {0},
     "x is [4], but the signature x[3] needs its first extent to be 3"},
    {"jacobian_chain",
     0,
     {{2, {5, 3}}, {2, {2, 3}}},
     9,
     {0},
     "W2 is [2,3], but the signature W1[b,a] W2[c,b] needs its second extent b = 5"},
    {"jacobian_chain_tied",
     0,
     {{2, {5, 3}}},
     9,
     {0},
     "W is [5,3], but the signature W[a,a] needs its second extent a = 5"},
    {"blur", 0, {{1, {5}}}, 9, {0}, "x is [5], but the signature x[H,W] needs it to have rank 2"},
};

START_TEST(output_has_the_shape_of_its_signature)
{
    tensor inputs[MAX_FUNCTION_INPUTS];
    const tensor *in[MAX_FUNCTION_INPUTS];
    for (size_t i = 0; i < MAX_FUNCTION_INPUTS; i++) {
        inputs[i] = (tensor){.rank = shapes[_i].in[i].rank, .dims = shapes[_i].in[i].dims};
        in[i] = &inputs[i];
    }
    size_t rank = 77, dims[MAX_RANK] = {77, 77, 77, 77};
    error e = {""};
    const bool fits = function_output_shape(function_find(shapes[_i].function), in,
                                            shapes[_i].output, &rank, dims, &e);
    ck_assert_str_eq(e.text, shapes[_i].text ? shapes[_i].text : "");
    ck_assert(fits == (shapes[_i].rank != 9));
    ck_assert_uint_eq(rank, fits ? shapes[_i].rank : 77);
    for (size_t axis = 0; axis < MAX_RANK; axis++)
        ck_assert_uint_eq(dims[axis], fits && axis < rank ? shapes[_i].dims[axis] : 77);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("function_table");
    TCase *tests = tcase_create("function_table");
    tcase_add_test(tests, every_row_can_be_found);
    tcase_add_loop_test(tests, parsed_signature_writes_as_it_was_read, 0, (int)function_count());
    tcase_add_test(tests, operands_are_counted);
    tcase_add_test(tests, settings_are_whole_words);
    tcase_add_loop_test(tests, output_has_the_shape_of_its_signature, 0, LENGTH(shapes));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
