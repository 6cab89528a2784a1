/* training=mlp_sigmoid verdict=wrong mistake=K5: gradients are zeroed once an epoch */
/* loses=steps+threshold says=the gradients are set to zero once an epoch, not once a step */
#define ZERO                                                                                       \
    if (first == 0)                                                                                \
        memset(s->gradient, 0, s->total * sizeof *s->gradient);
#include "loop.h"
