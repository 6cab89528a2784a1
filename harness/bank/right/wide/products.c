/* Products of matrices given by strides, so that a transpose costs nothing. Sums lie in memory of
 * their own, in long double, and are rounded when all terms are in. */
#include <stdlib.h>

#include "../signatures.h"

typedef long double real;

typedef struct matrix {
    const double *at;
    size_t rows, columns, down, right; /* down, right: from an element to its neighbours */
} matrix;

static matrix whole(const tensor *t)
{
    return (matrix){t->data, t->dims[0], t->dims[1], t->dims[1], 1};
}

static matrix row(const tensor *t)
{
    return (matrix){t->data, 1, element_count(t), 0, 1};
}

static matrix transposed(matrix m)
{
    return (matrix){m.at, m.columns, m.rows, m.right, m.down};
}

/* As many copies of one row below each other. */
static matrix stacked(matrix m, size_t rows)
{
    m.rows = rows;
    return m;
}

/* What is summed up: up to two products and a matrix on its own; absent ones have no rows. */
typedef struct terms {
    matrix left[2], right[2], alone;
} terms;

static real inner(const double *restrict u, size_t u_step, const double *restrict v, size_t v_step,
                  size_t n)
{
    real total = 0;
    for (; n > 0; n--, u += u_step, v += v_step)
        total += (real)*u * *v;
    return total;
}

static real sum_at(const terms *t, size_t i, size_t j)
{
    real total = t->alone.rows ? t->alone.at[i * t->alone.down + j * t->alone.right] : 0;
    for (size_t k = 0; k < 2; k++) {
        const matrix *l = &t->left[k], *r = &t->right[k];
        if (l->rows)
            total +=
                inner(l->at + i * l->down, l->right, r->at + j * r->right, r->down, l->columns);
    }
    return total;
}

/* to = the terms, or with adding = 1 to += the terms; nothing is written before all is known. */
static op_status put(const terms *t, int adding, size_t rows, size_t columns, double *restrict to)
{
    real *sums = malloc(rows * columns * sizeof *sums);
    if (!sums)
        return OP_NO_MEMORY;
    for (size_t j = 0; j < columns; j++)
        for (size_t i = 0; i < rows; i++)
            sums[i * columns + j] = sum_at(t, i, j);
    for (size_t i = 0; i < rows * columns; i++)
        to[i] = (double)(adding ? to[i] + sums[i] : sums[i]);
    free(sums);
    return OP_OK;
}

static op_status put_product(matrix left, matrix right, int adding, double *to)
{
    const terms t = {.left = {left}, .right = {right}};
    return put(&t, adding, left.rows, right.columns, to);
}

static op_status add_both_gradients(matrix a, matrix b, matrix g, double *da, double *db)
{
    const op_status status = put_product(g, transposed(b), 1, da);
    return status == OP_OK ? put_product(transposed(a), g, 1, db) : status;
}

static op_status put_tangent(matrix a, matrix b, matrix moved_a, matrix moved_b, matrix alone,
                             tensor *to)
{
    const terms t = {.left = {moved_a, a}, .right = {b, moved_b}, .alone = alone};
    return put(&t, 0, to->dims[0], to->dims[1], to->data);
}

static op_status add_column_sums(const tensor *g, tensor *to)
{
    static const double one = 1;
    const matrix ones = {&one, 1, g->dims[0], 0, 0};
    return put_product(ones, whole(g), 1, to->data);
}

FORWARD(matmul)
{
    (void)attr;
    return put_product(whole(in[0]), whole(in[1]), 0, out->data);
}

BACKWARD(matmul)
{
    (void)attr, (void)out;
    return add_both_gradients(whole(in[0]), whole(in[1]), whole(dout), din[0]->data, din[1]->data);
}

JVP(matmul)
{
    (void)attr, (void)out;
    return put_tangent(whole(in[0]), whole(in[1]), whole(tangent[0]), whole(tangent[1]),
                       (matrix){.rows = 0}, out_tangent);
}

FORWARD(affine)
{
    (void)attr;
    const terms t = {.left = {whole(in[0])},
                     .right = {whole(in[1])},
                     .alone = stacked(row(in[2]), out->dims[0])};
    return put(&t, 0, out->dims[0], out->dims[1], out->data);
}

BACKWARD(affine)
{
    const op_status status = matmul_backward(in, attr, out, dout, din);
    return status == OP_OK ? add_column_sums(dout, din[2]) : status;
}

JVP(affine)
{
    (void)attr, (void)out;
    return put_tangent(whole(in[0]), whole(in[1]), whole(tangent[0]), whole(tangent[1]),
                       stacked(row(tangent[2]), out_tangent->dims[0]), out_tangent);
}

FORWARD(linear)
{
    (void)attr;
    const terms t = {.left = {whole(in[0])},
                     .right = {transposed(whole(in[1]))},
                     .alone = stacked(row(in[2]), out->dims[0])};
    return put(&t, 0, out->dims[0], out->dims[1], out->data);
}

BACKWARD(linear)
{
    (void)attr, (void)out;
    op_status status = put_product(whole(dout), whole(in[1]), 1, din[0]->data);
    if (status == OP_OK)
        status = put_product(transposed(whole(dout)), whole(in[0]), 1, din[1]->data);
    return status == OP_OK ? add_column_sums(dout, din[2]) : status;
}

JVP(linear)
{
    (void)attr, (void)out;
    return put_tangent(whole(in[0]), transposed(whole(in[1])), whole(tangent[0]),
                       transposed(whole(tangent[1])),
                       stacked(row(tangent[2]), out_tangent->dims[0]), out_tangent);
}

FORWARD(vector_derivative_product)
{
    (void)attr;
    return put_product(transposed(row(in[0])), row(in[1]), 0, out->data);
}

BACKWARD(vector_derivative_product)
{
    (void)attr, (void)out;
    return add_both_gradients(transposed(row(in[0])), row(in[1]), whole(dout), din[0]->data,
                              din[1]->data);
}

JVP(vector_derivative_product)
{
    (void)attr, (void)out;
    return put_tangent(transposed(row(in[0])), row(in[1]), transposed(row(tangent[0])),
                       row(tangent[1]), (matrix){.rows = 0}, out_tangent);
}
