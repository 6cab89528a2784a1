#include "investigation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tensor.h"

/* A prediction must come this close, relative to the number predicted: other ways to compute it
 * round differently. */
#define PREDICTED 1e-10

const tensor *investigation_answer(const investigation *v, size_t k)
{
    const trial *trials = v->trials->cases[k].trials;
    switch (v->direction) {
    case FORWARD:
        return trials[PROBE_FORWARD].result[0];
    case BACKWARD:
        return trials[PROBE_BACKWARD].result[v->input];
    default:
        return trials[PROBE_JVP].result[0];
    }
}

const expected *investigation_expected(const investigation *v, size_t k)
{
    const expectation *x = v->planned->cases[k].expected;
    switch (v->direction) {
    case FORWARD:
        return &x->out;
    case BACKWARD:
        return &x->gradient[v->input].vjp;
    default:
        return &x->out_tangent;
    }
}

inquiry investigation_inquiry(const investigation *v, size_t k)
{
    return (inquiry){.c = &v->planned->cases[k], .direction = v->direction, .input = v->input};
}

bool investigation_by_numbers(verdict_kind kind)
{
    return kind == VERDICT_WRONG_VALUE || kind == VERDICT_WRONG_GRADIENT ||
           kind == VERDICT_WRONG_TANGENT || kind == VERDICT_IMPRECISE || kind == VERDICT_NON_FINITE;
}

static bool predicted(const tensor *got, const tensor *wrong, const tensor *tolerance)
{
    for (size_t k = 0, count = element_count(got); k < count; k++) {
        const double a = got->data[k], b = wrong->data[k];
        const bool same = isfinite(a) && isfinite(b)
                              ? fabs(a - b) <= PREDICTED * fabs(b) + tolerance->data[k]
                              : a == b || (isnan(a) && isnan(b));
        if (!same)
            return false;
    }
    return true;
}

typedef enum fit { FIT_NOT_ASKED, FITS, FITS_NOT } fit;

/* How a prediction for case k compares with the answer. */
static fit fit_of(const investigation *v, size_t k, prediction *predict, void *context)
{
    const tensor *got = investigation_answer(v, k);
    if (!got)
        return FIT_NOT_ASKED;
    const inquiry q = investigation_inquiry(v, k);
    tensor *wrong = tensor_new(got->rank, got->dims);
    fit f = FIT_NOT_ASKED;
    if (wrong && predict(context, &q, wrong))
        f = predicted(got, wrong, investigation_expected(v, k)->tolerance) ? FITS : FITS_NOT;
    free(wrong);
    return f;
}

bool investigation_consistent(const investigation *v, prediction *predict, void *context)
{
    for (size_t k = 0; k < v->planned->case_count; k++)
        if (fit_of(v, k, predict, context) == FITS_NOT)
            return false;
    return true;
}

bool investigation_explained(const investigation *v, prediction *predict, void *context)
{
    bool any = false;
    for (size_t k = 0; k < v->planned->case_count; k++) {
        const bool wrong = investigation_by_numbers(v->kinds[k]);
        const fit f = fit_of(v, k, predict, context);
        if (f == FITS_NOT || (wrong && f != FITS))
            return false;
        any = any || wrong;
    }
    return any;
}

void investigation_answer_name(const investigation *v, char *text, size_t size)
{
    const op *o = v->planned->task->op;
    snprintf(text, size, "%s%s", v->direction == FORWARD ? "" : "d",
             v->direction == BACKWARD ? o->input[v->input].name : o->output.name);
}
