/* training_examine.c - training_examine, see training_diagnose.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tensor.h"
#include "training_diagnose.h"

/* Within this share of the loss of guessing, nothing was learnt. */
static const double near_guessing = 0.02;

static bool all_finite(const parameters *p)
{
    for (size_t i = 0; i < p->count; i++)
        for (size_t k = 0, count = element_count(p->at[i]); k < count; k++)
            if (!isfinite(p->at[i]->data[k]))
                return false;
    return true;
}

static bool same_bits(const tensor *a, const tensor *b)
{
    return memcmp(a->data, b->data, element_count(a) * sizeof *a->data) == 0;
}

/* "W1, b1": the parameters that are as they were given. */
static size_t list_unchanged(char *text, size_t size, const training_job *j, const parameters *got)
{
    size_t count = 0, used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < got->count; i++) {
        if (!same_bits(got->at[i], j->start.at[i]))
            continue;
        if (used < size && i < j->t->parameter_count)
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "",
                                     j->t->parameter[i].name);
        count++;
    }
    return count;
}

/* Units of the first hidden layer that are off for every sample. */
static size_t count_dead(const training_job *j, const parameters *got)
{
    const tensor *X = j->recipe.X, *W = got->at[0], *b = got->at[1];
    const bool transposed = j->t->model->transposed;
    const size_t D = X->dims[1], H = b->dims[0];
    size_t dead = 0;
    for (size_t h = 0; h < H; h++) {
        bool on = false;
        for (size_t n = 0; n < X->dims[0] && !on; n++) {
            double z = b->data[h];
            for (size_t d = 0; d < D; d++)
                z += X->data[n * D + d] * W->data[transposed ? h * D + d : d * H + h];
            on = z > 0;
        }
        dead += !on;
    }
    return dead;
}

/* The loss of whoever knows nothing but how frequent the classes are; NAN for a regression. */
static double loss_of_guessing(const training_job *j)
{
    const recipe *r = &j->recipe;
    const size_t N = r->X->dims[0], C = r->label ? r->class_count : 2;
    double loss = 0;
    if (j->t->model->loss != LOSS_SOFTMAX_CROSS_ENTROPY && j->t->model->loss != LOSS_SIGMOID_BCE)
        return NAN;
    for (size_t c = 0; c < C; c++) {
        double share = 0;
        for (size_t n = 0; n < N; n++)
            share += (r->label ? r->label[n] == c : (r->y->data[n] > 0.5) == c) / (double)N;
        loss -= share > 0 ? share * log(share) : 0;
    }
    return loss;
}

static void describe_loss(char *text, size_t size, const training_job *j, const parameters *got)
{
    evaluation after, before;
    error e;
    if (!training_evaluate(&after, j->t, got, j->data, &e) ||
        !training_evaluate(&before, j->t, &j->start, j->data, &e))
        return;
    const double guessing = loss_of_guessing(j);
    if (fabs(after.loss - guessing) <= near_guessing * guessing)
        snprintf(text, size, "; its loss is %.4f, and %.4f is that of guessing: nothing was learnt",
                 after.loss, guessing);
    else if (after.loss > 2 * before.loss)
        snprintf(text, size, "; its loss rose from %.4g to %.4g", before.loss, after.loss);
}

void training_examine(char *text, size_t size, const training_job *j, const parameters *got)
{
    char unchanged[96];
    const size_t count = list_unchanged(unchanged, sizeof unchanged, j, got);
    text[0] = '\0';
    if (!all_finite(got)) {
        snprintf(text, size, "; its parameters are no finite numbers: the loss exploded");
        return;
    }
    if (count == got->count) {
        snprintf(text, size, "; its parameters are as they were given");
        return;
    }
    if (count)
        snprintf(text, size, "; %s as given", unchanged);
    size_t used = strlen(text);
    describe_loss(text + used, size - used, j, got);
    used = strlen(text);
    if (got->count > 2 && j->t->model->hidden.kind == ACTIVATION_LINEAR) {
        const size_t dead = count_dead(j, got);
        if (dead)
            snprintf(text + used, size - used, "; %zu of %zu hidden units are off for every sample",
                     dead, got->at[1]->dims[0]);
    }
}
