/* loss.h - how far the last layer is from the targets of a batch.
 *
 * All are means over the rows of the batch. Those with a sigmoid or a softmax in their name take
 * what goes into it, the logits, so that no probability is rounded to 0 or 1 before its logarithm
 * is taken; their gradient by the logits is the plain difference p - y. */
#ifndef LOSS_H
#define LOSS_H

#include "contract.h"

typedef enum loss_kind {
    LOSS_SOFTMAX_CROSS_ENTROPY, /* of a row: ln sum_c e^z_c - z_label */
    LOSS_SIGMOID_BCE,           /* mean over the row of -(y ln s(z) + (1 - y) ln(1 - s(z))) */
    LOSS_MSE,                   /* mean over the row of (z - y)^2 */
    LOSS_SQUARED_DISTANCE       /* sum over the row of (z - y)^2 */
} loss_kind;

/* What every row should give: labels for the cross-entropy of a softmax, else y[rows, width]. */
typedef struct loss_targets {
    const double *y;
    const size_t *label;
} loss_targets;

/* The sum of the rows' losses, not yet divided by their number. Z[rows, width]. */
double loss_sum(loss_kind kind, const double *Z, size_t rows, size_t width, loss_targets t);

/* dZ = scale times the gradient of that sum; shaped like Z. */
void loss_gradient(loss_kind kind, const double *Z, size_t rows, size_t width, loss_targets t,
                   double scale, double *dZ);

#endif
