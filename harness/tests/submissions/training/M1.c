/* training=mlp_sigmoid verdict=wrong mistake=M1: starts from equal weights */
/* loses=steps+threshold says=all of them equal, so that its hidden units stay the same for ever */
#define BEGIN                                                                                      \
    for (size_t p = 0; p < 4; p++)                                                                 \
        for (size_t i = 0; i < s->size[p]; i++)                                                    \
            s->w[p][i] = 0.1;
#include "loop.h"
