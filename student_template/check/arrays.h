/* arrays.h - tensors as the tables of cases write them down, and what all checks do with them.
 *
 * SPDX-License-Identifier: MIT-0 */
#ifndef ARRAYS_H
#define ARRAYS_H

#include <stdbool.h>

#include "contract.h"

/* A tensor as written down in a table. data is NULL where there is none. */
typedef struct array {
    size_t rank;
    size_t dims[MAX_RANK];
    size_t count; /* of the numbers given */
    const double *data;
} array;

#define DATA(...)                                                                                  \
    .count = sizeof((double[]){__VA_ARGS__}) / sizeof(double), .data = (const double[])            \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define SCALAR(value)                                                                              \
    {                                                                                              \
        .rank = 0, DATA(value)                                                                     \
    }
#define VECTOR(n, ...)                                                                             \
    {                                                                                              \
        .rank = 1, .dims = {n}, DATA(__VA_ARGS__)                                                  \
    }
#define MATRIX(n, m, ...)                                                                          \
    {                                                                                              \
        .rank = 2, .dims = {n, m}, DATA(__VA_ARGS__)                                               \
    }
#define CUBE(n, m, k, ...)                                                                         \
    {                                                                                              \
        .rank = 3, .dims = {n, m, k}, DATA(__VA_ARGS__)                                            \
    }

#define LN2 0.69314718055994530942
#define LN3 1.09861228866810969140
#define LN5 1.60943791243410037460
#define LN_1E12 27.6310211159285482
#define PI 3.14159265358979323846
#define SQRT3 1.73205080756887729353
#define NORMAL_DENSITY_1 0.24197072451914334980
#define NORMAL_BELOW_1 0.84134474606854294859

/* A tensor of that shape, all of its elements set to fill; one with the array's numbers. Each has
 * memory of its own, so that a sanitizer notices every access outside; free its data. Its dims are
 * those of the array. */
tensor array_filled(const array *shape, double fill);
tensor array_copied(const array *a);

/* Whether the array has as many numbers as its shape, or is none. */
bool array_is_sound(const array *a);

/* "[1][2]": where in a tensor of that shape the element stands. */
const char *array_index_text(const array *shape, size_t element, char text[64]);

/* Equal up to rounding. */
bool is_close(double got, double expected);

/* "OP_BAD_INPUT", or "not a status". */
const char *status_name(op_status status);

/* Whether run(context) returns OP_NOT_IMPLEMENTED. That is found out in a process of its own, since
 * it may crash; what it prints is shown when the tests run it. */
bool says_not_implemented(op_status (*run)(void *context), void *context);

/* Prints "Not implemented yet, TITLE (count of all):" and the names, in lines of at most 80
 * columns; nothing where count is 0. */
void list_absent(const char *title, const char *const names[], size_t count, size_t all);

#endif
