#include "mlp.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "products.h"
#include "shape.h"

typedef struct layer {
    size_t in, out;
    const activation *f;
    double *w;        /* W[in,out], then b[out]: to the optimiser they are one array */
    double *gradient; /* of the loss by w; NULL until one is asked for */
    double *velocity;
    double *A;  /* the value, [batch_size,out] */
    double *dZ; /* gradient by what goes into the activation, shaped like A */
} layer;

struct mlp {
    const mlp_model *model;
    size_t batch_size, layer_count;
    layer layers[MAX_PARAMETERS / 2];
};

#define MATRIX(rows, columns, elements)                                                            \
    (&(tensor){.rank = 2, .dims = (size_t[]){rows, columns}, .data = elements})

/* Zeros, beginning at a multiple of 64 bytes: loads that straddle two cache lines would cost twice
 * the time. */
static double *numbers_new(size_t count)
{
    const size_t bytes = (count * sizeof(double) + 63) / 64 * 64;
    double *numbers = aligned_alloc(64, bytes);
    if (numbers)
        memset(numbers, 0, bytes);
    return numbers;
}

static size_t parameter_count(const layer *l)
{
    return (l->in + 1) * l->out;
}

/* Copies W between the row-major orders of [in,out] and [out,in]. */
static void transpose(const double *from, size_t rows, size_t columns, double *to)
{
    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++)
            to[column * rows + row] = from[row * columns + column];
}

/* From a layer's array (w or gradient) to the two tensors of the contract. */
static void copy_out(const layer *l, const double *from, bool transposed, tensor *const to[])
{
    if (transposed)
        transpose(from, l->in, l->out, to[0]->data);
    else
        memcpy(to[0]->data, from, l->in * l->out * sizeof *from);
    memcpy(to[1]->data, from + l->in * l->out, l->out * sizeof *from);
}

static op_status layer_open(layer *l, size_t in, bool transposed, tensor *const parameter[],
                            size_t batch_size)
{
    const tensor *W = parameter[0], *b = parameter[1];
    if (b->rank != 1)
        return OP_BAD_INPUT;
    const size_t out = b->dims[0];
    if (!(transposed ? is_matrix(W, out, in) : is_matrix(W, in, out)))
        return OP_BAD_INPUT;
    l->in = in;
    l->out = out;
    l->w = numbers_new(parameter_count(l));
    l->A = numbers_new(batch_size * out);
    l->dZ = numbers_new(batch_size * out);
    if (!l->w || !l->A || !l->dZ)
        return OP_NO_MEMORY;
    if (transposed)
        transpose(W->data, out, in, l->w);
    else
        memcpy(l->w, W->data, in * out * sizeof *l->w);
    memcpy(l->w + in * out, b->data, out * sizeof *l->w);
    return OP_OK;
}

op_status mlp_open(mlp **out, const mlp_model *model, size_t inputs, tensor *const parameter[],
                   size_t count, size_t batch_size)
{
    if (count == 0 || count % 2 != 0 || count > MAX_PARAMETERS || batch_size == 0)
        return OP_BAD_INPUT;
    mlp *m = calloc(1, sizeof *m);
    if (!m)
        return OP_NO_MEMORY;
    m->model = model;
    m->batch_size = batch_size;
    m->layer_count = count / 2;
    op_status status = OP_OK;
    for (size_t i = 0; status == OP_OK && i < m->layer_count; i++) {
        layer *l = &m->layers[i];
        l->f = i + 1 < m->layer_count ? &model->hidden : &model->output;
        status =
            layer_open(l, i ? l[-1].out : inputs, model->transposed, parameter + 2 * i, batch_size);
    }
    if (status == OP_OK)
        *out = m;
    else
        mlp_close(m);
    return status;
}

void mlp_close(mlp *m)
{
    if (!m)
        return;
    for (size_t i = 0; i < m->layer_count; i++) {
        layer *l = &m->layers[i];
        free(l->w);
        free(l->gradient);
        free(l->velocity);
        free(l->A);
        free(l->dZ);
    }
    free(m);
}

size_t mlp_outputs(const mlp *m)
{
    return m->layers[m->layer_count - 1].out;
}

void mlp_copy_parameters(const mlp *m, tensor *const parameter[])
{
    for (size_t i = 0; i < m->layer_count; i++)
        copy_out(&m->layers[i], m->layers[i].w, m->model->transposed, parameter + 2 * i);
}

const double *mlp_forward(mlp *m, const mlp_batch *batch)
{
    assert(batch->count > 0 && batch->count <= m->batch_size);
    const size_t N = batch->count;
    for (layer *l = m->layers; l < m->layers + m->layer_count; l++) {
        const double *b = l->w + l->in * l->out;
        for (size_t n = 0; n < N; n++)
            memcpy(l->A + n * l->out, b, l->out * sizeof *b);
        if (l == m->layers && batch->rows)
            sparse_product_add(batch->rows, l->w, l->out, l->A);
        else
            product_add_ab(MATRIX(N, l->in, l == m->layers ? (double *)batch->X : l[-1].A),
                           MATRIX(l->in, l->out, l->w), MATRIX(N, l->out, l->A));
        activation_apply(l->f, l->A, N * l->out);
    }
    return m->layers[m->layer_count - 1].A;
}

/* Fills in dZ of every layer, for the loss of the batch times scale; A must be that of the batch.
 */
static void backward(mlp *m, const mlp_batch *batch, double scale)
{
    const size_t N = batch->count;
    layer *l = &m->layers[m->layer_count - 1];
    loss_gradient(m->model->loss, l->A, N, l->out, batch->targets, scale / (double)N, l->dZ);
    activation_backward(l->f, l->A, l->dZ, N * l->out);
    for (; l > m->layers; l--) {
        layer *below = l - 1;
        memset(below->dZ, 0, N * l->in * sizeof *below->dZ);
        product_add_abt(MATRIX(N, l->out, l->dZ), MATRIX(l->in, l->out, l->w),
                        MATRIX(N, l->in, below->dZ));
        activation_backward(below->f, below->A, below->dZ, N * l->in);
    }
}

