/* id=T23 graded=WrongCalls item=engine phase=engines */
#include "tasks.h"

#define engine_apply right_apply
#include "engine/engine.c"
#undef engine_apply

op_status engine_apply(engine *e, const char *op_name, const node in[], const attributes *attr,
                       node *out)
{
    static double number[1];
    static const size_t wild[] = {SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX}, none[] = {0, 0, 0, 0};
    const size_t *const dims[] = {wild, none};
    const engine_op *op = find_op(e, op_name);
    attributes odd = {.axis = -2, .repeats = SIZE_MAX, .index = wild, .index_count = 4};
    for (size_t rank = 0; op && rank < 2 * MAX_RANK; rank++) {
        tensor x = {rank % MAX_RANK + rank / MAX_RANK * 100, dims[rank % 2], number}, y = x;
        const tensor *value[] = {&x, &x, &x};
        tensor *gradient[] = {&y, &y, &y};
        size_t found, extents[MAX_RANK];
        op->shape(value, &odd, &found, extents);
        op->forward(value, &odd, &y);
        op->backward(value, &odd, &x, &x, gradient);
    }
    return right_apply(e, op_name, in, attr, out);
}
