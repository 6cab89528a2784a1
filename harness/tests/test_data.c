/* The generators of data sets, and what is done to a set as a whole. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "dataset.h"
#include "digest.h"
#include "digits.h"
#include "testing.h"
#include "toy_sets.h"

static void require(bool ok, const error *e)
{
    ck_assert_msg(ok, "%s", e->text);
}

/* --- generators ------------------------------------------------------------------------------- */

static void digits(dataset **train, dataset **test, size_t train_count, size_t test_count,
                   const char *seed)
{
    error e;
    require(dataset_digits(train, test, train_count, test_count, seed, &e), &e);
}

static bool same_x(const dataset *a, const dataset *b, size_t count)
{
    return memcmp(a->x, b->x, count * a->features * sizeof *a->x) == 0;
}

START_TEST(digits_are_the_seeds)
{
    dataset *train, *test, *other_train, *other_test;
    digits(&train, &test, 300, 200, "a");
    digits(&other_train, &other_test, 100, 50, "a");
    ck_assert(same_x(train, other_train, 100));
    ck_assert(same_x(test, other_test, 50));
    ck_assert_mem_eq(train->label, other_train->label, 100 * sizeof *train->label);
    ck_assert(!same_x(train, test, 1));
    dataset_free(other_train);
    dataset_free(other_test);
    digits(&other_train, &other_test, 100, 50, "b");
    ck_assert(!same_x(train, other_train, 1));

    uint8_t pixels[300 * DIGIT_PIXELS], digest[DIGEST_BYTES];
    for (size_t i = 0; i < sizeof pixels; i++)
        pixels[i] = (uint8_t)(train->x[i] * 255 + 0.5);
    char text[DIGEST_TEXT];
    digest_sha256(pixels, sizeof pixels, digest);
    digest_text(digest, text);
    ck_assert_str_eq(text, "18d7b4674483b842602fc53c5ea0a6d46a81ef93c0b2b141a3acf859d8d0bf9e");
    dataset_free(train);
    dataset_free(test);
    dataset_free(other_train);
    dataset_free(other_test);
}
END_TEST

START_TEST(digits_are_images)
{
    dataset *train, *test;
    digits(&train, &test, 5000, 1, "images");
    size_t blank = 0, count_of[DIGIT_CLASSES] = {0};
    const size_t pixels = train->count * train->features;
    for (size_t i = 0; i < pixels; i++) {
        const double grey = train->x[i] * 255;
        ck_assert(grey >= 0 && grey <= 255 && fabs(grey - round(grey)) < 1e-12);
        blank += train->x[i] == 0;
    }
    ck_assert_double_eq_tol((double)blank / (double)pixels, 0.80, 0.02);
    for (size_t n = 0; n < train->count; n++) {
        ck_assert_uint_lt(train->label[n], DIGIT_CLASSES);
        count_of[train->label[n]]++;
    }
    for (size_t digit = 0; digit < DIGIT_CLASSES; digit++)
        ck_assert_double_eq_tol((double)count_of[digit], 500, 100);
    dataset_free(train);
    dataset_free(test);
}
END_TEST

/* The digit whose mean image is the nearest. */
static size_t nearest_mean(double mean[DIGIT_CLASSES][DIGIT_PIXELS], const double *x)
{
    size_t nearest = 0;
    double least = INFINITY;
    for (size_t digit = 0; digit < DIGIT_CLASSES; digit++) {
        double distance2 = 0;
        for (size_t i = 0; i < DIGIT_PIXELS; i++)
            distance2 += (x[i] - mean[digit][i]) * (x[i] - mean[digit][i]);
        if (distance2 < least) {
            least = distance2;
            nearest = digit;
        }
    }
    return nearest;
}

