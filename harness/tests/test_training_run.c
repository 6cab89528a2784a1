/* The table of trainings, and what surrounds a training: parameters, data, evaluation, sweeps. */
#include "training_lab.h"

START_TEST(rows_are_found_by_name)
{
    ck_assert_uint_eq(training_count(), 11);
    const training *t = training_find("mlp_tanh");
    ck_assert_ptr_nonnull(t);
    ck_assert_uint_eq(t->parameter_count, 4);
    ck_assert_str_eq(t->parameter[2].name, "W2");
    ck_assert(training_takes_labels(t) && training_is_deepenable(t));
    ck_assert(!training_is_deepenable(training_find("softmax_regression")));
    ck_assert(!training_takes_labels(training_find("point_cloud_mlp")));
    ck_assert_ptr_null(training_find("mlp"));
}
END_TEST

START_TEST(weights_start_uniform_with_variance_1_over_inputs)
{
    const network_size size = {.inputs = 300, .hidden = 40, .hidden_layers = 3, .outputs = 10};
    parameters p, again, other;
    error e;
    require(parameters_new(&p, training_find("mlp_relu"), &size, "a", &e), &e);
    require(parameters_new(&again, training_find("mlp_relu"), &size, "a", &e), &e);
    require(parameters_new(&other, training_find("mlp_relu"), &size, "b", &e), &e);
    ck_assert_uint_eq(p.count, 8);
    ck_assert(same_bits(&p, &again));
    ck_assert(!same_bits(&p, &other));
    static const size_t rows[] = {300, 40, 40, 40}, columns[] = {40, 40, 40, 10};
    for (size_t l = 0; l < 4; l++) {
        const tensor *W = p.at[2 * l], *bias = p.at[2 * l + 1];
        ck_assert_uint_eq(W->dims[0], rows[l]);
        ck_assert_uint_eq(W->dims[1], columns[l]);
        ck_assert_uint_eq(bias->dims[0], columns[l]);
        double sum = 0, squares = 0, largest = 0;
        const size_t count = element_count(W);
        for (size_t i = 0; i < count; i++) {
            sum += W->data[i];
            squares += W->data[i] * W->data[i];
            largest = fmax(largest, fabs(W->data[i]));
        }
        const double limit = sqrt(3 / (double)rows[l]);
        ck_assert(largest <= limit && largest > 0.97 * limit);
        ck_assert(fabs(sum) < 4 * sqrt((double)count / (double)rows[l]));
        ck_assert_double_eq_tol(squares / (double)count * (double)rows[l], 1, 0.2);
        for (size_t i = 0; i < columns[l]; i++)
            ck_assert_double_eq(bias->data[i], 0);
    }
    parameters_free(&p);
    parameters_free(&again);
    parameters_free(&other);
}
END_TEST

START_TEST(sizes_and_data_that_do_not_fit_are_refused)
{
    error e;
    parameters p;
    training_data *data;
    const network_size deep = {.inputs = 3, .hidden = 2, .hidden_layers = 2, .outputs = 1};
    const network_size deeper = {.inputs = 3, .hidden = 2, .hidden_layers = 8, .outputs = 3};
    ck_assert(!parameters_new(&p, training_find("point_cloud_mlp"), &deep, "", &e));
    ck_assert(!parameters_new(&p, training_find("softmax_regression"), &deep, "", &e));
    ck_assert(!parameters_new(&p, training_find("mlp_relu"), &deeper, "", &e));
    dataset *d = dataset_new(4, 2, 1, 0);
    ck_assert(!training_data_open(&data, training_find("mlp_relu"), d, &e));
    dataset_free(d);
    d = dataset_new(4, 2, 0, 3);
    ck_assert(!training_data_open(&data, training_find("logistic_regression"), d, &e));
    dataset_free(d);

    lab b = lab_open(training_find("mlp_sigmoid"), 1);
    recipe r = b.r;
    r.class_count = CLASSES + 1;
    ck_assert_int_eq(b.t->train(&r, b.p.at, b.p.count), OP_BAD_INPUT);
    r = b.r;
    r.batch_size = 0;
    ck_assert_int_eq(b.t->train(&r, b.p.at, b.p.count), OP_BAD_INPUT);
    ck_assert_int_eq(b.t->train(&b.r, b.p.at, 3), OP_BAD_INPUT);
    tensor *const swapped[] = {b.p.at[2], b.p.at[1], b.p.at[0], b.p.at[3]};
    ck_assert_int_eq(b.t->train(&b.r, swapped, 4), OP_BAD_INPUT);
    b.d->label[3] = CLASSES;
    ck_assert_int_eq(b.t->train(&b.r, b.p.at, b.p.count), OP_BAD_INPUT);
    lab_close(&b);
}
END_TEST

