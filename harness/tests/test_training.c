/* The reference's trainings: losses against the ops, gradients against central differences, steps
 * against sgd_step. The check of a whole training is also run on the submissions in
 * submissions/training, and has to tell the wrong from the right. */
#include <cblas.h>
#include <dlfcn.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "function_table.h"
#include "op_table.h"
#include "training_lab.h"

/* The same models once more, in ops. */
static const struct {
    const char *layer, *hidden, *output, *loss;
    double k, slope;
    bool sum_over_outputs; /* the loss is a sum, of which the mean over the batch is wanted */
} in_ops[] = {
    {"affine", "identity", "identity", "mse_loss", 1, 0, false},
    {"affine", "identity", "sigmoid", "bce_loss", 1, 0, false},
    {"affine", "identity", "identity", "softmax_cross_entropy", 1, 0, false},
    {"affine", "sigmoid", "sigmoid", "bce_loss", 1, 0, false},
    {"affine", "sigmoid", "identity", "softmax_cross_entropy", 1, 0, false},
    {"affine", "tanh", "identity", "softmax_cross_entropy", 1, 0, false},
    {"affine", "relu", "identity", "softmax_cross_entropy", 1, 0, false},
    {"affine", "leaky_relu", "identity", "softmax_cross_entropy", 1, 0.01, false},
    {"linear", "relu", "identity", "squared_distance", 3, 0, true},
    {"linear", "tanh", "sigmoid", "squared_distance", 1, 0, true},
    {"linear", "tanh", "sigmoid", "bce_loss", 1, 0, false},
};

static tensor *apply(const char *name, const tensor *const in[], const attributes *attr)
{
    const op *o = op_find(name);
    size_t rank, dims[MAX_RANK];
    error e;
    require(op_output_shape(o, in, attr, &rank, dims, &e), &e);
    tensor *out = tensor_new(rank, dims);
    ck_assert_int_eq(o->forward(in, attr, out), OP_OK);
    return out;
}

static tensor *apply_in_place(const char *name, tensor *x, double k, double slope)
{
    tensor *y = apply(name, (const tensor *const[]){x}, &(attributes){.k = k, .slope = slope});
    free(x);
    return y;
}

START_TEST(loss_is_that_of_the_ops)
{
    lab b = lab_open(training_at((size_t)_i), 1);
    tensor *A = tensor_copy(b.r.X);
    for (size_t i = 0; i < b.p.count; i += 2) {
        tensor *Z =
            apply(in_ops[_i].layer, (const tensor *const[]){A, b.p.at[i], b.p.at[i + 1]}, NULL);
        const bool last = i + 2 == b.p.count;
        free(A);
        A = apply_in_place(last ? in_ops[_i].output : in_ops[_i].hidden, Z, 1, in_ops[_i].slope);
        if (!last)
            A = apply_in_place("scale", A, in_ops[_i].k, 0);
    }
    const attributes attr = {.index = b.d->label, .index_count = SAMPLES};
    const bool target_first = strcmp(in_ops[_i].loss, "bce_loss") == 0;
    tensor *L =
        apply(in_ops[_i].loss,
              (const tensor *const[]){target_first ? b.r.y : A, target_first ? A : b.r.y}, &attr);
    const double expected = L->data[0] / (in_ops[_i].sum_over_outputs ? SAMPLES : 1);
    ck_assert_double_eq_tol(loss_of(&b, &b.p), expected, 1e-13);
    free(L);
    free(A);
    lab_close(&b);
}
END_TEST

/* The largest difference between gradient and central differences of the loss. */
static double gradient_error(const lab *b, const parameters *p)
{
    const mlp_batch batch = whole(b);
    parameters gradient = gradients_of(b, &batch, p);
    const double h = 1e-5;
    double worst = 0;
    for (size_t i = 0; i < p->count; i++)
        for (size_t j = 0, count = element_count(p->at[i]); j < count; j++) {
            double *w = &p->at[i]->data[j];
            const double kept = *w;
            *w = kept + h;
            const double above = loss_of(b, p);
            *w = kept - h;
            const double below = loss_of(b, p);
            *w = kept;
            worst = fmax(worst, fabs((above - below) / (2 * h) - gradient.at[i]->data[j]));
        }
    parameters_free(&gradient);
    return worst;
}

/* Also after some steps: random weights may hide what trained ones show. */
START_TEST(gradients_are_central_differences)
{
    lab b = lab_open(training_at((size_t)_i), 1);
    ck_assert_double_lt(gradient_error(&b, &b.p), 1e-8);
    b.r.epochs = 5;
    b.r.learning_rate = 0.05;
    train(&b, &b.r, &b.p);
    ck_assert_double_lt(gradient_error(&b, &b.p), 1e-8);
    lab_close(&b);
}
END_TEST

START_TEST(loss_falls)
{
    lab b = lab_open(training_at((size_t)_i), 1);
    b.r.learning_rate = 0.05;
    double before = loss_of(&b, &b.p);
    for (size_t i = 0; i < 5; i++) {
        train(&b, &b.r, &b.p);
        const double after = loss_of(&b, &b.p);
        ck_assert_double_lt(after, before);
        before = after;
    }
    b.r.learning_rate = -0.05; /* and rises uphill */
    train(&b, &b.r, &b.p);
    ck_assert_double_gt(loss_of(&b, &b.p), before);
    lab_close(&b);
}
END_TEST

