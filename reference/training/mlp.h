/* mlp.h - multilayer perceptrons: any number of affine layers, each followed by an activation.
 *
 *     A_0 = X,  A_l = f_l(A_(l-1) W_l + b_l),  L = loss of A_last
 *
 * With no hidden layer it is a regression. The network keeps its own copy of the parameters, and
 * the arrays of one batch:
 *
 *     mlp *m;
 *     op_status status = mlp_open(&m, &model, r->X->dims[1], parameter, count, r->batch_size);
 *     for (...)
 *         mlp_step(m, &batch, &o);
 *     mlp_copy_parameters(m, parameter);
 *     mlp_close(m); */
#ifndef MLP_H
#define MLP_H

#include <stdbool.h>

#include "activation.h"
#include "loss.h"
#include "optimiser.h"
#include "sparse.h"
#include "training.h"

/* What the parameters alone do not say. */
typedef struct mlp_model {
    activation hidden; /* of all layers but the last */
    activation output; /* of the last one; its logits where the loss takes logits */
    loss_kind loss;
    bool transposed; /* weights are given as W[out,in] instead of W[in,out] */
} mlp_model;

typedef struct mlp mlp;

/* Some rows of the data. rows and columns: the same elements listed, or NULL both; X is then not
 * read by what differentiates. */
typedef struct mlp_batch {
    size_t count; /* of rows, 1 to batch_size */
    const double *X;
    const sparse *rows, *columns;
    loss_targets targets;
} mlp_batch;

/* parameter[0..count): W and b of every layer in turn. Returns OP_BAD_INPUT where their shapes do
 * not make a network of that many inputs. Release: mlp_close. */
op_status mlp_open(mlp **out, const mlp_model *model, size_t inputs, tensor *const parameter[],
                   size_t count, size_t batch_size);
void mlp_close(mlp *m);

/* Elements of a row of the last layer. */
size_t mlp_outputs(const mlp *m);

/* Writes the parameters to tensors of the shapes that mlp_open was given. */
void mlp_copy_parameters(const mlp *m, tensor *const parameter[]);

/* The last layer's value for every row of the batch, [count, mlp_outputs]. Borrowed, up to the next
 * call on m. */
const double *mlp_forward(mlp *m, const mlp_batch *batch);

/* *loss: the mean loss of the batch; its gradient by all parameters goes to tensors shaped like
 * them. */
op_status mlp_gradients(mlp *m, const mlp_batch *batch, tensor *const gradient[], double *loss);

/* One step of the optimiser, which stays the same for all steps. */
op_status mlp_step(mlp *m, const mlp_batch *batch, const optimiser *o);

/* Goes once through all samples of the recipe. listed: sparse_open of its X and batch_size. */
op_status mlp_epoch(mlp *m, const recipe *r, const sparse_batches *listed);

/* The training of training.h, for any model. */
op_status mlp_train(const mlp_model *model, const recipe *r, tensor *const parameter[],
                    size_t count);

#endif
