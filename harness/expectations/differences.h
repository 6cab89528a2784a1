/* differences.h - derivatives of an op's own forward by finite differences: the one door to GSL's
 * numerical differentiation.
 *
 * All of this but difference_central differentiates L(x) = sum_j dout_j f_j(x), the scalar whose
 * gradient backward computes, by a single element of a single input. */
#ifndef DIFFERENCES_H
#define DIFFERENCES_H

#include "op_table.h"

/* The step of the symmetric difference quotient that the course documents prescribe. */
#define DIFFERENCE_STEP 1e-4

/* What the neighbourhood of a point looks like, by the second difference
 * J(h) = (L(x+h) - 2 L(x) + L(x-h)) / h: J(h)/J(h/2) is 2 where L is smooth and 1 where it has a
 * kink at x itself; in between, a kink lies nearby. */
typedef enum smoothness { SMOOTH, KINK_HERE, KINK_NEARBY } smoothness;

typedef struct derivative {
    double plain;     /* (L(x+h) - L(x-h)) / 2h with h = 1e-4; NaN past the edge of the domain */
    double gsl;       /* gsl_deriv_central's answer, with h = 1e-4 unless that leaves the domain */
    double gsl_error; /* and its estimate of its own error */
    double step;      /* the h that was used */
    double magnitude; /* sum of |dout_j f_j| over the outputs that took part, for rounding bounds */
    double left, right; /* one-sided slopes, meaningful at a kink */
    smoothness smoothness;
} derivative;

/* Scratch memory for the derivatives of one op at one point. */
typedef struct prober prober;

/* The tensors are copied. NULL when there is no memory. dout is shaped like the op's output. */
prober *prober_open(const op *o, const tensor *const in[], const attributes *attr,
                    const tensor *dout);
void prober_close(prober *p);

/* The derivative of L by element `element` of in[input]. */
derivative prober_differentiate(prober *p, size_t input, size_t element);

/* The derivative at x of any function of one number, by gsl_deriv_central with that step; *estimate
 * is GSL's estimate of how far it is off. */
double difference_central(double (*f)(double x, void *context), void *context, double x,
                          double step, double *estimate);

#endif
