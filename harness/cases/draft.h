/* draft.h - what a case file says about a case, before shapes and numbers are put together: first
 * the file's defaults, then what the case says itself. */
#ifndef DRAFT_H
#define DRAFT_H

#include "distribution.h"

enum { ELEMENT_LIMIT = 4096, CASE_LIMIT = 1000, LETTERS = 128, ATTRIBUTE_FIELDS = 5 };

/* A shape, as far as it is known. */
typedef struct shape {
    bool known;
    size_t rank;
    size_t dims[MAX_RANK];
} shape;

/* One draft per case; it refers to the nodes that hold numbers, which are read when all shapes are
 * known. */
typedef struct draft {
    const op *op;
    const xmlNode *node; /* the <case> */
    attributes attr;
    bool attribute_given[ATTRIBUTE_FIELDS];
    distribution how[MAX_INPUTS];
    size_t extent[LETTERS]; /* of the signature's letters; 0: not bound */
    shape common;           /* of all inputs written [...] */
    shape input[MAX_INPUTS];
    const xmlNode *tensor[MAX_INPUTS];
    const xmlNode *index, *upstream, *expected_output, *expected_gradient[MAX_INPUTS];
} draft;

/* A draft that says nothing yet: no shapes, the default distribution. */
draft draft_start(const op *o);

/* Reads all child elements of the node but <case>: of the root, the defaults of the file. */
bool draft_read_children(draft *d, const xmlNode *node, error *e);

/* Reads what a <case> says over what the draft says already. */
bool draft_read_case(draft *d, const xmlNode *node, error *e);

/* Whether every attribute that the op reads has been given; else fails. */
bool draft_check_attributes(const draft *d, error *e);

/* Finds an attribute that is a real number by its name. */
bool draft_attribute(const draft *d, const char *name, double *value);

#endif
