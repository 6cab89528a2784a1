/* training=mlp_sigmoid verdict=crash mistake=M8: the last batch is read past the end of the data */
#define ROWS r->batch_size
#include "loop.h"
