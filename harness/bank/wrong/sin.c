/* sin: y = sin x, dx += dy cos x. */
#include "elements.h"

FORWARD_BY(cosine, cos(x))
FORWARD_BY(degrees, sin(x * 0.017453292519943295769))
FORWARD_BY(series, x - x * x * x / 6)

BACKWARD_BY(output_itself, g *y)
BACKWARD_BY(negated, -g *cos(x))
BACKWARD_BY(no_upstream, cos(x))
BACKWARD_BY(cosine_of_output, g *cos(y))
BACKWARD_BY(upstream_inside, cos(g *x))
BACKWARD_BY(hyperbolic, g *cosh(x))

WRONG_OP(
    sin, WRONG_FORWARD(cosine, "y is cos x, not sin x", "look at the function that is called"),
    WRONG_FORWARD(degrees, "y is the sine of x taken in degrees; x is in radians",
                  "math.h works in radians as it is"),
    WRONG_FORWARD(series, "y is x - x^3/6: the series of the sine is broken off",
                  "math.h has the sine to full precision"),
    WRONG_BACKWARD(output_itself, "dx is dy sin x: the derivative of the sine is another function",
                   "how steep is the sine at 0?"),
    WRONG_BACKWARD(negated, "dx has the wrong sign: the minus belongs to the cosine's derivative",
                   "the sine rises at 0"),
    WRONG_BACKWARD(no_upstream, "dx is cos x: the upstream gradient dy is left out",
                   "by the chain rule dy is a factor of every term"),
    WRONG_BACKWARD(cosine_of_output,
                   "dx is dy cos y: it uses the output y where the input x belongs",
                   "at which point is the derivative taken?"),
    WRONG_BACKWARD(upstream_inside, "dx is cos(dy x): the upstream gradient is inside the cosine",
                   "by the chain rule dy is a factor"),
    WRONG_BACKWARD(hyperbolic, "dx is dy cosh x: the hyperbolic cosine, not the cosine",
                   "look at the function that is called"))
