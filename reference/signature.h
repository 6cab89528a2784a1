/* signature.h - reads what the tables of the contract write about shapes, such as
 * "X[N,D] const y[N] -> l[N]".
 *
 * The inputs of a call give every letter its number (signature_bind, for one input after the
 * other), and the letters then give the shapes of the outputs (signature_shape). A malformed
 * signature is a mistake in the table and fails an assertion. */
#ifndef SIGNATURE_H
#define SIGNATURE_H

#include <stdbool.h>

#include "contract.h"
#include "error.h"

/* One extent: a letter that stands for the same number wherever it appears, or a fixed number. */
typedef struct signature_extent {
    char letter;  /* 0: fixed */
    size_t fixed; /* the extent where letter is 0 */
} signature_extent;

/* One tensor. */
typedef struct signature_operand {
    char name[16];
    bool constant;  /* gets no gradient */
    bool any_shape; /* written [...] */
    size_t rank;    /* of extent[], where any_shape is false and rule is empty */
    signature_extent extent[MAX_RANK];
    char rule[16]; /* the output's rule ("broadcast", "reduce", ...), or "" */
} signature_operand;

/* Reads the operands from *text up to the arrow, or else up to the end, to operand[0..capacity).
 * Moves *text behind what it has read, and returns the number of operands, at least 1. */
size_t signature_parse(const char **text, signature_operand operand[], size_t capacity);

/* The number that each letter stands for, 0 where it has none yet: starts as {0}. */
typedef struct signature_bindings {
    size_t extent[128];
} signature_bindings;

/* Compares t with an input that is spelled out in letters and numbers, and binds the letters that
 * are new in it. Fails, naming the operand, where they do not fit. */
bool signature_bind(const char *signature, const signature_operand *operand, const tensor *t,
                    signature_bindings *bound, error *e);

/* The shape of an operand all of whose letters are bound: writes *rank and dims[0..*rank). */
void signature_shape(const signature_operand *operand, const signature_bindings *bound,
                     size_t *rank, size_t dims[MAX_RANK]);

/* How many characters of the signature the inputs take up, for messages. */
int signature_inputs_length(const char *signature);

/* Looks for a word in a column of words that are separated by spaces, each of which may carry a
 * bracket ("index[N]"). Returns what follows the word, its bracket first, or NULL where the column
 * has no such word. */
const char *signature_behind_word(const char *column, const char *word);

/* A shape as text, "[2,3]": MAX_RANK extents of up to 20 digits, with commas and brackets. Returns
 * text. */
enum { SHAPE_TEXT = 96 };
const char *shape_text(const tensor *t, char text[SHAPE_TEXT]);

#endif
