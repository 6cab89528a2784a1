/* id=T32 graded=NonFinite item=engine phase=engines */
#include "tasks.h"

#define engine_gradient right_gradient
#include "engine/engine.c"
#undef engine_gradient

const tensor *engine_gradient(const engine *e, node n)
{
    const tensor *g = right_gradient(e, n);
    for (size_t i = 0; g && i < element_count(g); i++)
        g->data[i] = NAN;
    return g;
}
