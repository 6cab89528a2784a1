/* sqrt: y = sqrt(x), dx += dy / (2 y). */
#include "elements.h"

FORWARD_BY(cube_root, cbrt(x))
FORWARD_BY(halved, x / 2)
FORWARD_BY(guarded, sqrt(x + 1e-8))
FORWARD_BY(squared, x *x)

BACKWARD_BY(no_half, g / y)
BACKWARD_BY(multiplied, g *y / 2)
BACKWARD_BY(by_input, g / (2 * x))
BACKWARD_BY(no_upstream, 1 / (2 * y))
BACKWARD_BY(negated, -g / (2 * y))
BACKWARD_BY(of_the_square, g * 2 * x)
BACKWARD_BY(root_again, g / (2 * sqrt(y)))

WRONG_OP(
    sqrt, WRONG_FORWARD(cube_root, "y is the cube root of x", "which root is asked for?"),
    WRONG_FORWARD(halved, "y is x / 2, not the square root", "x^(1/2) is not x times 1/2"),
    WRONG_FORWARD(guarded, "y is sqrt(x + 1e-8): a small number is added that the formula has not",
                  "x > 0 is promised: no guard is needed"),
    WRONG_FORWARD(squared, "y is x^2: the inverse of what is asked", "sqrt undoes the square"),
    WRONG_BACKWARD(no_half, "dx is dy / y: the factor 1/2 is missing",
                   "write sqrt(x) as x^(1/2) and use the power rule"),
    WRONG_BACKWARD(multiplied, "dx is dy y / 2: it multiplies by y instead of dividing",
                   "what is the sign of the exponent after the power rule?"),
    WRONG_BACKWARD(by_input, "dx is dy / (2 x): it uses the input x where the output y belongs",
                   "x^(1/2 - 1) is not 1/x"),
    WRONG_BACKWARD(no_upstream, "dx is 1 / (2 y): the upstream gradient dy is left out",
                   "by the chain rule dy is a factor of every term"),
    WRONG_BACKWARD(negated, "dx has the wrong sign", "sqrt grows with x"),
    WRONG_BACKWARD(of_the_square, "dx is 2 dy x: that is the derivative of x^2",
                   "this op is the square root"),
    WRONG_BACKWARD(root_again, "dx is dy / (2 sqrt(y)): the root is taken again, of the output",
                   "out already holds sqrt(x)"))
