/* id=X31 outcome=completed build=-lopenblas */
#include "prelude.h"
#include <cblas.h>

/* Not hostile: a library that is provided works behind the lock, with enough work for its kernels.
 */
FORWARD
{
    enum { SIDE = 300 };
    double *a = calloc(3 * SIDE * SIDE, sizeof *a);
    for (size_t i = 0; i < SIDE; i++)
        a[i * SIDE + i] = a[SIDE * SIDE + i * SIDE + i] = 2;
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, SIDE, SIDE, SIDE, 1, a, SIDE,
                a + SIDE * SIDE, SIDE, 0, a + 2 * SIDE * SIDE, SIDE);
    if (a[2 * SIDE * SIDE] != 4)
        return (op_status)99;
    free(a);
    return right(x, n, y);
}
