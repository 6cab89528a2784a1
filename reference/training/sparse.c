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

#define ADD_STRIPES add_stripes_avx512
#define TARGET __attribute__((target("avx512f")))
#define PACK pack_avx512
#define PACK_BYTES 64
#include "sparse_stripes.h"

#define ADD_STRIPES add_stripes_avx2
#define TARGET __attribute__((target("avx2")))
#define PACK pack_avx2
#define PACK_BYTES 32
#include "sparse_stripes.h"

#define ADD_STRIPES add_stripes
#define TARGET
#define PACK pack
#define PACK_BYTES 16
#include "sparse_stripes.h"

/* The columns from j on, one after the other. */
static void add_columns(const sparse *S, const double *B, size_t m, double *C, size_t j)
{
    for (; j < m; j++)
        for (size_t row = 0; row < S->rows; row++) {
            double sum = C[row * m + j];
            for (size_t k = S->start[row]; k < S->start[row + 1]; k++)
                sum += S->value[k] * B[S->column[k] * m + j];
            C[row * m + j] = sum;
        }
}

void sparse_product_add(const sparse *S, const double *B, size_t m, double *C)
{
    size_t done = 0;
    if (__builtin_cpu_supports("avx512f"))
        done = add_stripes_avx512(S, B, m, C, done);
    if (__builtin_cpu_supports("avx2"))
        done = add_stripes_avx2(S, B, m, C, done);
    done = add_stripes(S, B, m, C, done);
    add_columns(S, B, m, C, done);
}