/* sum += A^T dZ for W, and the sum of dZ over its rows for b. A is the layer's input. */
static void add_gradient(const mlp *m, const layer *l, const mlp_batch *batch, double *sum)
{
    const size_t N = batch->count;
    if (l == m->layers && batch->columns)
        sparse_product_add(batch->columns, l->dZ, l->out, sum);
    else
        product_add_atb(MATRIX(N, l->in, l == m->layers ? (double *)batch->X : l[-1].A),
                        MATRIX(N, l->out, l->dZ), MATRIX(l->in, l->out, sum));
    double *b = sum + l->in * l->out;
    for (size_t n = 0; n < N; n++)
        for (size_t j = 0; j < l->out; j++)
            b[j] += l->dZ[n * l->out + j];
}

/* The gradient of the loss by a layer's parameters; NULL when there is no memory for it. */
static const double *layer_gradient(const mlp *m, layer *l, const mlp_batch *batch)
{
    if (!l->gradient)
        l->gradient = numbers_new(parameter_count(l));
    if (!l->gradient)
        return NULL;
    memset(l->gradient, 0, parameter_count(l) * sizeof *l->gradient);
    add_gradient(m, l, batch, l->gradient);
    return l->gradient;
}

op_status mlp_gradients(mlp *m, const mlp_batch *batch, tensor *const gradient[], double *loss)
{
    const double *outputs = mlp_forward(m, batch);
    backward(m, batch, 1);
    for (size_t i = 0; i < m->layer_count; i++) {
        const double *from = layer_gradient(m, &m->layers[i], batch);
        if (!from)
            return OP_NO_MEMORY;
        copy_out(&m->layers[i], from, m->model->transposed, gradient + 2 * i);
    }
    *loss = loss_sum(m->model->loss, outputs, batch->count, mlp_outputs(m), batch->targets) /
            (double)batch->count;
    return OP_OK;
}

static op_status layer_step(const mlp *m, layer *l, const mlp_batch *batch, const optimiser *o)
{
    if (!l->velocity)
        l->velocity = numbers_new(parameter_count(l));
    const double *gradient = layer_gradient(m, l, batch);
    if (!l->velocity || !gradient)
        return OP_NO_MEMORY;
    optimiser_step(o, parameter_count(l), l->w, gradient, l->velocity);
    return OP_OK;
}

op_status mlp_step(mlp *m, const mlp_batch *batch, const optimiser *o)
{
    /* Where a step is -learning_rate times the gradient, the loss is scaled by that, and the
     * products are added to the parameters themselves: the gradient, as large as they are, need
     * never be written and read again. No parameter changes before all dZ are there. */
    const bool plain = optimiser_is_plain(o);
    mlp_forward(m, batch);
    backward(m, batch, plain ? -o->learning_rate : 1);
    op_status status = OP_OK;
    for (layer *l = m->layers; status == OP_OK && l < m->layers + m->layer_count; l++)
        if (plain)
            add_gradient(m, l, batch, l->w);
        else
            status = layer_step(m, l, batch, o);
    return status;
}

static bool targets_fit(const mlp_model *model, const recipe *r, size_t outputs)
{
    if (model->loss != LOSS_SOFTMAX_CROSS_ENTROPY)
        return r->y && is_matrix(r->y, r->X->dims[0], outputs);
    if (!r->label || r->class_count != outputs)
        return false;
    for (size_t n = 0; n < r->X->dims[0]; n++)
        if (r->label[n] >= outputs)
            return false;
    return true;
}

op_status mlp_epoch(mlp *m, const recipe *r, const sparse_batches *listed)
{
    const optimiser o = {r->learning_rate, r->momentum, r->weight_decay};
    const size_t N = r->X->dims[0], D = r->X->dims[1], M = mlp_outputs(m);
    op_status status = OP_OK;
    for (size_t first = 0; status == OP_OK && first < N; first += r->batch_size) {
        mlp_batch batch = {
            .count = N - first < r->batch_size ? N - first : r->batch_size,
            .X = r->X->data + first * D,
            .targets = {.y = r->y ? r->y->data + first * M : NULL,
                        .label = r->label ? r->label + first : NULL},
        };
        sparse rows, columns;
        if (listed) {
            rows = sparse_rows(listed, first / r->batch_size);
            columns = sparse_columns(listed, first / r->batch_size);
            batch.rows = &rows;
            batch.columns = &columns;
        }
        status = mlp_step(m, &batch, &o);
    }
    return status;
}

op_status mlp_train(const mlp_model *model, const recipe *r, tensor *const parameter[],
                    size_t count)
{
    if (r->X->rank != 2 || r->batch_size == 0)
        return OP_BAD_INPUT;
    const size_t N = r->X->dims[0], batch_size = r->batch_size < N ? r->batch_size : N;
    mlp *m = NULL;
    sparse_batches *listed = NULL;
    op_status status = mlp_open(&m, model, r->X->dims[1], parameter, count, batch_size);
    if (status == OP_OK && !targets_fit(model, r, mlp_outputs(m)))
        status = OP_BAD_INPUT;
    if (status == OP_OK)
        status = sparse_open(&listed, r->X, r->batch_size);
    for (size_t epoch = 0; status == OP_OK && epoch < r->epochs; epoch++)
        status = mlp_epoch(m, r, listed);
    if (status == OP_OK)
        mlp_copy_parameters(m, parameter);
    sparse_close(listed);
    mlp_close(m);
    return status;
}
