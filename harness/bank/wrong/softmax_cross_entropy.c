/* softmax_cross_entropy: L = mean over n of (ln sum_c e^Z_nc - Z[n, index_n]);
 * dZ_nc += dL (softmax(Z)_nc - 1{c = index_n}) / N. */
#include "rows.h"

#define LOSS (largest_of(x, C) + log(sum_exp(x, C, largest_of(x, C))) - x[label])
#define P softmax_of(x, C, c)

FORWARD_BY(not_divided, y[0] += LOSS)
FORWARD_BY(divided_by_all, y[0] += LOSS / (double)(N * C))
FORWARD_BY(no_minus, y[0] -= LOSS / (double)N)
FORWARD_BY(unshifted, y[0] += (log(sum_exp(x, C, 0)) - x[label]) / (double)N)
FORWARD_BY(last_row_only, y[0] = LOSS / (double)N)
FORWARD_BY(of_probabilities, y[0] -= log(fmax(softmax_of(x, C, label), 1e-12)) / (double)N)
FORWARD_BY(first_class, y[0] += (LOSS + x[label] - x[0]) / (double)N)

BACKWARD_BY(not_divided_backward, EACH dx[c] += g[0] * (P - (c == label)))
BACKWARD_BY(divided_by_all_backward, EACH dx[c] += g[0] * (P - (c == label)) / (double)(N * C))
BACKWARD_BY(divided_by_classes, EACH dx[c] += g[0] * (P - (c == label)) / (double)C)
BACKWARD_BY(turned, EACH dx[c] -= g[0] * (P - (c == label)) / (double)N)
BACKWARD_BY(no_upstream, EACH dx[c] += (P - (c == label)) / (double)N)
BACKWARD_BY(no_one_hot, EACH dx[c] += g[0] * P / (double)N)
BACKWARD_BY(right_class_only, dx[label] += g[0] * (softmax_of(x, C, label) - 1) / (double)N)
BACKWARD_BY(logits_for_probabilities, EACH dx[c] += g[0] * (x[c] - (c == label)) / (double)N)
BACKWARD_BY(softmax_again, double q[64], mixed = 0; EACH q[c % 64] = P - (c == label);
            EACH mixed += q[c % 64] * P; EACH dx[c] += g[0] * P * (q[c % 64] - mixed) / (double)N)
BACKWARD_BY(unshifted_backward,
            EACH dx[c] += g[0] * (exp(x[c]) / sum_exp(x, C, 0) - (c == label)) / (double)N)
BACKWARD_BY(next_class, EACH dx[c] += g[0] * (P - (c == (label + 1) % C)) / (double)N)

WRONG_OP(
    softmax_cross_entropy,
    WRONG_FORWARD(not_divided, "L is the sum over the rows, not their mean",
                  "compare with the formula in the contract"),
    WRONG_FORWARD(divided_by_all, "L is divided by the number of all elements, not of rows",
                  "over what is the mean taken?"),
    WRONG_FORWARD(no_minus, "L has the wrong sign", "a loss of probabilities is never negative"),
    WRONG_FORWARD(unshifted, "L takes e^Z without a shift: it overflows for large logits",
                  "ln sum e^Z is m + ln sum e^(Z - m) for any m"),
    WRONG_FORWARD(last_row_only, "L is what the last row contributes", "= or += inside the loop?"),
    WRONG_FORWARD(of_probabilities,
                  "L clips the probabilities before the logarithm: losses of sure, wrong rows are "
                  "cut off",
                  "subtract logarithms instead of dividing first"),
    WRONG_FORWARD(first_class, "L takes the first class in every row: index is not used",
                  "which attribute is read?"),
    WRONG_BACKWARD(not_divided_backward, "dZ is not divided by the number of rows", "L is a mean"),
    WRONG_BACKWARD(divided_by_all_backward,
                   "dZ is divided by the number of all elements, not of rows",
                   "over what is the mean taken?"),
    WRONG_BACKWARD(divided_by_classes, "dZ is divided by the number of classes, not of rows",
                   "over what is the mean taken?"),
    WRONG_BACKWARD(turned, "dZ has the wrong sign: one-hot minus p",
                   "does the loss grow or fall with the right class's logit?"),
    WRONG_BACKWARD(no_upstream, "dZ leaves out the upstream gradient dL",
                   "by the chain rule dL is a factor of every term"),
    WRONG_BACKWARD(no_one_hot, "dZ is p / N: the 1 of the right class is not taken away",
                   "differentiate both terms of the loss"),
    WRONG_BACKWARD(right_class_only, "dZ is filled in for the right class only",
                   "the other logits are in the sum, too"),
    WRONG_BACKWARD(logits_for_probabilities, "dZ uses the logits where probabilities belong",
                   "what is the derivative of ln sum e^Z?"),
    WRONG_BACKWARD(softmax_again, "dZ goes through the softmax's backward once more",
                   "p - one-hot is already the gradient by the logits"),
    WRONG_BACKWARD(unshifted_backward,
                   "dZ takes e^Z without a shift: it overflows for large logits",
                   "softmax does not change when a constant is taken from the row"),
    WRONG_BACKWARD(next_class, "dZ takes the class behind the right one: off by one",
                   "classes are counted from 0"))
