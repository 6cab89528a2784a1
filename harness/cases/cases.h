/* cases.h - the cases of an op: read from its file as specifications, and drawn from a seed.
 *
 * cases/ops/NAME.xml holds the cases of op NAME. A case gives its numbers outright or says how to
 * draw them; what is drawn depends on the seed, the case's name and the attempt, and on nothing
 * else, so that any case of any run can be made again. */
#ifndef CASES_H
#define CASES_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"
#include "op_table.h"
#include "xml.h"

enum { CASE_NAME = 64 };

/* A case as its file describes it. */
typedef struct case_spec case_spec;

/* All cases of one op, in the file's order. */
typedef struct case_set case_set;

/* Reads directory/ops/NAME.xml for op NAME. schema: that of directory/cases.xsd. Fails, naming file
 * and line, where the file does not fit the schema or the op's signature. */
bool case_set_open(case_set **out, const char *directory, const op *o, xml_schema *schema,
                   error *e);
void case_set_close(case_set *set);

size_t case_set_count(const case_set *set);
const case_spec *case_set_at(const case_set *set, size_t i);

const char *case_spec_name(const case_spec *spec); /* "primes": unique in its set */
bool case_spec_public(const case_spec *spec); /* may be shown to students: the file's default */
bool case_spec_drawn(const case_spec *spec);  /* some of its numbers depend on the seed */
/* "FILE:LINE" of the case, for messages. */
const char *case_spec_place(const case_spec *spec);

/* Where the numbers of an input must lie. */
typedef enum domain {
    DOMAIN_ALL,
    DOMAIN_POSITIVE, /* above 0 */
    DOMAIN_UNIT      /* between 0 and 1, both excluded */
} domain;

/* How far x lies inside the domain: its distance to the next edge, which a step must stay below;
 * INFINITY where there is no edge, 0 or less outside. */
double domain_distance(domain d, double x);

/* A case with all its numbers. Everything in it is owned by it. */
typedef struct test_case {
    char name[CASE_NAME];
    const op *op;
    bool kink_pinned; /* at a kink the contract fixes the derivative; else any slope between the
                         one-sided ones is right */
    attributes attr;
    tensor *in[MAX_INPUTS];
    domain domain[MAX_INPUTS];  /* of the elements of in[i] */
    tensor *nudged[MAX_INPUTS]; /* in, moved a little in a random direction: a second point at which
                                   forward is compared; constants and kinks stay where they are */
    tensor *dout;               /* the upstream gradient: random signs, magnitudes in [0.5, 1.5] */
    tensor *tangent[MAX_INPUTS]; /* of the same kind; NULL where constant */
    tensor
        *prefill[MAX_INPUTS]; /* what gradient buffers hold before backward; NULL where constant */
    tensor *golden_out;       /* the file's own expected output, or NULL */
    tensor *golden_gradient[MAX_INPUTS]; /* the file's own expected gradients, or NULL */
} test_case;

/* Draws the case from a seed. attempt: 0 at first; a case that turns out unfit (next to a kink, or
 * blind to mistakes) is drawn again with the next number. */
bool case_draw(test_case **out, const case_spec *spec, const char *seed, unsigned attempt,
               error *e);
void case_free(test_case *c);

#endif
