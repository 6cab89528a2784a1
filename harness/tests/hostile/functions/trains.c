/* linear_regression by one step over everything, and trainings that misbehave. */
#include "../prelude.h"
#include <training.h>

/* W = sum of X and y, b = their number of samples: shows that all of it is there. */
op_status train_linear_regression(const recipe *r, tensor *const parameter[], size_t count)
{
    if (count != 2 || r->label || r->epochs != 3 || r->batch_size != 5)
        return OP_BAD_INPUT;
    for (size_t i = 0; i < element_count(r->X); i++)
        parameter[0]->data[0] += r->X->data[i];
    for (size_t i = 0; i < element_count(r->y); i++)
        parameter[0]->data[0] += r->y->data[i];
    parameter[1]->data[0] += (double)r->X->dims[0];
    return OP_OK;
}

op_status train_softmax_regression(const recipe *r, tensor *const parameter[], size_t count)
{
    if (count != 2 || r->y || r->class_count != 10)
        return OP_BAD_INPUT;
    for (size_t n = 0; n < r->X->dims[0]; n++)
        parameter[1]->data[0] += (double)r->label[n];
    return OP_OK;
}

op_status train_mlp_relu(const recipe *r, tensor *const parameter[], size_t count)
{
    (void)r, (void)parameter, (void)count;
    for (volatile int i = 0;; i++)
        continue;
}

op_status train_mlp_tanh(const recipe *r, tensor *const parameter[], size_t count)
{
    (void)r, (void)count;
    parameter[1]->data[element_count(parameter[1])] = 1;
    return OP_OK;
}

op_status train_mlp_sigmoid(const recipe *r, tensor *const parameter[], size_t count)
{
    (void)parameter, (void)count;
    ((size_t *)r->label)[0] = 1;
    return OP_OK;
}

/* Uses as much memory as the learning rate says, in MiB. */
op_status train_mlp_leaky_relu(const recipe *r, tensor *const parameter[], size_t count)
{
    (void)parameter, (void)count;
    size_t bytes = (size_t)r->learning_rate << 20;
    void *volatile memory = malloc(bytes);
    if (!memory)
        return OP_NO_MEMORY;
    memset(memory, 1, bytes);
    return OP_OK;
}
