/* Tests of the reference's ops against numbers worked out by other means: by hand, or to 60 digits;
 * at kinks, at extremes, and in the examples that the course documents compute. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "op_table.h"
#include "tensor.h"
#include "testing.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* One call. Tensors are text: their extents in brackets, then their elements. */
typedef struct numbers {
    const char *op;
    const char *in[MAX_INPUTS];
    const char *out;                  /* its elements */
    const char *gradient[MAX_INPUTS]; /* for an upstream gradient of ones; NULL: not looked at */
    attributes attr;
    size_t index[2];
} numbers;

static const numbers values[] = {
    {"exp", {"[2] 0 1"}, .out = "1 2.7182818284590452", .gradient = {"1 2.7182818284590452"}},
    {"log",
     {"[2] 2 1e-12"},
     .out = "0.69314718055994531 -27.631021115928548",
     .gradient = {"0.5 1e12"}},
    {"sqrt",
     {"[2] 2 1e-12"},
     .out = "1.4142135623730950 1e-6",
     .gradient = {"0.35355339059327376 5e5"}},
    {"sin", {"[2] 0 1"}, .out = "0 0.8414709848078965", .gradient = {"1 0.5403023058681398"}},
    {"square", {"[2] -3 0.5"}, .out = "9 0.25", .gradient = {"-6 1"}},
    {"identity", {"[2] -3 1e300"}, .out = "-3 1e300", .gradient = {"1 1"}},
    {"scale", {"[2] -3 0.5"}, .out = "-9 1.5", .gradient = {"3 3"}, .attr = {.k = 3}},
    {"sigmoid",
     {"[3] 0 1 -1"},
     .out = "0.5 0.73105857863000488 0.26894142136999512",
     .gradient = {"0.25 0.19661193324148185 0.19661193324148185"}},
    {"sigmoid",
     {"[4] 800 -800 -40 -700"},
     .out = "1 0 4.2483542552915890e-18 9.8596765437597709e-305",
     .gradient = {"0 0 4.2483542552915890e-18 9.8596765437597709e-305"}},
    {"tanh",
     {"[3] 0 1 -1"},
     .out = "0 0.76159415595576489 -0.76159415595576489",
     .gradient = {"1 0.41997434161402607 0.41997434161402607"}},
    {"tanh", {"[3] 800 -800 1e-8"}, .out = "1 -1 9.9999999999999997e-9", .gradient = {"0 0 1"}},
    {"relu", {"[3] -2 0 3"}, .out = "0 0 3", .gradient = {"0 0 1"}},
    {"relu_c", {"[4] -2 0 0.5 3"}, .out = "0 0 0 2.5", .gradient = {"0 0 0 1"}, .attr = {.c = 0.5}},
    {"relu_c", {"[3] -2 -0.5 0"}, .out = "0 0 0.5", .gradient = {"0 0 1"}, .attr = {.c = -0.5}},
    {"leaky_relu",
     {"[3] -2 0 3"},
     .out = "-0.02 0 3",
     .gradient = {"0.01 0.01 1"},
     .attr = {.slope = 0.01}},
    {"elu",
     {"[3] -1 0 3"},
     .out = "-0.31606027941427884 0 3",
     .gradient = {"0.18393972058572116 1 1"},
     .attr = {.c = 0.5}},
    {"elu",
     {"[2] -800 -1e-10"},
     .out = "-1 -9.9999999995e-11",
     .gradient = {"0 0.9999999999"},
     .attr = {.c = 1}},
    {"gelu",
     {"[3] 0 1 -1"},
     .out = "0 0.84134474606854295 -0.15865525393145705",
     .gradient = {"0.5 1.0833154705876863 -0.083315470587686298"}},
    {"gelu",
     {"[3] 800 -800 -10"},
     .out = "800 0 -7.6198530241605261e-23",
     .gradient = {"1 0 -7.6184000964648141e-22"}},
    {"add",
     {"[2,1] 1 2", "[3] 10 20 30"},
     .out = "11 21 31 12 22 32",
     .gradient = {"3 3", "2 2 2"}},
    {"sub",
     {"[2,1] 1 2", "[3] 10 20 30"},
     .out = "-9 -19 -29 -8 -18 -28",
     .gradient = {"3 3", "-2 -2 -2"}},
    {"mul",
     {"[2,1] 1 2", "[3] 10 20 30"},
     .out = "10 20 30 20 40 60",
     .gradient = {"60 60", "3 3 3"}},
    {"div",
     {"[2,1] 1 2", "[3] 1 2 4"},
     .out = "1 0.5 0.25 2 1 0.5",
     .gradient = {"1.75 1.75", "-3 -0.75 -0.1875"}},
    {"div",
     {"[2] 1e200 1e-200", "[2] 1e200 1e-200"},
     .out = "1 1",
     .gradient = {"1e-200 1e200", "-1e-200 -1e200"}},
    {"matmul", {"[2,2] 1 2 3 4", "[2,1] 5 6"}, .out = "17 39", .gradient = {"5 6 5 6", "4 6"}},
    {"affine",
     {"[1,2] 2 3", "[2,2] 1 2 3 4", "[2] 10 20"},
     .out = "21 36",
     .gradient = {"3 7", "2 2 3 3", "1 1"}},
    {"linear",
     {"[1,2] 2 3", "[2,2] 1 2 3 4", "[2] 10 20"},
     .out = "18 38",
     .gradient = {"4 6", "2 3 2 3", "1 1"}},
    {"vector_derivative_product",
     {"[1,2] 2 3", "[2] 5 7"},
     .out = "10 14 15 21",
     .gradient = {"12 12", "5 5"}},
    {"dot", {"[2] 2 3", "[2] 5 7"}, .out = "31", .gradient = {"5 7", "2 3"}},
    {"expand",
     {"[2,1] 2 3"},
     .out = "2 2 2 3 3 3",
     .gradient = {"3 3"},
     .attr = {.axis = 1, .repeats = 3}},
    {"select", {"[2,2] 1 2 3 4"}, .out = "2 3", .gradient = {"0 1 1 0"}, .index = {1, 0}},
    {"squeeze", {"[1,2] 2 3"}, .out = "2 3", .gradient = {"1 1"}},
    {"unsqueeze", {"[2] 2 3"}, .out = "2 3", .gradient = {"1 1"}},
    {"sum", {"[2,2] 1 2 3 4"}, .out = "4 6", .gradient = {"1 1 1 1"}},
    {"sum", {"[2,2] 1 2 3 4"}, .out = "10", .gradient = {"1 1 1 1"}, .attr = {.axis = ALL_AXES}},
    {"mean",
     {"[2,2] 1 2 3 4"},
     .out = "1.5 3.5",
     .gradient = {"0.5 0.5 0.5 0.5"},
     .attr = {.axis = 1}},
    {"mean",
     {"[2,2] 1 2 3 4"},
     .out = "2.5",
     .gradient = {"0.25 0.25 0.25 0.25"},
     .attr = {.axis = ALL_AXES}},
    {"normalize", {"[2,2] 1 3 2 2"}, .out = "0.25 0.75 0.5 0.5", .gradient = {"0 0 0 0"}},
    {"softmax",
     {"[1,3] 1000 1001 1002"},
     .out = "0.090030573170380458 0.24472847105479765 0.66524095577482189"},
    {"softmax", {"[1,2] -800 800"}, .out = "0 1", .gradient = {"0 0"}},
    {"log_softmax",
     {"[1,3] 1000 1001 1002"},
     .out = "-2.4076059644443803 -1.4076059644443803 -0.4076059644443803"},
    {"log_softmax", {"[1,2] -800 800"}, .out = "-1600 0", .gradient = {"1 -1"}},
    {"prob_to_prob_vector", {"[2,1] 0.25 1"}, .out = "0.25 0.75 1 0", .gradient = {"0 0"}},
    {"l2_loss", {"[2,1] 1 5", "[2,1] 4 3"}, .out = "9 4", .gradient = {"-6 4", "6 -4"}},
    {"half_squared_error", {"[2] 1 5", "[2] 4 3"}, .out = "6.5", .gradient = {"-3 2", "3 -2"}},
    {"squared_distance", {"[2] 1 5", "[2] 4 3"}, .out = "13", .gradient = {"-6 4", "6 -4"}},
    {"mse_loss", {"[2] 1 5", "[2] 4 3"}, .out = "6.5", .gradient = {"-3 2", "3 -2"}},
    {"bce_loss", {"[] 0.25", "[] 0.5"}, .out = "0.69314718055994531", .gradient = {NULL, "1"}},
    {"bce_loss", {"[] 0.25", "[] 0.25"}, .out = "0.56233514461880835", .gradient = {NULL, "0"}},
    {"bce_loss", {"[] 1", "[] 1e-12"}, .out = "27.631021115928548", .gradient = {NULL, "-1e12"}},
    {"bce_loss",
     {"[] 0", "[] 0.999999999999"},
     .out = "27.631043237893359",
     .gradient = {NULL, "1000022122209.5028"}},
    {"cross_entropy",
     {"[2,2] 0.5 0.5 1e-12 1"},
     .out = "0.69314718055994531 27.631021115928548",
     .gradient = {"0 -2 -1e12 0"},
     .index = {1, 0}},
    {"cross_entropy_soft",
     {"[1,2] 0.5 0.25", "[1,2] 0.5 0.25"},
     .out = "0.69314718055994531",
     .gradient = {"-1 -1"}},
    {"softmax_cross_entropy",
     {"[2,2] 1000 1000 -800 800"},
     .out = "800.34657359027997",
     .gradient = {"0.25 -0.25 -0.5 0.5"},
     .index = {1, 0}},
    {"perceptron_loss", {"[3] -2 0 3", "[3] 1 1 1"}, .out = "4 0 0", .gradient = {"-2 -1 0"}},
    {"lms_loss", {"[2] -2 3", "[2] 1 1"}, .out = "4.5 2", .gradient = {"-3 2"}},
    {"logistic_tanh_loss",
     {"[2] 0 1", "[2] 0.5 0.5"},
     .out = "0 -0.066219169516972813",
     .gradient = {"-0.5 0.26159415595576489"}},
    {"logistic_tanh_loss",
     {"[2] 800 -800", "[2] 0 1"},
     .out = "799.30685281944005 1599.3068528194401",
     .gradient = {"1 -2"}},
};

