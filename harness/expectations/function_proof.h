/* function_proof.h - the proof of a case whose answer is a derivative: the function that it is the
 * derivative of, differentiated by central differences. */
#ifndef FUNCTION_PROOF_H
#define FUNCTION_PROOF_H

#include "expectations.h"
#include "function_cases.h"

/* Whether out, the reference's answer to the case, is what GSL's differences say, within
 * proof_factor of GSL's error estimates and the tolerances. True where the function is no
 * derivative. */
bool function_prove(const function_case *c, const expected *out, double proof_factor, error *e);

/* Whether the callback's gradient at x is that of its energy. */
bool function_prove_energy(const function_case *c, const tensor *x, double proof_factor, error *e);

#endif
