/* expectations.h - what is right for a case, and how far an answer may be from it.
 *
 * The values come from the reference. Before they are used on anyone, the reference's gradient is
 * proved for that very case: every element of it must agree with gsl_deriv_central of the
 * reference's forward, within GSL's own estimate of its error. A case that cannot be proved, or
 * that would not notice a mistake, is an error of the case and never a student's. */
#ifndef EXPECTATIONS_H
#define EXPECTATIONS_H

#include "cases.h"
#include "error.h"

typedef struct tolerances {
    double rounding_factor; /* judge: that many roundings of the sum at hand */
    double proof_factor;    /* proof: that many of GSL's error estimates */
} tolerances;

/* A right value for every element, and how far an answer may be from it. */
typedef struct expected {
    tensor *value;
    tensor *tolerance;
} expected;

/* The gradient by one input. */
typedef struct expected_gradient {
    expected vjp;
    tensor *low, *high; /* right values at a kink that the contract leaves open; elsewhere both are
                           vjp.value */
    tensor *gsl;        /* gsl_deriv_central */
    tensor *gsl_tolerance; /* how far that proof reaches: proof_factor error estimates + rounding */
    tensor *plain;         /* (f(x+h) - f(x-h)) / 2h, h = 1e-4 */
} expected_gradient;

typedef struct expectation {
    expected out;                           /* forward at in */
    expected nudged_out;                    /* forward at nudged */
    expected_gradient gradient[MAX_INPUTS]; /* all NULL where constant */
    expected out_tangent;
} expectation;

/* Why a case was refused. */
typedef enum refusal {
    REFUSED_NO_MEMORY,
    REFUSED_UNPROVED, /* reference and differences disagree, or the golden numbers do */
    REFUSED_ROUGH,    /* a kink lies nearby, or the differences are too coarse to prove anything */
    REFUSED_BLIND     /* a wrong answer would pass: zeros, or a dropped upstream gradient */
} refusal;

/* Computes and proves what is right for the case. On failure *why tells an unlucky draw (ROUGH,
 * BLIND: draw again) from a fault of ours. */
bool expectation_make(expectation **out, const test_case *c, const tolerances *t, refusal *why,
                      error *e);
void expectation_free(expectation *x);

#endif