/* Text to tensors. */

static void read_elements(tensor *t, const char *text)
{
    for (size_t i = 0; i < element_count(t); i++) {
        char *end;
        t->data[i] = strtod(text, &end);
        ck_assert_ptr_ne(end, text);
        text = end;
    }
    ck_assert_str_eq(text, "");
}

static tensor *read_tensor(const char *text)
{
    size_t rank = 0, dims[MAX_RANK];
    char *end;
    for (text++; *text != ']'; text = *end == ',' ? end + 1 : end)
        dims[rank++] = strtoul(text, &end, 10);
    tensor *t = tensor_new(rank, dims);
    read_elements(t, text + 1);
    return t;
}

static tensor *new_output(const op *o, const tensor *const in[], const attributes *attr)
{
    size_t rank, dims[MAX_RANK];
    error e = {""};
    ck_assert_msg(op_output_shape(o, in, attr, &rank, dims, &e), "%s: %s", o->name, e.text);
    return tensor_new(rank, dims);
}

static void check_elements(const char *what, const tensor *got, const char *text)
{
    tensor *wanted = tensor_copy(got);
    read_elements(wanted, text);
    for (size_t i = 0; i < element_count(got); i++)
        ck_assert_msg(fabs(got->data[i] - wanted->data[i]) <= 2e-14 * fabs(wanted->data[i]),
                      "%s[%zu] is %.17g, not %.17g", what, i, got->data[i], wanted->data[i]);
    free(wanted);
}

