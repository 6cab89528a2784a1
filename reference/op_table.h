/* op_table.h - the contract's table of ops, as data: names, signatures, and the reference's own
 * functions. Every other list of ops is derived from this one. */
#ifndef OP_TABLE_H
#define OP_TABLE_H

#include <stdbool.h>

#include "contract.h"
#include "error.h"
#include "signature.h"

/* Which of an op's three functions. */
typedef enum direction { FORWARD, BACKWARD, JVP, DIRECTION_COUNT } direction;

/* "forward", "backward", "jvp": as in the names of the functions. */
extern const char *const direction_name[DIRECTION_COUNT];

typedef signature_extent op_extent;
typedef signature_operand op_operand;

typedef struct op {
    const char *name;
    const char *signature;
    const char *attributes; /* the names of the attributes it reads, separated by spaces */
    const char *formula;
    op_forward *forward; /* the reference's */
    op_backward *backward;
    op_jvp *jvp;
    size_t input_count;
    op_operand input[MAX_INPUTS];
    op_operand output;
} op;

/* The number of rows of the table, and row i of it, 0 <= i < op_count(), in the table's order. The
 * signatures are parsed on the first call. */
size_t op_count(void);
const op *op_at(size_t i);

/* The row of that name, or NULL. */
const op *op_find(const char *name);

/* Whether the op reads the attribute of that name ("slope", "axis", "index", ...). */
bool op_reads(const op *o, const char *attribute);

/* How an output element depends on the inputs, read off the signature. */
typedef enum locality {
    LOCAL_ELEMENT, /* out[i] depends on element i of every input, all of one shape */
    LOCAL_ROW,     /* row n of out depends on row n of the inputs that have rows, and on all else */
    LOCAL_NOT      /* anything may depend on anything */
} locality;
locality op_locality(const op *o);

/* The shape of the output for these inputs: writes *rank and dims[0..*rank). Fails, naming the
 * operand, where the inputs or attributes do not fit the signature. Only the inputs' shapes are
 * looked at. */
bool op_output_shape(const op *o, const tensor *const in[], const attributes *attr, size_t *rank,
                     size_t dims[MAX_RANK], error *e);

#endif