/* Neither trivial nor hopeless: MNIST's figure is 18 %. */
START_TEST(digits_are_work_to_learn)
{
    static double mean[DIGIT_CLASSES][DIGIT_PIXELS], count_of[DIGIT_CLASSES];
    dataset *train, *test;
    digits(&train, &test, 5000, 1000, "work");
    for (size_t n = 0; n < train->count; n++) {
        const double weight = 1 / ++count_of[train->label[n]];
        double *m = mean[train->label[n]];
        for (size_t i = 0; i < DIGIT_PIXELS; i++)
            m[i] += (train->x[n * DIGIT_PIXELS + i] - m[i]) * weight;
    }
    size_t wrong = 0;
    for (size_t n = 0; n < test->count; n++)
        wrong += nearest_mean(mean, test->x + n * DIGIT_PIXELS) != test->label[n];
    ck_assert_double_eq_tol((double)wrong / (double)test->count, 0.20, 0.06);
    dataset_free(train);
    dataset_free(test);
}
END_TEST

START_TEST(line_is_a_line_with_noise)
{
    dataset *d, *shorter;
    error e;
    require(dataset_line(&d, 10000, "a", &e), &e);
    require(dataset_line(&shorter, 10, "a", &e), &e);
    ck_assert(same_x(d, shorter, 10));
    ck_assert_uint_eq(d->features, 1);
    ck_assert_uint_eq(d->outputs, 1);
    ck_assert_ptr_null(d->label);
    const double n = (double)d->count;
    double x = 0, y = 0, xx = 0, xy = 0, yy = 0;
    for (size_t i = 0; i < d->count; i++) {
        ck_assert(d->x[i] >= -1 && d->x[i] < 1);
        x += d->x[i] / n;
        y += d->y[i] / n;
        xx += d->x[i] * d->x[i] / n;
        xy += d->x[i] * d->y[i] / n;
        yy += d->y[i] * d->y[i] / n;
    }
    const double slope = (xy - x * y) / (xx - x * x), offset = y - slope * x;
    ck_assert(fabs(slope) < 2.1 && fabs(offset) < 2.1 && fabs(slope) > 0.01);
    const double residue = yy - y * y - slope * slope * (xx - x * x);
    ck_assert_double_eq_tol(sqrt(residue), 0.2, 0.01);
    dataset_free(d);
    dataset_free(shorter);
}
END_TEST

/* The least number of points that any straight line of that direction has on its wrong side. */
static size_t least_errors(const dataset *d, double angle)
{
    size_t least = d->count;
    for (size_t at = 0; at < d->count; at++) {
        const double edge = d->x[2 * at] * cos(angle) + d->x[2 * at + 1] * sin(angle);
        size_t wrong = 0;
        for (size_t n = 0; n < d->count; n++)
            wrong += (d->x[2 * n] * cos(angle) + d->x[2 * n + 1] * sin(angle) > edge) !=
                     (d->label[n] == 1);
        least = wrong < least ? wrong : least;
    }
    return least;
}

START_TEST(point_cloud_needs_a_bend)
{
    for (char seed[] = "a"; seed[0] <= 'e'; seed[0]++) {
        dataset *d;
        error e;
        require(dataset_point_cloud(&d, 100, seed, &e), &e);
        size_t ones = 0, least = d->count;
        for (size_t n = 0; n < d->count; n++) {
            const double *x = d->x + 2 * n;
            ck_assert(fabs(x[0]) <= 0.5 && fabs(x[1]) <= 0.5);
            ck_assert((x[1] > 4.5 * x[0] * x[0] - 0.25) == (d->label[n] == 1));
            ones += d->label[n];
        }
        ck_assert_uint_eq(ones, 50);
        for (int degrees = 0; degrees < 360; degrees += 2)
            least = least < least_errors(d, degrees * 0.017453292519943295)
                        ? least
                        : least_errors(d, degrees * 0.017453292519943295);
        ck_assert_uint_ge(least, 10);
        dataset_free(d);
    }
}
END_TEST