static void check_gradients(const op *o, const numbers *n, const tensor *const in[],
                            const attributes *attr, const tensor *out)
{
    tensor *ones = tensor_copy(out), *din[MAX_INPUTS] = {NULL};
    tensor_fill(ones, 1);
    for (size_t i = 0; i < o->input_count; i++)
        din[i] = o->input[i].constant ? NULL : tensor_new(in[i]->rank, in[i]->dims);
    ck_assert_int_eq(o->backward(in, attr, out, ones, din), OP_OK);
    for (size_t i = 0; i < o->input_count; i++) {
        for (size_t j = 0; din[i] && j < element_count(din[i]); j++)
            ck_assert_double_finite(din[i]->data[j]);
        if (n->gradient[i])
            check_elements(o->input[i].name, din[i], n->gradient[i]);
    }
    if (op_locality(o) == LOCAL_ELEMENT) {
        /* The Jacobian is diagonal: tangents of one give what upstream gradients of one give. */
        const tensor *const tangent[MAX_INPUTS] = {ones};
        tensor *out_tangent = tensor_copy(out);
        ck_assert_int_eq(o->jvp(in, attr, out, tangent, out_tangent), OP_OK);
        check_elements("jvp", out_tangent, n->gradient[0]);
        free(out_tangent);
    }
    for (size_t i = 0; i < MAX_INPUTS; i++)
        free(din[i]);
    free(ones);
}

START_TEST(op_gives_the_numbers)
{
    const numbers *n = &values[_i];
    const op *o = op_find(n->op);
    ck_assert_ptr_nonnull(o);
    tensor *owned[MAX_INPUTS] = {NULL};
    const tensor *in[MAX_INPUTS] = {NULL};
    for (size_t i = 0; i < o->input_count; i++)
        in[i] = owned[i] = read_tensor(n->in[i]);
    attributes attr = n->attr;
    attr.index = n->index;
    attr.index_count = op_reads(o, "index") ? in[0]->dims[0] : 0;

    tensor *out = new_output(o, in, &attr);
    ck_assert_int_eq(o->forward(in, &attr, out), OP_OK);
    check_elements(o->name, out, n->out);
    check_gradients(o, n, in, &attr, out);
    free(out);
    for (size_t i = 0; i < MAX_INPUTS; i++)
        free(owned[i]);
}
END_TEST

