#include "activation.h"

#include <math.h>

#include "logistic.h"

void activation_apply(const activation *f, double *y, size_t count)
{
    const double right = f->right, left = f->left;
    switch (f->kind) {
    case ACTIVATION_LINEAR:
        for (size_t i = 0; i < count; i++)
            y[i] *= y[i] > 0 ? right : left;
        break;
    case ACTIVATION_SIGMOID:
        for (size_t i = 0; i < count; i++)
            y[i] = logistic(y[i]);
        break;
    case ACTIVATION_TANH:
        for (size_t i = 0; i < count; i++)
            y[i] = tanh(y[i]);
        break;
    }
}

void activation_backward(const activation *f, const double *y, double *dy, size_t count)
{
    const double right = f->right, left = f->left;
    switch (f->kind) {
    case ACTIVATION_LINEAR:
        for (size_t i = 0; i < count; i++)
            dy[i] *= y[i] > 0 ? right : left;
        break;
    case ACTIVATION_SIGMOID:
        for (size_t i = 0; i < count; i++)
            dy[i] *= y[i] * (1 - y[i]);
        break;
    case ACTIVATION_TANH:
        for (size_t i = 0; i < count; i++)
            dy[i] *= 1 - y[i] * y[i];
        break;
    }
}
