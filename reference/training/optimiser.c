#include "optimiser.h"

void optimiser_step(const optimiser *o, size_t count, double *w, const double *g, double *v)
{
    for (size_t i = 0; i < count; i++) {
        v[i] = o->momentum * v[i] + (g[i] + o->weight_decay * w[i]);
        w[i] -= o->learning_rate * v[i];
    }
}
