#include "sparse.h"

#include <stdbool.h>
#include <stdlib.h>

/* Above this share of non-zero elements the dense product is the faster one. */
static const double worthwhile_density = 0.3;

typedef struct element_list {
    size_t *start;
    uint32_t *column;
    double *value;
} element_list;

struct sparse_batches {
    size_t rows, columns, batch_size;
    element_list by_row; /* start[rows + 1] */
    element_list
        by_column; /* start[columns + 1] for every batch; "columns" are rows of the batch */
};

static size_t batch_rows(const sparse_batches *s, size_t batch)
{
    const size_t left = s->rows - batch * s->batch_size;
    return left < s->batch_size ? left : s->batch_size;
}

static size_t count_elements(const tensor *X)
{
    size_t elements = 0;
    for (size_t i = 0, count = element_count(X); i < count; i++)
        elements += X->data[i] != 0;
    return elements;
}

static void list_rows(sparse_batches *s, const double *x)
{
    element_list *list = &s->by_row;
    size_t k = 0;
    for (size_t row = 0; row < s->rows; row++, x += s->columns) {
        list->start[row] = k;
        for (size_t column = 0; column < s->columns; column++)
            if (x[column] != 0) {
                list->column[k] = (uint32_t)column;
                list->value[k++] = x[column];
            }
    }
    list->start[s->rows] = k;
}

/* Turns the lists of a batch round: counts what each column has, which says where it starts, and
 * then deals the elements out. While dealing, start[column + 1] is where the next one goes, and
 * ends up where the next column starts. */
static void list_columns(sparse_batches *s, size_t batch)
{
    const sparse from = sparse_rows(s, batch);
    const element_list *to = &s->by_column;
    size_t *start = to->start + batch * (s->columns + 1);
    const size_t begin = from.start[0], end = from.start[from.rows];
    for (size_t k = begin; k < end; k++)
        if (from.column[k] + 2 <= s->columns)
            start[from.column[k] + 2]++;
    start[0] = begin;
    start[1] = begin;
    for (size_t column = 2; column <= s->columns; column++)
        start[column] += start[column - 1];
    for (size_t row = 0; row < from.rows; row++)
        for (size_t k = from.start[row]; k < from.start[row + 1]; k++) {
            const size_t place = start[from.column[k] + 1]++;
            to->column[place] = (uint32_t)row;
            to->value[place] = from.value[k];
        }
}

static bool list_open(element_list *list, size_t starts, size_t elements)
{
    list->start = calloc(starts, sizeof *list->start);
    list->column = malloc((elements + 1) * sizeof *list->column); /* never 0 bytes */
    list->value = malloc((elements + 1) * sizeof *list->value);
    return list->start && list->column && list->value;
}

static void list_close(element_list *list)
{
    free(list->start);
    free(list->column);
    free(list->value);
}

op_status sparse_open(sparse_batches **out, const tensor *X, size_t batch_size)
{
    if (X->rank != 2 || batch_size == 0 || X->dims[0] > UINT32_MAX || X->dims[1] > UINT32_MAX)
        return OP_BAD_INPUT;
    const size_t elements = count_elements(X);
    if ((double)elements > worthwhile_density * (double)element_count(X)) {
        *out = NULL;
        return OP_OK;
    }
    sparse_batches *s = calloc(1, sizeof *s);
    if (!s)
        return OP_NO_MEMORY;
    s->rows = X->dims[0];
    s->columns = X->dims[1];
    s->batch_size = batch_size;
    const size_t batches = (s->rows - 1) / batch_size + 1;
    if (!list_open(&s->by_row, s->rows + 1, elements) ||
        !list_open(&s->by_column, batches * (s->columns + 1), elements)) {
        sparse_close(s);
        return OP_NO_MEMORY;
    }
    list_rows(s, X->data);
    for (size_t batch = 0; batch < batches; batch++)
        list_columns(s, batch);
    *out = s;
    return OP_OK;
}

void sparse_close(sparse_batches *s)
{
    if (!s)
        return;
    list_close(&s->by_row);
    list_close(&s->by_column);
    free(s);
}

sparse sparse_rows(const sparse_batches *s, size_t batch)
{
    return (sparse){batch_rows(s, batch), s->by_row.start + batch * s->batch_size, s->by_row.column,
                    s->by_row.value};
}

