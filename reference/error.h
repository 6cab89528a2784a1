/* error.h - the one line that says what went wrong.
 *
 * A function that can fail takes an error, returns false when it fails, and then has filled in the
 * line (which file, what is wrong, what to do) and left its outputs untouched. */
#ifndef ERROR_H
#define ERROR_H

#include <stdbool.h>

typedef struct error {
    char text[512];
} error;

/* Fills in the line, cut to its length, and returns false: `return fail(e, "%s: too short", path)`.
 * e may be NULL. */
bool fail(error *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Tells compilers and analysers, which see one file at a time, that fail returns false. */
static inline bool fail_result(bool failed)
{
    (void)failed;
    return false;
}
#define fail(...) fail_result(fail(__VA_ARGS__))

#endif
