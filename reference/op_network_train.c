#include <math.h>

#include "op_network.h"
#include "tensor.h"
#include "training/optimiser.h"

/* Rows of a recipe's data, as tensors that refer to it. */
typedef struct batch_view {
    size_t X_dims[2], y_dims[2];
    tensor X, y;
    op_batch batch;
} batch_view;

static void view_rows(batch_view *v, const recipe *r, size_t first, size_t rows)
{
    v->X_dims[0] = v->y_dims[0] = rows;
    v->X_dims[1] = r->X->dims[1];
    v->X = (tensor){2, v->X_dims, r->X->data + first * r->X->dims[1]};
    v->batch = (op_batch){.X = &v->X, .label = r->label ? r->label + first : NULL};
    if (!r->y)
        return;
    v->y_dims[1] = r->y->dims[1];
    v->y = (tensor){2, v->y_dims, r->y->data + first * r->y->dims[1]};
    v->batch.y = &v->y;
}

static void step(op_network *n, const parameters *gradient, const recipe *r)
{
    const optimiser o = {r->learning_rate, r->momentum, r->weight_decay};
    for (size_t i = 0; i < n->p.count; i++)
        optimiser_step(&o, element_count(n->p.at[i]), n->p.at[i]->data, gradient->at[i]->data,
                       n->velocity.at[i]->data);
}

op_status op_network_train(op_network *n, const op_source *by, const recipe *r, op_watcher *watcher,
                           void *context)
{
    const size_t N = r->X->dims[0];
    size_t number = 0;
    for (size_t i = 0; i < n->velocity.count; i++)
        tensor_fill(n->velocity.at[i], 0);
    for (size_t epoch = 0; epoch < r->epochs; epoch++)
        for (size_t first = 0; first < N; first += r->batch_size, number++) {
            batch_view v;
            op_pass pass;
            view_rows(&v, r, first, N - first < r->batch_size ? N - first : r->batch_size);
            const op_status status = op_network_pass(&pass, n, by, &v.batch, true);
            if (status != OP_OK)
                return status;
            const bool on = !watcher || watcher(context, number, n, &v.batch, &pass);
            if (on)
                step(n, &pass.gradient, r);
            op_pass_free(&pass);
            if (!on)
                return OP_OK;
        }
    return OP_OK;
}

op_status op_network_evaluate(evaluation *out, const op_network *n, const op_source *by,
                              const recipe *samples)
{
    batch_view v;
    op_pass pass;
    const size_t N = samples->X->dims[0];
    view_rows(&v, samples, 0, N);
    const op_status status = op_network_pass(&pass, n, by, &v.batch, false);
    if (status != OP_OK)
        return status;
    const tensor *outputs = pass.value[n->output_link];
    const size_t M = element_count(outputs) / N;
    const bool has_sigmoid = n->link[n->output_link].op == op_find("sigmoid");
    const double boundary = has_sigmoid ? 0.5 : NAN;
    size_t wrong = 0;
    for (size_t i = 0; i < N; i++) {
        const loss_targets own = {samples->y ? samples->y->data + i * M : NULL,
                                  samples->label ? samples->label + i : NULL};
        wrong += is_misclassified(outputs->data + i * M, M, own, boundary);
    }
    out->loss = pass.loss;
    out->error = samples->label || has_sigmoid ? (double)wrong / (double)N : NAN;
    op_pass_free(&pass);
    return OP_OK;
}
