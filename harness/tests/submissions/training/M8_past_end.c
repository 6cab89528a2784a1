/* training=mlp_sigmoid verdict=crash mistake=M8: the last batch is read past the end of the data */
/* loses=steps+threshold says=crashed with SIGSEGV: read right past the end of input 0, counted */
#define ROWS r->batch_size
#include "loop.h"
