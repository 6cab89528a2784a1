/* op_network.h - networks that are chains of ops, trained with whoever's ops.
 *
 * A network is written as the names of its ops in the order in which a batch goes through them:
 *
 *     {affine sigmoid} affine softmax_cross_entropy
 *
 * What is in braces is a hidden layer, and comes as often as there are hidden layers. An op that
 * reads k has it behind a colon: scale:-1, or scale:1/N, one over the rows of the batch. For
 * another op, a number there is its second input: mul:-1. The other inputs of an op beside the
 * batch are parameters, but for the one called y: that is what the outputs should be. The last op
 * gives the loss of the batch, a scalar.
 *
 * The ops are called through an op_source, so that each may be the reference's or a submission's;
 * the parameters, the data and the optimiser's steps stay here:
 *
 *     op_network *n;
 *     bool ok = op_network_open(&n, "affine softmax_cross_entropy", &size, seed, &e);
 *     op_status status = op_network_train(n, &op_source_reference, &r, NULL, NULL);
 *     status = op_network_evaluate(&found, n, &op_source_reference, &test);
 *     op_network_close(n); */
#ifndef OP_NETWORK_H
#define OP_NETWORK_H

#include "op_table.h"
#include "training_run.h"

enum { MAX_LINKS = 40, OP_CHAIN = 128 };

/* The chain of a training of the contract. */
void op_network_chain(char chain[OP_CHAIN], const training *t);

/* One call of an op. */
typedef struct op_request {
    const op *op;
    direction direction; /* FORWARD or BACKWARD */
    const tensor *in[MAX_INPUTS];
    const attributes *attr;
    const tensor *out, *dout;   /* BACKWARD */
    tensor *result[MAX_INPUTS]; /* FORWARD: [0] is out; BACKWARD: [i] is din[i] */
} op_request;

/* Who computes the ops. A status other than OP_OK ends what asked for it. */
typedef struct op_source {
    op_status (*apply)(void *context, const op_request *c);
    void *context;
} op_source;

/* The reference's own. */
extern const op_source op_source_reference;

/* One op of the chain. Operands: numbers of inputs; MAX_INPUTS where there is none. */
typedef struct op_link {
    const op *op;
    attributes attr;
    bool by_rows;           /* k is one over the rows of the batch */
    size_t flow;            /* the operand that is the value of the link before */
    size_t target;          /* the operand that is y */
    size_t first_parameter; /* the other operands are parameters, from this one on */
    size_t constant;        /* the operand that is a number */
    double number;
    tensor scalar; /* that number */
} op_link;

typedef struct op_network {
    size_t link_count, output_link; /* output_link: its value is what the loss judges */
    op_link link[MAX_LINKS];
    parameters p;        /* what is trained */
    parameters velocity; /* of the optimiser */
} op_network;

/* Weights start as those of parameters_new do, biases at 0. Fails, naming the op, where the chain
 * is none. The caller releases *out with op_network_close. */
bool op_network_open(op_network **out, const char *ops, const network_size *size, const char *seed,
                     error *e);

/* The same for a network that takes so many inputs, with parameters that are those of start. Fails
 * also where the chain has parameters of other shapes. */
bool op_network_open_at(op_network **out, const char *ops, size_t inputs, const parameters *start,
                        error *e);
void op_network_close(op_network *n);

/* "W1", "b1", "W2", ...: the name of parameter i, for messages. */
const char *op_network_parameter_name(const op_network *n, size_t i, char text[16]);

/* Some samples: X[N,D], and y or labels, as the loss takes. */
typedef struct op_batch {
    const tensor *X, *y;
    const size_t *label;
} op_batch;

/* The values of all links for one batch, and the gradients of the loss by all parameters. */
typedef struct op_pass {
    size_t link_count;
    tensor *value[MAX_LINKS];
    parameters gradient;
    double loss;
} op_pass;

/* Forward and, where backward is true, backward. A cell that an op does not write is NAN. The
 * caller releases *out with op_pass_free. */
op_status op_network_pass(op_pass *out, const op_network *n, const op_source *by,
                          const op_batch *batch, bool backward);
void op_pass_free(op_pass *p);

/* Called with each step's gradients before the step is taken. false: the training ends here. */
typedef bool op_watcher(void *context, size_t step, const op_network *n, const op_batch *batch,
                        const op_pass *pass);

/* Trains as training.h says. watcher may be NULL. */
op_status op_network_train(op_network *n, const op_source *by, const recipe *r, op_watcher *watcher,
                           void *context);

/* The mean loss of the samples, and the share of them that are given a wrong class; NAN where there
 * are no classes: the loss takes y and no sigmoid is in front of it. */
op_status op_network_evaluate(evaluation *out, const op_network *n, const op_source *by,
                              const recipe *samples);

#endif
