/* SPDX-License-Identifier: MIT-0 */
#define _POSIX_C_SOURCE 200809L

#include "arrays.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

tensor array_filled(const array *shape, double fill)
{
    tensor t = {.rank = shape->rank, .dims = shape->dims};
    size_t count = element_count(&t);
    t.data = malloc(count * sizeof *t.data);
    if (!t.data)
        abort();
    for (size_t i = 0; i < count; i++)
        t.data[i] = fill;
    return t;
}

tensor array_copied(const array *a)
{
    tensor t = array_filled(a, 0);
    memcpy(t.data, a->data, a->count * sizeof *t.data);
    return t;
}

bool array_is_sound(const array *a)
{
    tensor shape = {.rank = a->rank, .dims = a->dims};
    return !a->data || a->count == element_count(&shape);
}

const char *array_index_text(const array *shape, size_t element, char text[64])
{
    size_t stride = shape->count, used = 0;
    text[0] = '\0';
    for (size_t axis = 0; axis < shape->rank; axis++) {
        stride /= shape->dims[axis];
        used +=
            (size_t)snprintf(text + used, 64 - used, "[%zu]", element / stride % shape->dims[axis]);
    }
    return text;
}

bool is_close(double got, double expected)
{
    return fabs(got - expected) <= 1e-9 * fmax(1, fabs(expected));
}

const char *status_name(op_status status)
{
    static const char *const name[] = {"OP_OK", "OP_NOT_IMPLEMENTED", "OP_BAD_INPUT",
                                       "OP_NO_MEMORY"};
    unsigned code = (unsigned)status;
    return code < sizeof name / sizeof *name ? name[code] : "not a status";
}

bool says_not_implemented(op_status (*run)(void *context), void *context)
{
    enum { ABSENT = 77, SECONDS = 4 };
    pid_t child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
            _exit(1);
        alarm(SECONDS);
        _exit(run(context) == OP_NOT_IMPLEMENTED ? ABSENT : 0);
    }
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
           WEXITSTATUS(status) == ABSENT;
}

void list_absent(const char *title, const char *const names[], size_t count, size_t all)
{
    const size_t width = 80, indent = 3;
    size_t column = width;
    if (!count)
        return;
    printf("Not implemented yet, %s (%zu of %zu):", title, count, all);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(names[i]) + 1;
        if (column + length > width) {
            printf("\n%*s", (int)indent, "");
            column = indent;
        }
        printf(" %s", names[i]);
        column += length;
    }
    printf("\n");
}
