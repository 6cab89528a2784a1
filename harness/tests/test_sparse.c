/* Lists of non-zero elements, and products with them, against plain ones. */
#include "random_stream.h"
#include "testing.h"
#include "training/sparse.h"

START_TEST(sparse_product_is_the_plain_one_to_the_last_bit)
{
    enum { ROWS = 29, INNER = 37, MOST = 150 };
    static double x[ROWS * INNER], B[INNER * MOST], C[ROWS * MOST], expected[ROWS * MOST];
    static const size_t widths[] = {1, 3, 4, 10, 16, 30, 64, 85, 128, MOST};
    gsl_rng *random = random_stream("sparse", "numbers");
    for (size_t i = 0; i < ROWS * INNER; i++)
        x[i] = gsl_rng_uniform(random) < 0.25 && i / INNER != 4 ? gsl_rng_uniform(random) : 0;
    for (size_t i = 0; i < INNER * MOST; i++)
        B[i] = gsl_rng_uniform(random) - 0.5;
    const tensor X = {2, (const size_t[]){ROWS, INNER}, x};
    sparse_batches *s;
    ck_assert_int_eq(sparse_open(&s, &X, ROWS), OP_OK);
    ck_assert_ptr_nonnull(s);
    const sparse rows = sparse_rows(s, 0);
    for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
        const size_t m = widths[w];
        for (size_t i = 0; i < ROWS * m; i++)
            C[i] = expected[i] = gsl_rng_uniform(random);
        sparse_product_add(&rows, B, m, C);
        for (size_t r = 0; r < ROWS; r++)
            for (size_t k = 0; k < INNER; k++)
                for (size_t j = 0; j < m && x[r * INNER + k] != 0; j++)
                    expected[r * m + j] += x[r * INNER + k] * B[k * m + j];
        ck_assert_mem_eq(C, expected, ROWS * m * sizeof *C);
    }
    gsl_rng_free(random);
    sparse_close(s);
}
END_TEST

START_TEST(lists_hold_every_element_once_in_both_orders)
{
    enum { ROWS = 11, COLUMNS = 6, EACH = 4 };
    double x[ROWS * COLUMNS] = {[0] = 1, [5] = 2, [7] = 3, [18] = 4, [24] = 5, [65] = 6, [61] = 7};
    const tensor X = {2, (const size_t[]){ROWS, COLUMNS}, x};
    sparse_batches *s;
    ck_assert_int_eq(sparse_open(&s, &X, EACH), OP_OK);
    for (size_t batch = 0; batch < 3; batch++) {
        const sparse rows = sparse_rows(s, batch), columns = sparse_columns(s, batch);
        double seen[EACH * COLUMNS] = {0}, turned[EACH * COLUMNS] = {0};
        ck_assert_uint_eq(rows.rows, batch < 2 ? EACH : 3);
        ck_assert_uint_eq(columns.rows, COLUMNS);
        for (size_t r = 0; r < rows.rows; r++)
            for (size_t k = rows.start[r]; k < rows.start[r + 1]; k++)
                seen[r * COLUMNS + rows.column[k]] += rows.value[k];
        for (size_t c = 0; c < COLUMNS; c++)
            for (size_t k = columns.start[c]; k < columns.start[c + 1]; k++)
                turned[columns.column[k] * COLUMNS + c] += columns.value[k];
        const size_t bytes = rows.rows * COLUMNS * sizeof *x;
        ck_assert_mem_eq(seen, x + batch * EACH * COLUMNS, bytes);
        ck_assert_mem_eq(turned, x + batch * EACH * COLUMNS, bytes);
    }
    sparse_close(s);
    for (size_t i = 0; i < ROWS * COLUMNS; i++)
        x[i] = i % 2 == 0;
    ck_assert_int_eq(sparse_open(&s, &X, EACH), OP_OK);
    ck_assert_ptr_null(s); /* too dense */
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sparse");
    TCase *tests = tcase_create("sparse");
    tcase_add_test(tests, sparse_product_is_the_plain_one_to_the_last_bit);
    tcase_add_test(tests, lists_hold_every_element_once_in_both_orders);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