START_TEST(deep_networks_have_right_gradients)
{
    lab b = lab_open(training_find("mlp_tanh"), 1);
    const network_size size = {
        .inputs = FEATURES, .hidden = HIDDEN, .hidden_layers = 4, .outputs = CLASSES};
    error e;
    parameters deep;
    require(parameters_new(&deep, b.t, &size, "deep", &e), &e);
    ck_assert_double_lt(gradient_error(&b, &deep), 1e-8);
    train(&b, &b.r, &deep);
    ck_assert_double_lt(gradient_error(&b, &deep), 1e-8);
    parameters_free(&deep);
    lab_close(&b);
}
END_TEST

START_TEST(listed_and_dense_gradients_agree)
{
    lab b = lab_open(training_at((size_t)_i), 0.2);
    sparse_batches *s;
    ck_assert_int_eq(sparse_open(&s, b.r.X, SAMPLES), OP_OK);
    ck_assert_ptr_nonnull(s);
    const sparse rows = sparse_rows(s, 0), columns = sparse_columns(s, 0);
    mlp_batch batch = whole(&b);
    parameters dense = gradients_of(&b, &batch, &b.p);
    batch.rows = &rows;
    batch.columns = &columns;
    batch.X = NULL;
    parameters listed = gradients_of(&b, &batch, &b.p);
    ck_assert(are_near(&listed, &dense, 1e-14));
    parameters_free(&dense);
    parameters_free(&listed);
    sparse_close(s);
    lab_close(&b);
}
END_TEST

/* What training is defined to be, one step after the other, with the gradients of mlp_gradients and
 * the steps of sgd_step. */
static void train_slowly(const lab *b, const recipe *r, parameters *p)
{
    parameters v = copy(p);
    settings set = {.learning_rate = r->learning_rate,
                    .momentum = r->momentum,
                    .weight_decay = r->weight_decay};
    for (size_t epoch = 0; epoch < r->epochs; epoch++)
        for (size_t first = 0; first < SAMPLES; first += r->batch_size, set.step++) {
            const dataset view = dataset_view(b->d, first, r->batch_size);
            const mlp_batch batch = {
                .count = view.count, .X = view.x, .targets = {view.y, view.label}};
            parameters g = gradients_of(b, &batch, p);
            for (size_t i = 0; i < p->count; i++) {
                const size_t count = element_count(p->at[i]);
                const tensor in[] = {{1, &count, p->at[i]->data},
                                     {1, &count, g.at[i]->data},
                                     {1, &count, v.at[i]->data}};
                tensor out[] = {{1, &count, p->at[i]->data}, {1, &count, v.at[i]->data}};
                ck_assert_int_eq(sgd_step((const tensor *const[]){&in[0], &in[1], &in[2]}, &set,
                                          (tensor *const[]){&out[0], &out[1]}),
                                 OP_OK);
            }
            parameters_free(&g);
        }
    parameters_free(&v);
}

/* A copy of X whose last element is the last one that may be read, so that who reads past the end
 * of the data does not get away with it. It is never released. */
static double *copy_to_end_of_page(const double *x, size_t count)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE), bytes = count * sizeof *x;
    const size_t pages = (bytes + page - 1) / page * page;
    char *memory =
        mmap(NULL, pages + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ck_assert(memory != MAP_FAILED && mprotect(memory + pages, page, PROT_NONE) == 0);
    return memcpy(memory + pages - bytes, x, bytes);
}

/* Whether a training leaves the parameters where they belong, with every feature of a recipe. */
static bool follows_the_steps(const training *t, train_function *solution)
{
    static const recipe changes[] = {
        {.epochs = 1, .batch_size = SAMPLES},
        {.epochs = 0, .batch_size = BATCH},
        {.epochs = 3, .batch_size = BATCH},
        {.epochs = 2, .batch_size = BATCH, .momentum = 0.7},
        {.epochs = 2, .batch_size = 5, .weight_decay = 0.05},
        {.epochs = 2, .batch_size = 1, .momentum = 0.4, .weight_decay = 0.03},
    };
    bool right = true;
    for (size_t i = 0; i < 2 * sizeof changes / sizeof *changes; i++) {
        lab b = lab_open(t, i % 2 ? 0.15 : 1);
        recipe r = changes[i / 2];
        r.learning_rate = 0.1;
        training_data_fill(b.data, &r);
        const tensor X = {
            .rank = 2, .dims = r.X->dims, .data = copy_to_end_of_page(b.d->x, SAMPLES * FEATURES)};
        r.X = &X;
        parameters expected = copy(&b.p);
        train_slowly(&b, &r, &expected);
        right =
            right && solution(&r, b.p.at, b.p.count) == OP_OK && are_near(&b.p, &expected, 1e-10);
        parameters_free(&expected);
        lab_close(&b);
    }
    return right;
}

