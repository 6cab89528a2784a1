/* id=T60 graded=OutOfBounds item=engine phase=engines */
#include "tasks.h"

#define engine_jacobian_reverse right_jacobian_reverse
#include "engine/engine.c"
#undef engine_jacobian_reverse

/* The right numbers, and one more. */
op_status engine_jacobian_reverse(engine *e, node output, node input, tensor *J)
{
    op_status status = right_jacobian_reverse(e, output, input, J);
    J->data[element_count(J)] = 1;
    return status;
}
