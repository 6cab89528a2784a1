#include "products.h"

#include <assert.h>
#include <cblas.h>
#include <limits.h>

static blasint extent(const tensor *t, size_t axis)
{
    assert(t->rank == 2 && t->dims[axis] <= INT_MAX);
    return (blasint)t->dims[axis];
}

static void product_add(const tensor *A, CBLAS_TRANSPOSE form_A, const tensor *B,
                        CBLAS_TRANSPOSE form_B, const tensor *C)
{
    blasint n = extent(C, 0), m = extent(C, 1), k = extent(A, form_A == CblasNoTrans ? 1 : 0);
    cblas_dgemm(CblasRowMajor, form_A, form_B, n, m, k, 1.0, A->data, extent(A, 1), B->data,
                extent(B, 1), 1.0, C->data, m);
}

void product_add_ab(const tensor *A, const tensor *B, const tensor *C)
{
    product_add(A, CblasNoTrans, B, CblasNoTrans, C);
}

void product_add_abt(const tensor *A, const tensor *B, const tensor *C)
{
    product_add(A, CblasNoTrans, B, CblasTrans, C);
}

void product_add_atb(const tensor *A, const tensor *B, const tensor *C)
{
    product_add(A, CblasTrans, B, CblasNoTrans, C);
}