START_TEST(reference_follows_the_steps)
{
    const training *t = training_at((size_t)_i);
    ck_assert(follows_the_steps(t, t->train));
}
END_TEST

START_TEST(batches_larger_than_the_data_are_the_data)
{
    lab b = lab_open(training_find("mlp_relu"), 1);
    parameters same = copy(&b.p);
    b.r.batch_size = SAMPLES;
    train(&b, &b.r, &b.p);
    b.r.batch_size = (size_t)-1;
    train(&b, &b.r, &same);
    ck_assert(same_bits(&b.p, &same));
    parameters_free(&same);
    lab_close(&b);
}
END_TEST

START_TEST(same_bits_twice_and_with_two_threads)
{
    for (size_t sparse_too = 0; sparse_too < 2; sparse_too++) {
        lab b = lab_open(training_at((size_t)_i), sparse_too ? 0.2 : 1);
        parameters again = copy(&b.p), threads = copy(&b.p), start = copy(&b.p);
        train(&b, &b.r, &b.p);
        train(&b, &b.r, &again);
        openblas_set_num_threads(2);
        train(&b, &b.r, &threads);
        openblas_set_num_threads(1);
        ck_assert(same_bits(&b.p, &again));
        ck_assert(same_bits(&b.p, &threads));
        ck_assert(!same_bits(&b.p, &start));
        parameters_free(&again);
        parameters_free(&threads);
        parameters_free(&start);
        lab_close(&b);
    }
}
END_TEST

START_TEST(parameters_stay_untouched_on_failure)
{
    lab b = lab_open(training_find("softmax_regression"), 1);
    parameters start = copy(&b.p);
    b.d->label[SAMPLES - 1] = CLASSES;
    ck_assert_int_eq(b.t->train(&b.r, b.p.at, b.p.count), OP_BAD_INPUT);
    ck_assert(same_bits(&b.p, &start));
    parameters_free(&start);
    lab_close(&b);
}
END_TEST

/* What the first line of a submission's source says of it. */
typedef struct claim {
    char training[64], verdict[16];
} claim;

static claim claim_read(const char *path)
{
    claim c;
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    ck_assert_msg(fscanf(file, "/* training=%63s verdict=%15s", c.training, c.verdict) == 2, "%s",
                  path);
    fclose(file);
    return c;
}

/* The function of the shared object that was built from the source. */
static train_function *solution_load(const char *source, const char *training_name)
{
    char path[4096], symbol[80];
    const char *name = strrchr(source, '/') + 1;
    snprintf(path, sizeof path, "%s/tests/submissions/training/%.*s.so", BUILD_DIR,
             (int)(strlen(name) - strlen(".c")), name);
    snprintf(symbol, sizeof symbol, "train_%s", training_name);
    void *object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    ck_assert_msg(object != NULL, "%s", dlerror());
    train_function *solution;
    *(void **)&solution = dlsym(object, symbol);
    ck_assert_msg(solution != NULL, "%s: no %s", path, symbol);
    return solution;
}

/* "right" or "wrong" as follows_the_steps says, "crash" where it does not come back. In a process
 * of its own. */
static const char *judge(const training *t, train_function *solution)
{
    enum { RIGHT = 10, WRONG }; /* a sanitizer ends with 1 */
    fflush(NULL);
    const pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0)
        _exit(follows_the_steps(t, solution) ? RIGHT : WRONG);
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == RIGHT)
        return "right";
    return WIFEXITED(status) && WEXITSTATUS(status) == WRONG ? "wrong" : "crash";
}

START_TEST(wrong_submissions_are_told_from_right_ones)
{
    glob_t found;
    ck_assert_int_eq(glob(SOURCE_DIR "/harness/tests/submissions/training/*.c", 0, NULL, &found),
                     0);
    ck_assert_uint_ge(found.gl_pathc, 30);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        const claim c = claim_read(found.gl_pathv[i]);
        const training *t = training_find(c.training);
        ck_assert_msg(t != NULL, "%s", found.gl_pathv[i]);
        const char *verdict = judge(t, solution_load(found.gl_pathv[i], c.training));
        ck_assert_msg(strcmp(verdict, c.verdict) == 0, "%s: %s", found.gl_pathv[i], verdict);
    }
    globfree(&found);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("training");
    TCase *tests = tcase_create("training");
    const int count = (int)training_count();
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, loss_is_that_of_the_ops, 0, count);
    tcase_add_loop_test(tests, gradients_are_central_differences, 0, count);
    tcase_add_loop_test(tests, loss_falls, 0, count);
    tcase_add_test(tests, deep_networks_have_right_gradients);
    tcase_add_loop_test(tests, listed_and_dense_gradients_agree, 0, count);
    tcase_add_loop_test(tests, reference_follows_the_steps, 0, count);
    tcase_add_test(tests, batches_larger_than_the_data_are_the_data);
    tcase_add_loop_test(tests, same_bits_twice_and_with_two_threads, 0, count);
    tcase_add_test(tests, parameters_stay_untouched_on_failure);
    tcase_add_test(tests, wrong_submissions_are_told_from_right_ones);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
