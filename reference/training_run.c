#include "training_run.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "data/random_stream.h"
#include "row.h"
#include "tensor.h"

enum { EVALUATION_ROWS = 250 };

static void fill_uniform(tensor *t, gsl_rng *random, double limit)
{
    for (size_t i = 0, count = element_count(t); i < count; i++)
        t->data[i] = limit * (2 * gsl_rng_uniform(random) - 1);
}

/* The extents of parameter i of a network with `inserted` more hidden layers than the signature
 * says: those come before the last layer. */
static void parameter_shape(const training *t, const signature_bindings *bound, size_t inserted,
                            size_t i, size_t *rank, size_t dims[MAX_RANK])
{
    const size_t hidden_end = t->parameter_count - 2;
    if (i >= hidden_end && i < hidden_end + 2 * inserted) {
        *rank = i % 2 == 0 ? 2 : 1;
        dims[0] = dims[1] = bound->extent['H'];
        return;
    }
    if (i >= hidden_end)
        i -= 2 * inserted;
    signature_shape(&t->parameter[i], bound, rank, dims);
}

static bool check_size(const training *t, const network_size *size, error *e)
{
    const size_t own = t->parameter_count / 2 - 1, wanted = size->hidden_layers;
    if (size->inputs == 0 || size->outputs == 0 || (own && size->hidden == 0))
        return fail(e, "%s: a layer without units", t->name);
    if (wanted && wanted != own && !training_is_deepenable(t))
        return fail(e, "%s: has %zu hidden layers, not %zu", t->name, own, wanted);
    if (wanted >= MAX_PARAMETERS / 2)
        return fail(e, "%s: %zu hidden layers are more than %d", t->name, wanted,
                    MAX_PARAMETERS / 2 - 1);
    return true;
}

bool parameters_new(parameters *out, const training *t, const network_size *size, const char *seed,
                    error *e)
{
    if (!check_size(t, size, e))
        return false;
    const size_t own = t->parameter_count / 2 - 1;
    const size_t inserted = size->hidden_layers ? size->hidden_layers - own : 0;
    signature_bindings bound = {0};
    bound.extent['D'] = size->inputs;
    bound.extent['H'] = size->hidden;
    bound.extent['M'] = bound.extent['C'] = size->outputs;
    parameters p = {.count = t->parameter_count + 2 * inserted};
    gsl_rng *random = random_stream(seed, "parameters");
    bool made = random != NULL;
    for (size_t i = 0; made && i < p.count; i++) {
        size_t rank, dims[MAX_RANK];
        parameter_shape(t, &bound, inserted, i, &rank, dims);
        p.at[i] = tensor_new(rank, dims);
        made = p.at[i] != NULL;
        if (made && rank == 2)
            fill_uniform(p.at[i], random, sqrt(3 / (double)dims[t->model->transposed ? 1 : 0]));
    }
    gsl_rng_free(random);
    if (!made) {
        parameters_free(&p);
        return fail(e, "%s: no memory for its parameters", t->name);
    }
    *out = p;
    return true;
}

bool parameters_copy(parameters *out, const parameters *from, error *e)
{
    parameters p = {.count = from->count};
    for (size_t i = 0; i < p.count; i++) {
        p.at[i] = tensor_copy(from->at[i]);
        if (!p.at[i]) {
            parameters_free(&p);
            return fail(e, "no memory for a copy of the parameters");
        }
    }
    *out = p;
    return true;
}

void parameters_free(parameters *p)
{
    for (size_t i = 0; i < p->count; i++)
        free(p->at[i]);
    *p = (parameters){0};
}

struct training_data {
    tensor X, y;
    size_t X_dims[2], y_dims[2];
    const size_t *label; /* NULL where y is taken */
    size_t class_count;
    double *made_y; /* y, where it was made from labels */
};

static bool check_data(const training *t, const dataset *d, error *e)
{
    if (d->count == 0 || d->features == 0)
        return fail(e, "%s: no samples to train on", t->name);
    if (training_takes_labels(t) ? !d->label : !d->y && d->classes != 2)
        return fail(e, "%s: takes %s, which the data set does not have", t->name,
                    training_takes_labels(t) ? "labels" : "outputs, or labels of two classes");
    return true;
}

bool training_data_open(training_data **out, const training *t, const dataset *d, error *e)
{
    if (!check_data(t, d, e))
        return false;
    training_data *data = calloc(1, sizeof *data);
    if (!data)
        return fail(e, "no memory");
    data->X_dims[0] = data->y_dims[0] = d->count;
    data->X_dims[1] = d->features;
    data->y_dims[1] = d->y ? d->outputs : 1;
    data->X = (tensor){.rank = 2, .dims = data->X_dims, .data = d->x};
    data->y = (tensor){.rank = 2, .dims = data->y_dims, .data = d->y};
    if (training_takes_labels(t)) {
        data->label = d->label;
        data->class_count = d->classes;
    } else if (!d->y) {
        data->made_y = malloc(d->count * sizeof *data->made_y);
        if (!data->made_y) {
            training_data_close(data);
            return fail(e, "no memory for %zu samples", d->count);
        }
        for (size_t n = 0; n < d->count; n++)
            data->made_y[n] = (double)d->label[n];
        data->y.data = data->made_y;
    }
    *out = data;
    return true;
}