START_TEST(every_op_has_numbers)
{
    const char *name = op_at((size_t)_i)->name;
    size_t n = 0;
    while (n < LENGTH(values) && strcmp(values[n].op, name) != 0)
        n++;
    ck_assert_msg(n < LENGTH(values), "no numbers for %s", name);
}
END_TEST

START_TEST(shapes_that_do_not_fit_are_refused)
{
    tensor *two = read_tensor("[2] 1 2"), *three = read_tensor("[3] 1 2 3");
    tensor *column = read_tensor("[2,1] 1 2");
    const tensor *const in[] = {two, three, NULL};
    tensor *const din[] = {two, three, NULL};
    ck_assert_int_eq(exp_forward(in, NULL, three), OP_BAD_INPUT);
    ck_assert_int_eq(exp_backward(in, NULL, three, three, din), OP_BAD_INPUT);
    ck_assert_int_eq(exp_jvp(in, NULL, three, in, three), OP_BAD_INPUT);
    ck_assert_int_eq(add_forward(in, NULL, three), OP_BAD_INPUT);
    ck_assert_int_eq(add_backward(in, NULL, three, three, din), OP_BAD_INPUT);
    ck_assert_int_eq(add_jvp(in, NULL, three, in, three), OP_BAD_INPUT);
    const tensor *const same[] = {two, two, NULL};
    ck_assert_int_eq(add_forward(same, NULL, three), OP_BAD_INPUT);
    ck_assert_int_eq(add_forward(same, NULL, column), OP_BAD_INPUT);
    ck_assert_int_eq(add_forward(same, NULL, two), OP_OK);
    free(column);
    free(two);
    free(three);
}
END_TEST

/* A computation graph: nodes in the order of their computation. */

enum { MAX_NODES = 12 };

typedef struct node {
    const char *what; /* an op, or the tensor of a leaf */
    size_t in[2];
    double k;
} node;

typedef struct tape {
    const node *node;
    size_t count;
    tensor *value[MAX_NODES];
    tensor *derivative[MAX_NODES]; /* gradients, or tangents */
} tape;

static bool is_leaf(const node *n)
{
    return n->what[0] == '[';
}

static void tape_open(tape *t, const node *nodes, size_t count)
{
    *t = (tape){.node = nodes, .count = count};
    for (size_t i = 0; i < count; i++) {
        const node *n = &nodes[i];
        if (is_leaf(n)) {
            t->value[i] = read_tensor(n->what);
        } else {
            const op *o = op_find(n->what);
            const tensor *const in[] = {t->value[n->in[0]], t->value[n->in[1]], NULL};
            const attributes attr = {.k = n->k};
            t->value[i] = new_output(o, in, &attr);
            ck_assert_int_eq(o->forward(in, &attr, t->value[i]), OP_OK);
        }
        t->derivative[i] = tensor_copy(t->value[i]);
    }
}

static void tape_close(tape *t)
{
    for (size_t i = 0; i < t->count; i++) {
        free(t->value[i]);
        free(t->derivative[i]);
    }
}

/* Reverse mode: the gradients of node `of`, a scalar. */
static void tape_backward(tape *t, size_t of)
{
    for (size_t i = 0; i < t->count; i++)
        tensor_fill(t->derivative[i], i == of);
    for (size_t i = t->count; i-- > 0;) {
        const node *n = &t->node[i];
        const tensor *const in[] = {t->value[n->in[0]], t->value[n->in[1]], NULL};
        tensor *const din[] = {t->derivative[n->in[0]], t->derivative[n->in[1]], NULL};
        const attributes attr = {.k = n->k};
        if (!is_leaf(n))
            ck_assert_int_eq(
                op_find(n->what)->backward(in, &attr, t->value[i], t->derivative[i], din), OP_OK);
    }
}

/* Forward mode: the tangents of all nodes as the leaf `along` moves. */
static void tape_jvp(tape *t, size_t along)
{
    for (size_t i = 0; i < t->count; i++) {
        const node *n = &t->node[i];
        const tensor *const in[] = {t->value[n->in[0]], t->value[n->in[1]], NULL};
        const tensor *const tangent[] = {t->derivative[n->in[0]], t->derivative[n->in[1]], NULL};
        const attributes attr = {.k = n->k};
        if (is_leaf(n))
            tensor_fill(t->derivative[i], i == along);
        else
            ck_assert_int_eq(
                op_find(n->what)->jvp(in, &attr, t->value[i], tangent, t->derivative[i]), OP_OK);
    }
}

