/* leaky_relu: y = x if x > 0, else slope x; dx += dy (x > 0 ? 1 : slope). */
#include "elements.h"

FORWARD_BY(no_leak, fmax(0, x))
FORWARD_BY(larger_of_two, fmax(x, attr->slope *x))
FORWARD_BY(fixed_slope, x > 0 ? x : 0.01 * x)
FORWARD_BY(sides_exchanged, x > 0 ? attr->slope * x : x)
FORWARD_BY(slope_everywhere, attr->slope *x)
FORWARD_BY(slope_added, x > 0 ? x : x + attr->slope)
FORWARD_BY(constant_below, x > 0 ? x : attr->slope)

BACKWARD_BY(no_leak_backward, x > 0 ? g : 0)
BACKWARD_BY(fixed_slope_backward, x > 0 ? g : 0.01 * g)
BACKWARD_BY(sides_exchanged_backward, x > 0 ? attr->slope * g : g)
BACKWARD_BY(no_upstream, x > 0 ? 1 : attr->slope)
BACKWARD_BY(upstream_dropped_below, x > 0 ? g : attr->slope)
BACKWARD_BY(value_below, x > 0 ? g : g * attr->slope * x)
BACKWARD_BY(mask_on_upstream, g > 0 ? g : attr->slope * g)
BACKWARD_BY(negative_slope, x > 0 ? g : -attr->slope * g)
BACKWARD_BY(no_mask, g)
BACKWARD_BY(slope_everywhere_backward, attr->slope *g)

WRONG_OP(
    leaky_relu, WRONG_FORWARD(no_leak, "y is 0 for x < 0: the slope is not used", "what leaks?"),
    WRONG_FORWARD(larger_of_two, "y is max(x, slope x): that is right only for slopes from 0 to 1",
                  "decide by the sign of x"),
    WRONG_FORWARD(fixed_slope, "y takes the slope for 0.01, whatever the attribute says",
                  "where does the slope come from?"),
    WRONG_FORWARD(sides_exchanged, "y has the slope on the positive side", "which side leaks?"),
    WRONG_FORWARD(slope_everywhere, "y is slope x on both sides", "which side leaks?"),
    WRONG_FORWARD(slope_added, "y is x + slope for x < 0: the slope is a factor",
                  "compare with the formula in the contract"),
    WRONG_FORWARD(constant_below, "y is the slope itself for x < 0: the factor x is missing",
                  "compare with the formula in the contract"),
    WRONG_BACKWARD(no_leak_backward, "dx is 0 for x < 0: the slope is not used", "what leaks?"),
    WRONG_BACKWARD(fixed_slope_backward, "dx takes the slope for 0.01, whatever the attribute says",
                   "where does the slope come from?"),
    WRONG_BACKWARD(sides_exchanged_backward, "dx has the slope on the positive side",
                   "which side leaks?"),
    WRONG_BACKWARD(no_upstream, "dx is 1 or the slope: the upstream gradient dy is left out",
                   "by the chain rule dy is a factor of every term"),
    WRONG_BACKWARD(upstream_dropped_below,
                   "dx is the slope alone for x < 0: the upstream gradient dy is left out there",
                   "dy is a factor on both sides"),
    WRONG_BACKWARD(value_below, "dx is dy slope x for x < 0: it takes the value for the derivative",
                   "the derivative of slope x no longer has x in it"),
    WRONG_BACKWARD(mask_on_upstream,
                   "dx looks at the sign of the upstream gradient dy; the side depends on x",
                   "which number decides the side?"),
    WRONG_BACKWARD(negative_slope, "dx has the wrong sign for x < 0",
                   "how does y move with x on that side?"),
    WRONG_BACKWARD(no_mask, "dx is dy everywhere: for x < 0 the slope is missing", "what leaks?"),
    WRONG_BACKWARD(slope_everywhere_backward, "dx is slope dy on both sides", "which side leaks?"))