void training_data_close(training_data *data)
{
    if (!data)
        return;
    free(data->made_y);
    free(data);
}

void training_data_fill(const training_data *data, recipe *r)
{
    r->X = &data->X;
    r->y = data->label ? NULL : &data->y;
    r->label = data->label;
    r->class_count = data->class_count;
}

/* The number of y between the two classes' outputs; NAN for a regression. */
static double class_boundary(const mlp_model *model)
{
    if (model->loss == LOSS_SIGMOID_BCE)
        return 0; /* of the logits */
    return model->output.kind == ACTIVATION_SIGMOID ? 0.5 : NAN;
}

bool is_misclassified(const double *output, size_t width, loss_targets target, double boundary)
{
    if (target.label) {
        size_t best = 0;
        for (size_t c = 1; c < width; c++)
            if (!(output[c] <= output[best])) /* so that NAN wins, and is wrong as a rule */
                best = c;
        return best != *target.label || isnan(output[best]);
    }
    assert(target.y);
    for (size_t i = 0; i < width; i++)
        if (isnan(output[i]) || (output[i] > boundary) != (target.y[i] > 0.5))
            return true;
    return false;
}

/* Adds what the network does on some rows to the sums in *sum. */
static void evaluate_rows(evaluation *sum, const training *t, mlp *m, const training_data *data,
                          size_t first, size_t rows)
{
    const size_t M = mlp_outputs(m), D = data->X_dims[1];
    const loss_targets targets = {data->y.data ? data->y.data + first * M : NULL,
                                  data->label ? data->label + first : NULL};
    const mlp_batch batch = {.count = rows, .X = data->X.data + first * D, .targets = targets};
    const double *output = mlp_forward(m, &batch);
    sum->loss += loss_sum(t->model->loss, output, rows, M, targets);
    for (size_t n = 0; n < rows; n++) {
        const loss_targets own = {targets.y ? targets.y + n * M : NULL,
                                  targets.label ? targets.label + n : NULL};
        sum->error += is_misclassified(output + n * M, M, own, class_boundary(t->model));
    }
}

bool training_evaluate(evaluation *out, const training *t, const parameters *p,
                       const training_data *data, error *e)
{
    const size_t N = data->X_dims[0];
    mlp *m;
    op_status status = mlp_open(&m, t->model, data->X_dims[1], p->at, p->count, EVALUATION_ROWS);
    if (status != OP_OK)
        return fail(e, "%s: %s", t->name,
                    status == OP_NO_MEMORY ? "no memory" : "parameters of a wrong shape");
    const size_t M = mlp_outputs(m);
    if (data->label ? M < data->class_count : M != data->y_dims[1]) {
        mlp_close(m);
        return fail(e, "%s: %zu outputs do not fit the data", t->name, M);
    }
    evaluation sum = {0, 0};
    for (size_t first = 0; first < N; first += EVALUATION_ROWS)
        evaluate_rows(&sum, t, m, data, first,
                      N - first < EVALUATION_ROWS ? N - first : EVALUATION_ROWS);
    const bool is_regression = !training_takes_labels(t) && isnan(class_boundary(t->model));
    out->loss = sum.loss / (double)N;
    out->error = is_regression ? NAN : sum.error / (double)N;
    mlp_close(m);
    return true;
}

static bool sweep_one(sweep_result *result, const training *t, const recipe *r,
                      const training_data *train, const training_data *test, network_size size,
                      const char *seed, error *e)
{
    parameters p = {0};
    if (!parameters_new(&p, t, &size, seed, e))
        return false;
    bool done = t->train(r, p.at, p.count) == OP_OK || fail(e, "%s: could not train", t->name);
    done = done && training_evaluate(&result->train, t, &p, train, e) &&
           training_evaluate(&result->test, t, &p, test, e);
    parameters_free(&p);
    return done;
}

bool training_sweep(sweep_result result[], const training *t, const recipe *r, const dataset *train,
                    const dataset *test, const sweep_setting settings[], size_t count,
                    const char *seed, error *e)
{
    training_data *train_data = NULL, *test_data = NULL;
    bool done =
        training_data_open(&train_data, t, train, e) && training_data_open(&test_data, t, test, e);
    assert(!done || (train_data && test_data));
    for (size_t i = 0; done && i < count; i++) {
        recipe changed = *r;
        training_data_fill(train_data, &changed);
        changed.learning_rate = settings[i].learning_rate;
        const network_size size = {.inputs = train->features,
                                   .hidden = settings[i].hidden,
                                   .hidden_layers = settings[i].hidden_layers,
                                   .outputs = training_takes_labels(t) ? train->classes
                                              : train->y               ? train->outputs
                                                                       : 1};
        done = sweep_one(&result[i], t, &changed, train_data, test_data, size, seed, e);
    }
    training_data_close(train_data);
    training_data_close(test_data);
    return done;
}
