/* training_table.h - the contract's table of trainings, as data: names, parameters, and the
 * reference's own solutions. */
#ifndef TRAINING_TABLE_H
#define TRAINING_TABLE_H

#include <stdbool.h>

#include "error.h"
#include "signature.h"
#include "training.h"
#include "training/mlp.h"

typedef struct training {
    const char *name;
    const char *signature; /* the parameters, such as "W[D,C] b[C]" */
    const char *formula;
    train_function *train; /* the reference's */
    const mlp_model *model;
    size_t parameter_count; /* twice the number of layers */
    signature_operand parameter[MAX_PARAMETERS];
} training;

/* The number of rows of the table, and row i of it, 0 <= i < training_count(), in the table's
 * order. The signatures are parsed on the first call. */
size_t training_count(void);
const training *training_at(size_t i);

/* The row of that name, or NULL. */
const training *training_find(const char *name);

/* Whether it is trained on labels; otherwise on y. */
bool training_takes_labels(const training *t);

/* Whether it may have more hidden layers than its signature says. */
bool training_is_deepenable(const training *t);

#endif
