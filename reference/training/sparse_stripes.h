/* sparse_stripes.h - C += S B, in stripes of eight packs of columns, then of one. Included by
 * sparse.c once for every kind of processor, with ADD_STRIPES, the name of the function to define;
 * TARGET, the processor's attribute; PACK, the name of the type of a pack; and PACK_BYTES, its
 * size. */

/* Some neighbouring elements of a row, which the processor takes in one go. */
typedef double PACK __attribute__((vector_size(PACK_BYTES), aligned(8), may_alias));

/* Does the stripes from column j on that are whole. Returns the first column that is left over.
 *
 * The sums of a stripe stay in registers while the row's elements go by, and the stripe of B that
 * they pick from is small enough to stay in the cache. */
TARGET static size_t ADD_STRIPES(const sparse *S, const double *B, size_t m, double *C, size_t j)
{
    enum { LANES = PACK_BYTES / sizeof(double), STRIPE = 8 * LANES };
    for (; j + STRIPE <= m; j += STRIPE)
        for (size_t row = 0; row < S->rows; row++) {
            PACK *c = (PACK *)(C + row * m + j);
            PACK c0 = c[0], c1 = c[1], c2 = c[2], c3 = c[3];
            PACK c4 = c[4], c5 = c[5], c6 = c[6], c7 = c[7];
            for (size_t k = S->start[row]; k < S->start[row + 1]; k++) {
                const PACK *b = (const PACK *)(B + S->column[k] * m + j);
                const double value = S->value[k];
                c0 += value * b[0];
                c1 += value * b[1];
                c2 += value * b[2];
                c3 += value * b[3];
                c4 += value * b[4];
                c5 += value * b[5];
                c6 += value * b[6];
                c7 += value * b[7];
            }
            c[0] = c0, c[1] = c1, c[2] = c2, c[3] = c3;
            c[4] = c4, c[5] = c5, c[6] = c6, c[7] = c7;
        }
    for (; j + LANES <= m; j += LANES)
        for (size_t row = 0; row < S->rows; row++) {
            PACK *c = (PACK *)(C + row * m + j), sum = *c;
            for (size_t k = S->start[row]; k < S->start[row + 1]; k++)
                sum += S->value[k] * *(const PACK *)(B + S->column[k] * m + j);
            *c = sum;
        }
    return j;
}

#undef ADD_STRIPES
#undef TARGET
#undef PACK
#undef PACK_BYTES
