/* id=T37 graded=ErrorReturned item=numeric_gradient phase=functions beside=engine */
#include "tasks.h"

#define numeric_gradient right_gradient
#include "functions/numeric_gradient.c"
#undef numeric_gradient

/* Right, but nothing that allocates works in this process any more. */
FUNCTION
{
    op_status status = right_gradient(in, set, out);
    use_up_memory();
    return status;
}
