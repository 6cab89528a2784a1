/* gelu: y = x Phi(x), dx += dy (Phi(x) + x phi(x)), Phi and phi of the normal distribution. */
#include "elements.h"

static double Phi(double x)
{
    return erfc(-x * 0.70710678118654752440) / 2;
}

static double phi(double x)
{
    return exp(-x * x / 2) * 0.39894228040143267794;
}

/* tanh's argument in the approximation of Hendrycks and Gimpel, arXiv 1606.08415 */
static double bend(double x)
{
    return tanh(0.79788456080286535588 * (x + 0.044715 * x * x * x));
}

FORWARD_BY(approximated, x / 2 * (1 + bend(x)))
FORWARD_BY(by_sigmoid, x / (1 + exp(-1.702 * x)))
FORWARD_BY(probability_only, Phi(x))
FORWARD_BY(error_function_only, x *erf(x * 0.70710678118654752440))
FORWARD_BY(no_root_two, x *(1 + erf(x)) / 2)
FORWARD_BY(density_for_probability, x *phi(x))
FORWARD_BY(cut, fmax(0, x))

BACKWARD_BY(first_term_only, g *Phi(x))
BACKWARD_BY(second_term_only, g *x *phi(x))
BACKWARD_BY(no_x, g *(Phi(x) + phi(x)))
BACKWARD_BY(minus_for_plus, g *(Phi(x) - x * phi(x)))
BACKWARD_BY(no_upstream, Phi(x) + x * phi(x))
BACKWARD_BY(no_norm, g *(Phi(x) + x * exp(-x * x / 2)))
BACKWARD_BY(no_half_in_exponent, g *(Phi(x) + x * exp(-x * x) * 0.39894228040143267794))
BACKWARD_BY(value_for_x, g *(Phi(y) + y * phi(y)))
BACKWARD_BY(negated, -g *(Phi(x) + x * phi(x)))
BACKWARD_BY(approximated_backward,
            g *((1 + bend(x)) / 2 + x / 2 * (1 - bend(x) * bend(x)) * 0.79788456080286535588 *
                                        (1 + 3 * 0.044715 * x * x)))

WRONG_OP(
    gelu,
    WRONG_FORWARD(approximated, "y is the tanh approximation of GELU, not GELU itself",
                  "math.h has erf and erfc"),
    WRONG_FORWARD(by_sigmoid, "y is x sigmoid(1.702 x), an approximation of GELU",
                  "math.h has erf and erfc"),
    WRONG_FORWARD(probability_only, "y is Phi(x): the factor x is missing",
                  "compare with the formula in the contract"),
    WRONG_FORWARD(error_function_only, "y is x erf(x / sqrt 2): erf is not Phi",
                  "Phi goes from 0 to 1, erf from -1 to 1"),
    WRONG_FORWARD(no_root_two, "y has erf(x) in it where erf(x / sqrt 2) belongs",
                  "write Phi in terms of erf"),
    WRONG_FORWARD(density_for_probability, "y is x phi(x): the density in the place of Phi",
                  "Phi is the integral of phi"),
    WRONG_FORWARD(cut, "y is max(0, x): that is relu", "GELU is smooth"),
    WRONG_BACKWARD(first_term_only,
                   "dx is dy Phi(x): the second term of the product rule is missing",
                   "y is a product of two functions of x"),
    WRONG_BACKWARD(second_term_only,
                   "dx is dy x phi(x): the first term of the product rule is missing",
                   "y is a product of two functions of x"),
    WRONG_BACKWARD(no_x, "dx is dy (Phi(x) + phi(x)): the factor x of the second term is missing",
                   "write down the product rule for x Phi(x)"),
    WRONG_BACKWARD(minus_for_plus, "dx is dy (Phi(x) - x phi(x)): a sign is wrong inside",
                   "write down the product rule for x Phi(x)"),
    WRONG_BACKWARD(no_upstream, "dx leaves out the upstream gradient dy",
                   "by the chain rule dy is a factor of every term"),
    WRONG_BACKWARD(no_norm, "dx has e^(-x^2/2) for phi(x): its factor 1 / sqrt(2 pi) is missing",
                   "the density integrates to 1"),
    WRONG_BACKWARD(no_half_in_exponent,
                   "dx has e^(-x^2) in phi(x): the 1/2 in the exponent is missing",
                   "look up the density of the normal distribution"),
    WRONG_BACKWARD(value_for_x, "dx uses the output y where the input x belongs",
                   "at which point is the derivative taken?"),
    WRONG_BACKWARD(negated, "dx has the wrong sign", "GELU grows with x nearly everywhere"),
    WRONG_BACKWARD(approximated_backward,
                   "dx is the derivative of the tanh approximation of GELU, not of GELU itself",
                   "differentiate x Phi(x)"))
