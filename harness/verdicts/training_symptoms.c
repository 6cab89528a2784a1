#include "training_symptoms.h"

#include <math.h>
#include <stdio.h>

/* The loss that says as much of a sample as no model at all: ln C; NAN for a regression. */
static double chance_loss(const op_training *t)
{
    if (t->recipe.class_count)
        return log((double)t->recipe.class_count);
    return isnan(t->most_error) ? NAN : log(2);
}

static bool never_moved(const op_training_result *r, size_t *parameter)
{
    for (size_t i = 0; i < r->parameter_count; i++)
        if (!r->trace.moved[i]) {
            *parameter = i;
            return true;
        }
    return false;
}

symptom training_symptom(const op_training *t, const op_training_result *r, size_t *parameter)
{
    const op_trace *trace = &r->trace;
    const double chance = chance_loss(t);
    if (trace->steps == 0)
        return SYMPTOM_NONE;
    if (!isfinite(trace->worst_loss))
        return SYMPTOM_NOT_A_NUMBER;
    if (trace->late_loss > 3 * fabs(trace->first_loss))
        return SYMPTOM_EXPLODING;
    if (never_moved(r, parameter))
        return SYMPTOM_NO_GRADIENT;
    if (2 * r->dead_units > r->units)
        return SYMPTOM_DEAD_UNITS;
    if (fabs(trace->late_loss - chance) < 0.03 * chance)
        return SYMPTOM_STUCK;
    return SYMPTOM_NONE;
}

void training_explain_symptom(char *text, size_t size, const op_training *t,
                              const op_training_result *r)
{
    const op_trace *trace = &r->trace;
    const size_t classes = t->recipe.class_count ? t->recipe.class_count : 2;
    size_t parameter = 0;
    text[0] = '\0';
    switch (training_symptom(t, r, &parameter)) {
    case SYMPTOM_NOT_A_NUMBER:
        snprintf(text, size, "the loss is no finite number from step %zu on", trace->worst_step);
        break;
    case SYMPTOM_EXPLODING:
        snprintf(text, size, "the loss explodes: %.3g in step 0, %.3g in step %zu",
                 trace->first_loss, trace->worst_loss, trace->worst_step);
        break;
    case SYMPTOM_NO_GRADIENT:
        snprintf(text, size, "the gradient by %s is zero in every step",
                 r->parameter_name[parameter]);
        break;
    case SYMPTOM_DEAD_UNITS:
        snprintf(text, size,
                 "%zu of %zu units of hidden layer %zu are dead: they give the same value for "
                 "every sample",
                 r->dead_units, r->units, r->dead_layer);
        break;
    case SYMPTOM_STUCK:
        snprintf(text, size,
                 "the loss stays at %.3f, near ln %zu = %.3f: all classes are equally likely, so "
                 "nothing is learnt",
                 trace->late_loss, classes, log((double)classes));
        break;
    case SYMPTOM_NONE:
        break;
    }
}

void training_explain_departure(char *text, size_t size, const departure *d)
{
    text[0] = '\0';
    if (d->found)
        snprintf(text, size,
                 "it leaves the reference's course in step %zu at %s, whose gradient is %.10g "
                 "and not %.10g",
                 d->step, d->place, d->got, d->wanted);
}

void training_explain_culprit(char *text, size_t size, const culprit *c)
{
    text[0] = '\0';
    if (!c->op)
        return;
    const bool one = c->direction != DIRECTION_COUNT;
    snprintf(text, size,
             "%s%s%s is to blame: with %s alone from the submission and all else from "
             "the reference, training fails as well",
             c->op->name, one ? "_" : "", one ? direction_name[c->direction] : "",
             one ? "it" : "this op");
}

void training_explain_epoch(char *text, size_t size, const char *name, size_t epoch, size_t epochs,
                            double loss, double wrong, double seconds)
{
    const double left = seconds / (double)epoch * (double)(epochs - epoch);
    char share[32] = "";
    if (!isnan(wrong))
        snprintf(share, sizeof share, ", error %.1f %%", 100 * wrong);
    snprintf(text, size, "%s: epoch %zu of %zu, loss %.3f%s, %.0f s left", name, epoch, epochs,
             loss, share, ceil(left));
}
