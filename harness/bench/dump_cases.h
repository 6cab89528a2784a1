/* dump_cases.h - the cases of a plan as JSON, for graders that are not written in C. */
#ifndef DUMP_CASES_H
#define DUMP_CASES_H

#include <stdio.h>

#include "plan.h"

/* Writes one case per line:
 *
 *     {"op": "relu", "case": "primes", "in": [TENSOR, ...], "constant": [false, ...],
 *      "dout": TENSOR, "attr": {"k": 0, "c": 0, "slope": 0, "axis": 0, "repeats": 0, "index": []}}
 *
 * where TENSOR is {"dims": [5, 7], "data": [0.5, ...]}. Attributes that the op does not read are 0.
 */
void dump_cases(FILE *file, const plan *p);

#endif
