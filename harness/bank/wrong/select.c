/* select: y_n = X[n, index_n], dX[n, index_n] += dy_n. */
#include "rows.h"

FORWARD_BY(first_column, y[0] = x[0])
FORWARD_BY(next_column, y[0] = x[(label + 1) % C])
FORWARD_BY(first_row, y[0] = X[label])
FORWARD_BY(largest, y[0] = largest_of(x, C))
FORWARD_BY(first_index, y[0] = x[attr->index[0]])
FORWARD_BY(whole_row, y[0] = sum_of(x, C))

BACKWARD_BY(no_upstream, dx[label] += 1)
BACKWARD_BY(all_columns, EACH dx[c] += g[0])
BACKWARD_BY(first_row_only, din[0]->data[label] += g[0])
BACKWARD_BY(first_column_backward, dx[0] += g[0])
BACKWARD_BY(next_column_backward, dx[(label + 1) % C] += g[0])
BACKWARD_BY(times_value, dx[label] += g[0] * x[label])
BACKWARD_BY(others_negative, EACH dx[c] += c == label ? g[0] : -g[0] / (double)C)
BACKWARD_BY(averaged, dx[label] += g[0] / (double)N)
BACKWARD_BY(negated, dx[label] -= g[0])

WRONG_OP(
    select,
    WRONG_FORWARD(first_column, "y takes the first column in every row: index is not used",
                  "which attribute is read?"),
    WRONG_FORWARD(next_column, "y takes the column behind the one asked for",
                  "columns are counted from 0"),
    WRONG_FORWARD(first_row, "y looks into the first row every time", "index_n belongs to row n"),
    WRONG_FORWARD(largest, "y is the largest element of the row: index is not used",
                  "which attribute is read?"),
    WRONG_FORWARD(first_index, "y uses the first index for every row", "index_n belongs to row n"),
    WRONG_FORWARD(whole_row, "y is the sum of the row", "one element of each row is asked for"),
    WRONG_BACKWARD(no_upstream,
                   "dX is 1 at the selected element: the upstream gradient dy is left "
                   "out",
                   "by the chain rule dy is a factor of every term"),
    WRONG_BACKWARD(all_columns, "dX gets dy in every column, not only the selected one",
                   "which elements of X does y depend on?"),
    WRONG_BACKWARD(first_row_only, "dX gets all gradients in its first row",
                   "index_n belongs to row n"),
    WRONG_BACKWARD(first_column_backward, "dX gets dy in the first column: index is not used",
                   "which attribute is read?"),
    WRONG_BACKWARD(next_column_backward, "dX gets dy in the column behind the one asked for",
                   "columns are counted from 0"),
    WRONG_BACKWARD(times_value, "dX has the factor X still in it: the derivative of X is not X",
                   "how much does y move when the selected element moves by h?"),
    WRONG_BACKWARD(others_negative, "dX is not 0 at the elements that were not selected",
                   "which elements of X does y depend on?"),
    WRONG_BACKWARD(averaged, "dX is divided by the number of rows", "nothing is averaged here"),
    WRONG_BACKWARD(negated, "dX has the wrong sign", "y moves the way X does"))
