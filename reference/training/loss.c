#include "loss.h"

#include <math.h>

#include "logistic.h"
#include "row.h"

static double cross_entropy(const double *z, size_t width, size_t label)
{
    const double max = row_max(z, width);
    return log(row_exp_sum(z, width, max)) + (max - z[label]);
}

/* -(y ln s(z) + (1 - y) ln(1 - s(z))), where ln(1 - s(z)) = ln s(z) - z */
static double binary_cross_entropy(double z, double y)
{
    return fmax(z, 0) - y * z + log1p(exp(-fabs(z)));
}

static double row_loss(loss_kind kind, const double *z, size_t width, const double *y)
{
    double sum = 0;
    for (size_t i = 0; i < width; i++)
        sum += kind == LOSS_SIGMOID_BCE ? binary_cross_entropy(z[i], y[i])
                                        : (z[i] - y[i]) * (z[i] - y[i]);
    return kind == LOSS_SQUARED_DISTANCE ? sum : sum / (double)width;
}

double loss_sum(loss_kind kind, const double *Z, size_t rows, size_t width, loss_targets t)
{
    double sum = 0;
    for (size_t row = 0; row < rows; row++, Z += width)
        sum += kind == LOSS_SOFTMAX_CROSS_ENTROPY ? cross_entropy(Z, width, t.label[row])
                                                  : row_loss(kind, Z, width, t.y + row * width);
    return sum;
}

/* scale (softmax(z) - 1{c = label}) */
static void cross_entropy_gradient(const double *z, size_t width, size_t label, double scale,
                                   double *dz)
{
    const double max = row_max(z, width);
    double sum = 0;
    for (size_t c = 0; c < width; c++) {
        dz[c] = exp(z[c] - max);
        sum += dz[c];
    }
    for (size_t c = 0; c < width; c++)
        dz[c] *= scale / sum;
    dz[label] -= scale;
}

static void row_gradient(loss_kind kind, const double *z, size_t width, const double *y,
                         double scale, double *dz)
{
    const double mean_scale = scale / (double)width;
    for (size_t i = 0; i < width; i++)
        if (kind == LOSS_SIGMOID_BCE)
            dz[i] = mean_scale * (logistic(z[i]) - y[i]);
        else
            dz[i] = 2 * (kind == LOSS_MSE ? mean_scale : scale) * (z[i] - y[i]);
}

void loss_gradient(loss_kind kind, const double *Z, size_t rows, size_t width, loss_targets t,
                   double scale, double *dZ)
{
    for (size_t row = 0; row < rows; row++, Z += width, dZ += width)
        if (kind == LOSS_SOFTMAX_CROSS_ENTROPY)
            cross_entropy_gradient(Z, width, t.label[row], scale, dZ);
        else
            row_gradient(kind, Z, width, t.y + row * width, scale, dZ);
}
