/* training=mlp_sigmoid verdict=wrong mistake=M1: starts from equal weights */
#define BEGIN                                                                                      \
    for (size_t p = 0; p < 4; p++)                                                                 \
        for (size_t i = 0; i < s->size[p]; i++)                                                    \
            s->w[p][i] = 0.1;
#include "loop.h"
