/* training=mlp_sigmoid verdict=wrong mistake=L7: Nesterov's step, which nobody asked for */
/* loses=steps says=the step is Nesterov's, learning_rate (g + momentum v) */
#define STEP(v, g) (-r->learning_rate * ((g) + r->momentum * (v)))
#include "loop.h"
