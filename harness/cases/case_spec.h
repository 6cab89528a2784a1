/* case_spec.h - a case between its file and its drawing: filled in by cases.c, used by draw.c. */
#ifndef CASE_SPEC_H
#define CASE_SPEC_H

#include "cases.h"
#include "distribution.h"

struct case_spec {
    /* What does not depend on the seed. Tensors to be drawn have their shape, and zeros; so has the
     * index. Only in, dout and the golden numbers are there; the rest is made by drawing. */
    test_case fixed;
    bool in_given[MAX_INPUTS];
    bool dout_given;
    bool index_given;
    distribution how[MAX_INPUTS];
    distribution how_index;
    bool public;
    char *place;
};

#endif
