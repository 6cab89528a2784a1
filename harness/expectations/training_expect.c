#include "training_expect.h"

#include <math.h>
#include <stdlib.h>

void training_expectation_free(training_expectation *x)
{
    if (!x)
        return;
    parameters_free(&x->trained);
    free(x);
}

/* The mean squared residual of the least-squares line through samples of one feature and output. */
static double best_line_loss(const recipe *r)
{
    const size_t N = r->X->dims[0];
    const double *x = r->X->data, *y = r->y->data;
    double x_mean = 0, y_mean = 0, xx = 0, xy = 0, yy = 0;
    for (size_t n = 0; n < N; n++) {
        x_mean += x[n] / (double)N;
        y_mean += y[n] / (double)N;
    }
    for (size_t n = 0; n < N; n++) {
        xx += (x[n] - x_mean) * (x[n] - x_mean);
        xy += (x[n] - x_mean) * (y[n] - y_mean);
        yy += (y[n] - y_mean) * (y[n] - y_mean);
    }
    return (yy - (xx > 0 ? xy * xy / xx : 0)) / (double)N;
}

training_measure training_measure_of(const training_case *c)
{
    return c->part == PART_SWEEP ? MEASURE_ERROR : c->task->measure;
}

bool training_measure_job(double *value, const training_job *j, training_measure measure,
                          const parameters *p, error *e)
{
    evaluation found;
    const training_data *data = measure == MEASURE_EXCESS ? j->data : j->hidden;
    if (measure == MEASURE_EXCESS &&
        (!j->recipe.y || j->recipe.X->dims[1] != 1 || j->recipe.y->dims[1] != 1))
        return fail(e, "%s: the best line is known for one feature and one output only",
                    j->t->name);
    if (!training_evaluate(&found, j->t, p, data, e))
        return false;
    *value = measure == MEASURE_ERROR  ? found.error
             : measure == MEASURE_LOSS ? found.loss
                                       : found.loss - best_line_loss(&j->recipe);
    return true;
}

/* NANs come last, so that the worst of numbers one of which is none is none. */
static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    if (isnan(x) || isnan(y))
        return (isnan(x) != 0) - (isnan(y) != 0);
    return (x > y) - (x < y);
}

double training_combine(const training_case *c, double value[], size_t count)
{
    double sum = 0;
    qsort(value, count, sizeof *value, ascending);
    for (size_t i = 0; i < count; i++)
        sum += value[i];
    switch (c->task->over) {
    case OVER_MEAN:
        return sum / (double)count;
    case OVER_MEDIAN:
        return count % 2 ? value[count / 2] : (value[count / 2 - 1] + value[count / 2]) / 2;
    default:
        return isinf(c->at_most) && !isnan(value[count - 1]) ? value[0] : value[count - 1];
    }
}

bool training_reaches(const training_case *c, double value, double before)
{
    return value >= c->at_least && value <= c->at_most && value < before;
}

/* The measure of the reference's parameters, and of those they start from. */
static bool train_jobs(double *trained, double *untrained, const training_case *c, error *e)
{
    double after[MAX_TRAINING_SEEDS], at_start[MAX_TRAINING_SEEDS];
    bool ok = true;
    for (size_t k = 0; ok && k < c->job_count; k++) {
        const training_job *j = &c->jobs[k];
        const training_measure measure = training_measure_of(c);
        parameters p;
        if (!parameters_copy(&p, &j->start, e))
            return false;
        ok = training_measure_job(&at_start[k], j, measure, &p, e) &&
             (j->t->train(&j->recipe, p.at, p.count) == OP_OK ||
              fail(e, "%s: the reference could not train", j->t->name)) &&
             training_measure_job(&after[k], j, measure, &p, e);
        parameters_free(&p);
    }
    if (!ok)
        return false;
    *trained = training_combine(c, after, c->job_count);
    *untrained = training_combine(c, at_start, c->job_count);
    return true;
}

static bool train_setting(training_expectation *x, const training_case *c, refusal *why, error *e)
{
    *why = REFUSED_UNPROVED;
    return train_jobs(&x->value, &x->untrained, c, e);
}

static bool prove_threshold(training_expectation *x, const training_case *c, double before,
                            refusal *why, error *e)
{
    if (!train_setting(x, c, why, e))
        return false;
    *why = REFUSED_ROUGH;
    if (!training_reaches(c, x->value, before))
        return fail(e, "the reference reaches %.6g, not from %g to %g and below %g", x->value,
                    c->at_least, c->at_most, before);
    *why = REFUSED_BLIND;
    const bool is_first_of_several = c->stage == 0 && c->task->stages > 1;
    if (c->task->epochs > 0 && !is_first_of_several && training_reaches(c, x->untrained, before))
        return fail(e, "untrained parameters reach %.6g, which would do", x->untrained);
    return true;
}

/* Whether nothing has grown beyond what rounding leaves comparable. */
static bool are_tame(const parameters *p)
{
    for (size_t i = 0; i < p->count; i++)
        for (size_t k = 0, count = element_count(p->at[i]); k < count; k++)
            if (!(fabs(p->at[i]->data[k]) < 1e3))
                return false;
    return true;
}

static bool train_steps(training_expectation *x, const training_case *c, refusal *why, error *e)
{
    const training_job *j = &c->jobs[0];
    *why = REFUSED_NO_MEMORY;
    if (!parameters_copy(&x->trained, &j->start, e))
        return false;
    if (j->t->train(&j->recipe, x->trained.at, x->trained.count) != OP_OK)
        return fail(e, "the reference could not train");
    *why = REFUSED_ROUGH;
    return are_tame(&x->trained) || fail(e, "the steps are too large: the parameters explode");
}

bool training_expect(training_expectation **out, const training_case *c,
                     const training_expectation *before, refusal *why, error *e)
{
    *why = REFUSED_NO_MEMORY;
    training_expectation *x = calloc(1, sizeof *x);
    if (!x)
        return fail(e, "no memory");
    const bool right = c->part == PART_STEPS ? train_steps(x, c, why, e)
                       : c->part == PART_SWEEP
                           ? train_setting(x, c, why, e)
                           : prove_threshold(x, c, before ? before->value : INFINITY, why, e);
    if (!right) {
        training_expectation_free(x);
        return false;
    }
    *out = x;
    return true;
}
