/* products.h - matrix products, added to a matrix: the one door to CBLAS.
 *
 * All three are matrices (rank 2) whose extents match as written; C must not overlap A or B. */
#ifndef PRODUCTS_H
#define PRODUCTS_H

#include "contract.h"

/* C += A B, for A[n,k], B[k,m], C[n,m]. */
void product_add_ab(const tensor *A, const tensor *B, const tensor *C);

/* C += A B^T, for A[n,k], B[m,k], C[n,m]. */
void product_add_abt(const tensor *A, const tensor *B, const tensor *C);

/* C += A^T B, for A[k,n], B[k,m], C[n,m]. */
void product_add_atb(const tensor *A, const tensor *B, const tensor *C);

#endif
