/* function_table.h - the contract's table of functions, as data: names, signatures, and the
 * reference's own solutions. */
#ifndef FUNCTION_TABLE_H
#define FUNCTION_TABLE_H

#include <stdbool.h>

#include "error.h"
#include "functions.h"
#include "signature.h"

typedef struct function {
    const char *name;
    const char *signature;
    const char *settings; /* the names of the settings it reads, separated by spaces */
    const char *formula;
    course_function *call; /* the reference's */
    size_t input_count, output_count;
    signature_operand input[MAX_FUNCTION_INPUTS];
    signature_operand output[MAX_FUNCTION_OUTPUTS];
} function;

/* The number of rows of the table, and row i of it, 0 <= i < function_count(), in the table's
 * order. The signatures are parsed on the first call. */
size_t function_count(void);
const function *function_at(size_t i);

/* The row of that name, or NULL. */
const function *function_find(const char *name);

/* Whether the function reads the setting of that name ("h", "max_norm", ...). */
bool function_reads(const function *f, const char *setting);

/* The shape of an output, 0 <= output < f->output_count, for these inputs, of which only the shapes
 * are looked at: writes *rank and dims[0..*rank). Fails, naming the operand, where the inputs do
 * not fit the signature. */
bool function_output_shape(const function *f, const tensor *const in[], size_t output, size_t *rank,
                           size_t dims[MAX_RANK], error *e);

#endif
