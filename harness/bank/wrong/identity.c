/* identity: y = x, dx += dy. */
#include "elements.h"

FORWARD_BY(absolute, fabs(x))
FORWARD_BY(negated_value, -x)
FORWARD_BY(cut, fmax(0, x))

BACKWARD_BY(no_upstream, 1)
BACKWARD_BY(input_times_upstream, g *x)
BACKWARD_BY(negated, -g)
BACKWARD_BY(input_itself, x)
BACKWARD_BY(cut_upstream, fmax(0, g))

WRONG_OP(identity, WRONG_FORWARD(absolute, "y is |x|: the sign is lost", "copy x as it is"),
         WRONG_FORWARD(negated_value, "y is -x", "copy x as it is"),
         WRONG_FORWARD(cut, "y is max(0, x): that is relu", "copy x as it is"),
         WRONG_BACKWARD(no_upstream, "dx is 1: the upstream gradient dy is left out",
                        "by the chain rule dy is a factor of every term"),
         WRONG_BACKWARD(input_times_upstream, "dx is dy x: the derivative of x is not x",
                        "how much does y move when x moves by h?"),
         WRONG_BACKWARD(negated, "dx has the wrong sign", "y moves the way x does"),
         WRONG_BACKWARD(input_itself, "dx is x: the value is passed back instead of dy",
                        "backward hands on the upstream gradient"),
         WRONG_BACKWARD(cut_upstream, "dx is max(0, dy): negative upstream gradients are lost",
                        "a gradient may have either sign"))
