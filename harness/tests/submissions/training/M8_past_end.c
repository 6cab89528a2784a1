/* training=mlp_sigmoid verdict=crash mistake=M8: the last batch is read past the end of the data */
/* loses=steps+threshold says=crashed with SIGSEGV: read right past the end of the input X */
#define ROWS r->batch_size
#include "loop.h"