START_TEST(evaluation_knows_chance_and_perfection)
{
    lab b = lab_open(training_find("softmax_regression"), 1);
    evaluation found;
    error e;
    for (size_t i = 0; i < b.p.count; i++)
        tensor_fill(b.p.at[i], 0);
    require(training_evaluate(&found, b.t, &b.p, b.data, &e), &e);
    ck_assert_double_eq_tol(found.loss, log(CLASSES), 1e-14);
    for (size_t n = 0; n < SAMPLES; n++)
        b.d->label[n] = n == 5 ? 1 : 2;
    b.p.at[1]->data[2] = 1; /* everything is class 2 */
    require(training_evaluate(&found, b.t, &b.p, b.data, &e), &e);
    ck_assert_double_eq_tol(found.error, 1.0 / SAMPLES, 1e-15);
    tensor_fill(b.p.at[0], NAN);
    require(training_evaluate(&found, b.t, &b.p, b.data, &e), &e);
    ck_assert_double_eq(found.error, 1);
    lab_close(&b);
}
END_TEST

START_TEST(two_classes_are_told_at_one_half)
{
    static const char *const names[] = {"logistic_regression", "hw1_classification_distance",
                                        "linear_regression"};
    static const double expected[] = {1.0 / SAMPLES, 1.0 / SAMPLES, NAN};
    for (size_t i = 0; i < 3; i++) {
        lab b = lab_open(training_find(names[i]), 1);
        for (size_t j = 0; j < b.p.count; j++)
            tensor_fill(b.p.at[j], 0);
        tensor_fill(b.p.at[b.p.count - 1], -0.1); /* everything is y = 0 */
        for (size_t n = 0; n < SAMPLES * b.d->outputs; n++)
            b.d->y[n] = n == 5;
        evaluation found;
        error e;
        require(training_evaluate(&found, b.t, &b.p, b.data, &e), &e);
        ck_assert(isnan(expected[i]) ? isnan(found.error) != 0
                                     : is_near(found.error, expected[i], 1e-15));
        lab_close(&b);
    }
}
END_TEST

START_TEST(sweep_is_a_training_for_every_setting)
{
    lab b = lab_open(training_find("mlp_relu"), 1);
    static const sweep_setting swept[] = {{0.01, 4, 1}, {0.3, 4, 1}, {0.3, 9, 3}};
    sweep_result result[3];
    error e;
    b.r.epochs = 20;
    require(training_sweep(result, b.t, &b.r, b.d, b.d, swept, 3, "training", &e), &e);
    for (size_t i = 0; i < 3; i++) {
        const network_size size = {FEATURES, swept[i].hidden, swept[i].hidden_layers, CLASSES};
        parameters p;
        evaluation found;
        require(parameters_new(&p, b.t, &size, "training", &e), &e);
        b.r.learning_rate = swept[i].learning_rate;
        train(&b, &b.r, &p);
        require(training_evaluate(&found, b.t, &p, b.data, &e), &e);
        ck_assert_double_eq(result[i].train.loss, found.loss);
        ck_assert_double_eq(result[i].test.error, found.error);
        parameters_free(&p);
    }
    ck_assert_double_lt(result[1].train.loss, result[0].train.loss);
    lab_close(&b);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("training_run");
    TCase *tests = tcase_create("training_run");
    tcase_add_test(tests, rows_are_found_by_name);
    tcase_add_test(tests, weights_start_uniform_with_variance_1_over_inputs);
    tcase_add_test(tests, sizes_and_data_that_do_not_fit_are_refused);
    tcase_add_test(tests, evaluation_knows_chance_and_perfection);
    tcase_add_test(tests, two_classes_are_told_at_one_half);
    tcase_add_test(tests, sweep_is_a_training_for_every_setting);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