START_TEST(quadric_is_vugrads)
{
    dataset *train, *test;
    error e;
    require(dataset_quadric(&train, &test, 60000, 10000, "a", &e), &e);
    ck_assert_uint_eq(test->count, 10000);
    ck_assert(!same_x(train, test, 1));
    size_t ones = 0;
    double sum = 0, squares = 0, product = 0;
    for (size_t n = 0; n < train->count; n++) {
        const double a = train->x[2 * n], b = train->x[2 * n + 1];
        ck_assert_uint_eq(train->label[n], a * a + 1.5 * a * b + 0.2 * b * b > 0.6);
        ones += train->label[n];
        sum += a + b;
        squares += a * a + b * b;
        product += a * b;
    }
    ck_assert_double_eq_tol(sum / 120000, 0, 0.02);
    ck_assert_double_eq_tol(squares / 120000, 1, 0.02);
    ck_assert_double_eq_tol(product / 60000, 0, 0.02);
    ck_assert_double_eq_tol((double)ones / 60000, 0.46, 0.01);
    dataset_free(train);
    dataset_free(test);
}
END_TEST

/* --- whole sets ------------------------------------------------------------------------------- */

START_TEST(views_are_batches)
{
    dataset *d = dataset_new(10, 3, 0, 2);
    size_t seen = 0;
    for (size_t first = 0; first < d->count; first += 4) {
        dataset batch = dataset_view(d, first, 4);
        ck_assert_uint_eq(batch.count, first < 8 ? 4 : 2);
        ck_assert_ptr_eq(batch.x, d->x + 3 * first);
        ck_assert_ptr_eq(batch.label, d->label + first);
        ck_assert_ptr_null(batch.y);
        seen += batch.count;
    }
    ck_assert_uint_eq(seen, 10);
    ck_assert_uint_eq(dataset_view(d, 11, 4).count, 0);
    ck_assert_uint_eq(dataset_view(d, 4, SIZE_MAX).count, 6);
    dataset_free(d);
    d = dataset_new(4, 1, 2, 0);
    ck_assert_ptr_eq(dataset_view(d, 1, 2).y, d->y + 2);
    dataset_free(d);
}
END_TEST

START_TEST(sizes_that_overflow_are_refused)
{
    ck_assert_ptr_null(dataset_new(SIZE_MAX / 2, 3, 0, 2));
    ck_assert_ptr_null(dataset_new(1 << 10, 1, SIZE_MAX / 4, 0));
    ck_assert_ptr_null(dataset_new(SIZE_MAX / 2 + 2, 2, 2, 0));
    dataset_free(NULL);
}
END_TEST

START_TEST(two_classes_are_picked)
{
    static const size_t labels[] = {7, 1, 3, 1, 7, 0};
    dataset *d = dataset_new(6, 1, 0, 10), *two = NULL;
    error e;
    memcpy(d->label, labels, sizeof labels);
    for (size_t n = 0; n < d->count; n++)
        d->x[n] = (double)n;
    require(dataset_pick_two(&two, d, 7, 1, &e), &e);
    ck_assert_uint_eq(two->count, 4);
    ck_assert_uint_eq(two->classes, 2);
    ck_assert_mem_eq(two->label, ((size_t[]){0, 1, 1, 0}), 4 * sizeof(size_t));
    ck_assert_mem_eq(two->x, ((double[]){0, 1, 3, 4}), 4 * sizeof(double));
    dataset_free(two);

    two = d;
    ck_assert(!dataset_pick_two(&two, d, 1, 1, &e));
    ck_assert(!dataset_pick_two(&two, d, 1, 10, &e));
    ck_assert(!dataset_pick_two(&two, d, 4, 5, &e));
    ck_assert_ptr_nonnull(strstr(e.text, "no sample of the data set is of class 4 or 5"));
    ck_assert_ptr_eq(two, d);
    dataset_free(d);
}
END_TEST

static dataset *downscaled(const dataset *d, size_t new_side)
{
    dataset *small;
    error e;
    require(dataset_downscale(&small, d, new_side, &e), &e);
    ck_assert_uint_eq(small->features, new_side * new_side);
    ck_assert_uint_eq(small->count, d->count);
    ck_assert_mem_eq(small->label, d->label, d->count * sizeof *d->label);
    return small;
}

