/* Networks that are chains of ops: they train as the reference's trainings do. */
#include "op_network.h"
#include "training_lab.h"

/* The trainings as chains, in the order of the table. */
static const char *const chains[] = {
    "affine mse_loss",
    "affine sigmoid bce_loss",
    "affine softmax_cross_entropy",
    "{affine sigmoid} affine sigmoid bce_loss",
    "{affine sigmoid} affine softmax_cross_entropy",
    "{affine tanh} affine softmax_cross_entropy",
    "{affine relu} affine softmax_cross_entropy",
    "{affine leaky_relu} affine softmax_cross_entropy",
    "{linear relu scale:3} linear squared_distance scale:1/N",
    "{linear tanh} linear sigmoid squared_distance scale:1/N",
    "{linear tanh} linear sigmoid bce_loss",
};

static op_network *open_chain(const char *ops, const lab *b, size_t hidden_layers)
{
    error e;
    op_network *n;
    const size_t outputs = b->r.class_count ? b->r.class_count : b->r.y->dims[1];
    const network_size size = {FEATURES, HIDDEN, hidden_layers, outputs};
    require(op_network_open(&n, ops, &size, "training", &e), &e);
    return n;
}

START_TEST(chains_train_as_the_reference_does)
{
    ck_assert_uint_eq(sizeof chains / sizeof *chains, training_count());
    lab b = lab_open(training_at((size_t)_i), 1);
    char chain[OP_CHAIN];
    op_network_chain(chain, b.t);
    ck_assert_str_eq(chain, chains[_i]);
    op_network *n = open_chain(chain, &b, 1);
    ck_assert(same_bits(&n->p, &b.p));
    recipe r = b.r;
    r.epochs = 3;
    r.learning_rate = 0.05;
    r.momentum = 0.6;
    r.weight_decay = 0.01;
    train(&b, &r, &b.p);
    ck_assert_int_eq(op_network_train(n, &op_source_reference, &r, NULL, NULL), OP_OK);
    ck_assert(are_near(&n->p, &b.p, 1e-11));

    evaluation found, expected;
    error e;
    require(training_evaluate(&expected, b.t, &b.p, b.data, &e), &e);
    ck_assert_int_eq(op_network_evaluate(&found, n, &op_source_reference, &r), OP_OK);
    ck_assert(isnan(expected.error) ? isnan(found.error) : found.error == expected.error);
    ck_assert_double_eq_tol(found.loss, expected.loss, 1e-12);
    op_network_close(n);
    lab_close(&b);
}
END_TEST

START_TEST(other_ops_for_the_same_network)
{
    static const char *const same[] = {
        "{matmul add sigmoid} matmul add softmax cross_entropy mean",
        "{affine sigmoid} affine log_softmax select mean scale:-1",
        "{matmul add sigmoid} matmul add log_softmax select mean mul:-1"};
    lab b = lab_open(training_find("mlp_sigmoid"), 1);
    train(&b, &b.r, &b.p);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        op_network *n = open_chain(same[i], &b, 1);
        ck_assert_int_eq(op_network_train(n, &op_source_reference, &b.r, NULL, NULL), OP_OK);
        ck_assert(are_near(&n->p, &b.p, 1e-12));
        op_network_close(n);
    }
    lab_close(&b);
}
END_TEST

START_TEST(a_line_needs_no_matrices)
{
    const size_t dims[] = {4, 1};
    double x[] = {-1, 0, 1, 2}, y[] = {-1, 1, 3, 5};
    const tensor X = {2, dims, x}, Y = {2, dims, y};
    const recipe r = {.X = &X, .y = &Y, .epochs = 200, .batch_size = 4, .learning_rate = 0.2};
    const network_size size = {.inputs = 1, .outputs = 1};
    op_network *n;
    error e;
    require(op_network_open(&n, "mul add l2_loss mean", &size, "", &e), &e);
    ck_assert_int_eq(op_network_train(n, &op_source_reference, &r, NULL, NULL), OP_OK);
    ck_assert_double_eq_tol(n->p.at[0]->data[0], 2, 1e-9);
    ck_assert_double_eq_tol(n->p.at[1]->data[0], 1, 1e-9);
    op_network_close(n);
}
END_TEST