sparse sparse_columns(const sparse_batches *s, size_t batch)
{
    return (sparse){s->columns, s->by_column.start + batch * (s->columns + 1), s->by_column.column,
                    s->by_column.value};
}

/* Everything below is compiled once for each kind of processor, which needs it in one piece. */
#define IN_ONE_PIECE static inline __attribute__((always_inline))

/* c += the sum of eight (four, one) multiples v[i] of the rows b[i]. Where width is a number that
 * the compiler knows, c stays in registers or near, and is read and written once for all of them.
 */
IN_ONE_PIECE void add_eight(double *restrict c, const double *const b[], const double *v,
                            size_t width)
{
    const double *const b0 = b[0], *const b1 = b[1], *const b2 = b[2], *const b3 = b[3];
    const double *const b4 = b[4], *const b5 = b[5], *const b6 = b[6], *const b7 = b[7];
    const double v0 = v[0], v1 = v[1], v2 = v[2], v3 = v[3];
    const double v4 = v[4], v5 = v[5], v6 = v[6], v7 = v[7];
    for (size_t j = 0; j < width; j++)
        c[j] = c[j] + v0 * b0[j] + v1 * b1[j] + v2 * b2[j] + v3 * b3[j] + v4 * b4[j] + v5 * b5[j] +
               v6 * b6[j] + v7 * b7[j];
}

IN_ONE_PIECE void add_four(double *restrict c, const double *const b[], const double *v,
                           size_t width)
{
    const double *const b0 = b[0], *const b1 = b[1], *const b2 = b[2], *const b3 = b[3];
    const double v0 = v[0], v1 = v[1], v2 = v[2], v3 = v[3];
    for (size_t j = 0; j < width; j++)
        c[j] = c[j] + v0 * b0[j] + v1 * b1[j] + v2 * b2[j] + v3 * b3[j];
}

IN_ONE_PIECE void add_one(double *restrict c, const double *b, double v, size_t width)
{
    for (size_t j = 0; j < width; j++)
        c[j] += v * b[j];
}

/* The first width columns of C += S B, where rows of B and C are m elements apart. */
IN_ONE_PIECE void add_columns(const sparse *S, const double *B, size_t m, double *C, size_t width)
{
    for (size_t row = 0; row < S->rows; row++) {
        double *c = C + row * m;
        const size_t end = S->start[row + 1];
        size_t k = S->start[row];
        const double *b[8];
        for (; k + 8 <= end; k += 8) {
            for (size_t i = 0; i < 8; i++)
                b[i] = B + S->column[k + i] * m;
            add_eight(c, b, S->value + k, width);
        }
        for (; k + 4 <= end; k += 4) {
            for (size_t i = 0; i < 4; i++)
                b[i] = B + S->column[k + i] * m;
            add_four(c, b, S->value + k, width);
        }
        for (; k < end; k++)
            add_one(c, B + S->column[k] * m, S->value[k], width);
    }
}

/* In stripes of columns, so that the stripe of B that is gone through again and again stays in the
 * processor's cache. */
IN_ONE_PIECE void add_product(const sparse *S, const double *B, size_t m, double *C)
{
    size_t j = 0;
    for (; j + 64 <= m; j += 64)
        add_columns(S, B + j, m, C + j, 64);
    for (; j + 16 <= m; j += 16)
        add_columns(S, B + j, m, C + j, 16);
    for (; j + 4 <= m; j += 4)
        add_columns(S, B + j, m, C + j, 4);
    for (; j < m; j++)
        add_columns(S, B + j, m, C + j, 1);
}

__attribute__((target("avx512f"))) static void add_product_avx512(const sparse *S, const double *B,
                                                                  size_t m, double *C)
{
    add_product(S, B, m, C);
}

__attribute__((target("avx2"))) static void add_product_avx2(const sparse *S, const double *B,
                                                             size_t m, double *C)
{
    add_product(S, B, m, C);
}

void sparse_product_add(const sparse *S, const double *B, size_t m, double *C)
{
    if (__builtin_cpu_supports("avx512f"))
        add_product_avx512(S, B, m, C);
    else if (__builtin_cpu_supports("avx2"))
        add_product_avx2(S, B, m, C);
    else
        add_product(S, B, m, C);
}