/* f1 = e^(2 x2) + x1 sin(3 x2^2), f2 = x1 x2 + sigmoid(x2) at (2, 1). */
START_TEST(jacobian_in_both_modes)
{
    static const node nodes[] = {
        {.what = "[] 2"},      {.what = "[] 1"},     {"scale", {1, 1}, 2},   {"exp", {2, 2}, 0},
        {"square", {1, 1}, 0}, {"scale", {4, 4}, 3}, {"sin", {5, 5}, 0},     {"mul", {0, 6}, 0},
        {"add", {3, 7}, 0},    {"mul", {0, 1}, 0},   {"sigmoid", {1, 1}, 0}, {"add", {9, 10}, 0},
    };
    static const size_t f[] = {8, 11};
    static const double value[] = {7.671296115, 2.731058579};
    static const double jacobian[2][2] = {{0.141120008, 2.898202239}, {1, 2.196611933}};
    tape t;
    tape_open(&t, nodes, LENGTH(nodes));
    for (size_t row = 0; row < 2; row++) {
        ck_assert_double_eq_tol(t.value[f[row]]->data[0], value[row], 5.1e-10);
        for (size_t x = 0; x < 2; x++) {
            tape_backward(&t, f[row]);
            ck_assert_double_eq_tol(t.derivative[x]->data[0], jacobian[row][x], 5.1e-10);
            tape_jvp(&t, x);
            ck_assert_double_eq_tol(t.derivative[f[row]]->data[0], jacobian[row][x], 5.1e-10);
        }
    }
    tape_close(&t);
}
END_TEST

/* y = A X and L = |y - t|^2 / 2, then the same after a step of learning rate 1 over the mean of 3.
 */
START_TEST(linear_layer_by_hand)
{
    static const node before[] = {
        {.what = "[1,2] 3 2"}, {.what = "[2,3] 2 1 -1 4 -2 0"},   {.what = "[1,3] 15 3 1"},
        {"matmul", {0, 1}, 0}, {"half_squared_error", {2, 3}, 0},
    };
    static const node after[] = {
        {.what = "[1,2] 3.6666666666666667 0.66666666666666667"},
        {.what = "[2,3] 2 1 -1 4 -2 0"},
        {.what = "[1,3] 15 3 1"},
        {"matmul", {0, 1}, 0},
        {"half_squared_error", {2, 3}, 0},
    };
    tape t;
    tape_open(&t, before, LENGTH(before));
    check_elements("y", t.value[3], "14 -1 -3");
    check_elements("L", t.value[4], "16.5");
    tape_backward(&t, 4);
    check_elements("dL/dA", t.derivative[0], "-2 4");
    for (size_t i = 0; i < 2; i++)
        t.value[0]->data[i] -= t.derivative[0]->data[i] / 3;
    check_elements("A", t.value[0], "3.6666666666666667 0.66666666666666667");
    tape_close(&t);
    tape_open(&t, after, LENGTH(after));
    check_elements("L", t.value[4], "23.611111111111111");
    tape_close(&t);
}
END_TEST

/* The same layer with a relu: the second and third point are inactive and contribute nothing. */
START_TEST(relu_layer_by_hand)
{
    static const node nodes[] = {
        {.what = "[1,2] 3 2"},    {.what = "[2,3] 2 1 -1 4 -2 0"},
        {.what = "[1,3] 15 3 1"}, {"matmul", {0, 1}, 0},
        {"relu", {3, 3}, 0},      {"half_squared_error", {2, 4}, 0},
    };
    tape t;
    tape_open(&t, nodes, LENGTH(nodes));
    check_elements("y", t.value[4], "14 0 0");
    tape_backward(&t, 5);
    check_elements("dL/dA", t.derivative[0], "-2 -4");
    tape_close(&t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("reference_values");
    TCase *tests = tcase_create("reference_values");
    tcase_add_loop_test(tests, op_gives_the_numbers, 0, (int)LENGTH(values));
    tcase_add_loop_test(tests, every_op_has_numbers, 0, (int)op_count());
    tcase_add_test(tests, shapes_that_do_not_fit_are_refused);
    tcase_add_test(tests, jacobian_in_both_modes);
    tcase_add_test(tests, linear_layer_by_hand);
    tcase_add_test(tests, relu_layer_by_hand);
    suite_add_tcase(suite, tests);

    return run_suite(suite);
}