START_TEST(hidden_layers_are_repeated)
{
    lab b = lab_open(training_find("mlp_tanh"), 1);
    const network_size size = {FEATURES, HIDDEN, 3, CLASSES};
    parameters deep;
    error e;
    char name[16];
    require(parameters_new(&deep, b.t, &size, "training", &e), &e);
    train(&b, &b.r, &deep);
    op_network *n = open_chain("{affine tanh} affine softmax_cross_entropy", &b, 3);
    ck_assert_int_eq(op_network_train(n, &op_source_reference, &b.r, NULL, NULL), OP_OK);
    ck_assert(are_near(&n->p, &deep, 1e-12));
    ck_assert_str_eq(op_network_parameter_name(n, 0, name), "W1");
    ck_assert_str_eq(op_network_parameter_name(n, 7, name), "b4");
    op_network_close(n);
    parameters_free(&deep);
    lab_close(&b);
}
END_TEST

START_TEST(a_network_may_start_anywhere)
{
    lab b = lab_open(training_find("mlp_relu"), 1);
    op_network *n, *again = NULL;
    error e = {""};
    parameters fewer = b.p;
    train(&b, &b.r, &b.p);
    require(op_network_open_at(&n, chains[6], FEATURES, &b.p, &e), &e);
    ck_assert(same_bits(&n->p, &b.p));
    fewer.count = 2;
    ck_assert(!op_network_open_at(&again, chains[6], FEATURES, &fewer, &e));
    ck_assert(!op_network_open_at(&again, chains[6], FEATURES + 1, &b.p, &e));
    ck_assert_ptr_null(again);
    op_network_close(n);
    lab_close(&b);
}
END_TEST

START_TEST(what_is_no_network_is_refused)
{
    static const char too_deep[] =
        "{affine affine affine affine affine affine affine affine affine} "
        "mse_loss";
    static const char *const wrong[] = {"",
                                        "affine",
                                        "softmax_cross_entropy sigmoid",
                                        "affine sigmoyd bce_loss",
                                        "affine cross_entropy",
                                        "bce_loss",
                                        too_deep};
    const network_size size = {FEATURES, HIDDEN, 0, CLASSES};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        op_network *n = NULL;
        error e = {""};
        ck_assert_msg(!op_network_open(&n, wrong[i], &size, "", &e), "%s", wrong[i]);
        ck_assert_ptr_null(n);
        ck_assert(*e.text);
    }
}
END_TEST

/* A source whose ops fail from the count-th call on. */
static op_status fail_later(void *context, const op_request *c)
{
    size_t *count = context;
    return (*count)-- == 0 ? OP_NOT_IMPLEMENTED : op_source_reference.apply(NULL, c);
}

/* Stops a training before a step. */
static bool watch(void *context, size_t step, const op_network *n, const op_batch *batch,
                  const op_pass *pass)
{
    (void)n;
    ck_assert_uint_le(batch->X->dims[0], BATCH);
    ck_assert(pass->loss > 0 && pass->gradient.count == 4);
    return step < *(size_t *)context;
}

START_TEST(a_training_ends_where_it_is_told_to)
{
    lab b = lab_open(training_find("mlp_relu"), 1);
    op_network *n = open_chain("{affine relu} affine softmax_cross_entropy", &b, 1);
    size_t count = 0;
    ck_assert_int_eq(op_network_train(n, &op_source_reference, &b.r, watch, &count), OP_OK);
    ck_assert(same_bits(&n->p, &b.p));
    for (size_t at = 0; at < 9; at++) {
        count = at;
        const op_source source = {fail_later, &count};
        ck_assert_int_eq(op_network_train(n, &source, &b.r, NULL, NULL), OP_NOT_IMPLEMENTED);
    }
    op_network_close(n);
    lab_close(&b);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("op_network");
    TCase *tests = tcase_create("op_network");
    tcase_add_loop_test(tests, chains_train_as_the_reference_does, 0,
                        sizeof chains / sizeof *chains);
    tcase_add_test(tests, other_ops_for_the_same_network);
    tcase_add_test(tests, a_line_needs_no_matrices);
    tcase_add_test(tests, hidden_layers_are_repeated);
    tcase_add_test(tests, a_network_may_start_anywhere);
    tcase_add_test(tests, what_is_no_network_is_refused);
    tcase_add_test(tests, a_training_ends_where_it_is_told_to);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
