/* function_expect.h - what is right for a case of a function, and how far an answer may be from it.
 *
 * The values come from the reference. They are proved for that very case where there is something
 * to prove them by: golden numbers in the file; for Jacobians and gradients, GSL's central
 * differences of the function they are the derivative of (function_proof.h); for an energy, the
 * differences of the energy whose gradient the callback writes. */
#ifndef FUNCTION_EXPECT_H
#define FUNCTION_EXPECT_H

#include "expectations.h"
#include "function_cases.h"

typedef struct function_expectation {
    expected out[MAX_FUNCTION_OUTPUTS]; /* all NULL where the case expects an error status */
    bool has_energy;                    /* of a descent: */
    double energy_before;               /* of the image that is given */
    double energy;                      /* of the image that the reference reaches */
    double energy_limit;                /* an answer's energy may be as high as that */
} function_expectation;

/* Computes and proves what is right for the case; *why as for expectation_make. */
bool function_expect(function_expectation **out, const function_case *c, const tolerances *t,
                     refusal *why, error *e);
void function_expectation_free(function_expectation *x);

/* Runs a solution on the case's inputs, or on others of the same shapes, with the callback started
 * over. noise: see callback_restart. */
op_status function_solve(course_function *solution, const function_case *c,
                         const tensor *const in[], double noise, tensor *const out[]);

/* The energy of an image as the callback sees it: normalised as the settings say. */
double function_energy(const function_case *c, const tensor *image);

#endif