/* From 3 x 3 to 2 x 2, a new pixel is a whole old one, two halves and a quarter. */
START_TEST(downscaling_weighs_by_area)
{
    static const double image[] = {1, 2, 3, 4, 5, 6, 7, 8, 10};
    dataset *d = dataset_new(2, 9, 0, 3);
    memcpy(d->x + 9, image, sizeof image);
    d->label[1] = 2;
    dataset *small = downscaled(d, 2);
    ck_assert_double_eq(small->x[3], 0);
    ck_assert_double_eq_tol(small->x[4], (1 + 2 / 2. + 4 / 2. + 5 / 4.) / 2.25, 1e-15);
    ck_assert_double_eq_tol(small->x[5], (3 + 2 / 2. + 6 / 2. + 5 / 4.) / 2.25, 1e-15);
    ck_assert_double_eq_tol(small->x[6], (7 + 4 / 2. + 8 / 2. + 5 / 4.) / 2.25, 1e-14);
    ck_assert_double_eq_tol(small->x[7], (10 + 6 / 2. + 8 / 2. + 5 / 4.) / 2.25, 1e-14);
    dataset_free(small);
    dataset_free(d);
}
END_TEST

START_TEST(downscaling_keeps_the_mean)
{
    static const size_t sides[] = {1, 4, 8, 27, 28};
    dataset *train, *test;
    digits(&train, &test, 20, 1, "a");
    for (size_t s = 0; s < 5; s++) {
        dataset *small = downscaled(train, sides[s]);
        for (size_t n = 0; n < train->count; n++) {
            double mean = 0, small_mean = 0;
            for (size_t i = 0; i < train->features; i++)
                mean += train->x[n * train->features + i] / (double)train->features;
            for (size_t i = 0; i < small->features; i++)
                small_mean += small->x[n * small->features + i] / (double)small->features;
            ck_assert_double_eq_tol(small_mean, mean, 1e-14);
        }
        for (size_t i = 0; i < train->count * train->features && sides[s] == 28; i++)
            ck_assert_double_eq_tol(small->x[i], train->x[i], 1e-15);
        dataset_free(small);
    }
    dataset *untouched = train;
    error e;
    ck_assert(!dataset_downscale(&untouched, train, 0, &e));
    ck_assert(!dataset_downscale(&untouched, train, 29, &e));
    ck_assert_ptr_nonnull(strstr(e.text, "28 x 28 pixels cannot be scaled down to 29 x 29"));
    dataset line = {.count = 1, .features = 783, .x = train->x};
    ck_assert(!dataset_downscale(&untouched, &line, 4, &e));
    ck_assert_ptr_nonnull(strstr(e.text, "783 features are no square images"));
    ck_assert_ptr_eq(untouched, train);
    dataset_free(train);
    dataset_free(test);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("data");
    TCase *generators = tcase_create("generators");
    tcase_set_timeout(generators, 60);
    tcase_add_test(generators, digits_are_the_seeds);
    tcase_add_test(generators, digits_are_images);
    tcase_add_test(generators, digits_are_work_to_learn);
    tcase_add_test(generators, line_is_a_line_with_noise);
    tcase_add_test(generators, point_cloud_needs_a_bend);
    tcase_add_test(generators, quadric_is_vugrads);
    suite_add_tcase(suite, generators);

    TCase *whole = tcase_create("whole sets");
    tcase_add_test(whole, views_are_batches);
    tcase_add_test(whole, sizes_that_overflow_are_refused);
    tcase_add_test(whole, two_classes_are_picked);
    tcase_add_test(whole, downscaling_weighs_by_area);
    tcase_add_test(whole, downscaling_keeps_the_mean);
    suite_add_tcase(suite, whole);
    return run_suite(suite);
}
