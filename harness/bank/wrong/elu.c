/* elu: y = x if x >= 0, else c (e^x - 1); dx += dy if x >= 0, else dy c e^x = dy (y + c). */
#include "elements.h"

FORWARD_BY(no_one, x >= 0 ? x : attr->c * exp(x))
FORWARD_BY(no_c, x >= 0 ? x : expm1(x))
FORWARD_BY(cut, fmax(0, x))
FORWARD_BY(leaky, x >= 0 ? x : attr->c * x)
FORWARD_BY(c_inside, x >= 0 ? x : attr->c * exp(x) - 1)
FORWARD_BY(exponent_negated, x >= 0 ? x : attr->c * (exp(-x) - 1))

BACKWARD_BY(value_below, x >= 0 ? g : g * y)
BACKWARD_BY(constant_below, x >= 0 ? g : g * attr->c)
BACKWARD_BY(no_c_backward, x >= 0 ? g : g * exp(x))
BACKWARD_BY(one_for_c, x >= 0 ? g : g * (y + 1))
BACKWARD_BY(of_the_output, x >= 0 ? g : g * attr->c * exp(y))
BACKWARD_BY(flat_below, x >= 0 ? g : 0)
BACKWARD_BY(no_upstream, x >= 0 ? 1 : attr->c * exp(x))
BACKWARD_BY(negative_below, x >= 0 ? g : -g * attr->c * exp(x))
BACKWARD_BY(value_above, x >= 0 ? g * x : g * attr->c * exp(x))
BACKWARD_BY(c_twice, x >= 0 ? g : g * attr->c * (y + attr->c))

WRONG_OP(elu,
         WRONG_FORWARD(no_one, "y is c e^x for x < 0: the -1 is missing", "elu has no jump at 0"),
         WRONG_FORWARD(no_c, "y is e^x - 1 for x < 0: the factor c is missing",
                       "which attribute is read?"),
         WRONG_FORWARD(cut, "y is 0 for x < 0: that is relu", "elu bends down to -c"),
         WRONG_FORWARD(leaky, "y is c x for x < 0: that is a leaky ReLU",
                       "elu bends, it is not straight"),
         WRONG_FORWARD(c_inside,
                       "y is c e^x - 1 for x < 0: the factor c should hold for both terms",
                       "look at the brackets"),
         WRONG_FORWARD(exponent_negated, "y has e^-x for x < 0: the sign in the exponent is turned",
                       "elu bends down to -c"),
         WRONG_BACKWARD(value_below, "dx is dy y for x < 0: it takes the value for the derivative",
                        "by how much do y and c e^x differ?"),
         WRONG_BACKWARD(constant_below, "dx is dy c for x < 0: the factor e^x is missing",
                        "elu is not straight below 0"),
         WRONG_BACKWARD(no_c_backward, "dx is dy e^x for x < 0: the factor c is missing",
                        "which attribute is read?"),
         WRONG_BACKWARD(one_for_c, "dx is dy (y + 1) for x < 0: that is right only for c = 1",
                        "write c e^x in terms of y"),
         WRONG_BACKWARD(of_the_output,
                        "dx is dy c e^y for x < 0: it uses the output y where the input x belongs",
                        "at which point is the derivative taken?"),
         WRONG_BACKWARD(flat_below, "dx is 0 for x < 0: that is relu", "elu is not flat below 0"),
         WRONG_BACKWARD(no_upstream, "dx leaves out the upstream gradient dy",
                        "by the chain rule dy is a factor of every term"),
         WRONG_BACKWARD(negative_below, "dx has the wrong sign for x < 0",
                        "how does y move with x on that side?"),
         WRONG_BACKWARD(value_above, "dx is dy x for x >= 0: it takes the value for the derivative",
                        "how much does y move when x moves by h?"),
         WRONG_BACKWARD(c_twice, "dx is dy c (y + c) for x < 0: the factor c is there twice",
                        "write c e^x in terms of y"))
