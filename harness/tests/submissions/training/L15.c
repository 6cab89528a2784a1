/* training=mlp_sigmoid verdict=wrong mistake=L15: W2 is stepped before dW1 is found */
/* loses=steps says=a layer's weights are stepped before the gradient of the layer below is found */
#define HIDDEN_WEIGHT(j, c) s->spare[(j)*s->C + (c)]
#define BATCH_BEGINS                                                                               \
    for (size_t n = 0; n < rows; n++)                                                              \
        add_sample(r, s, ROW(n), (double)rows);                                                    \
    for (size_t i = 0; i < s->size[2]; i++)                                                        \
        s->spare[i] = s->w[2][i] + STEP(VELOCITY(s->v[2][i], s->g[2][i] + DECAY(2, i)),            \
                                        s->g[2][i] + DECAY(2, i));                                 \
    memset(s->gradient, 0, s->total * sizeof *s->gradient);
#include "loop.h"
