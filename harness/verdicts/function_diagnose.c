/* function_diagnose.c - function_diagnose, see function_suspects.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "function_suspects.h"
#include "tensor.h"

/* A prediction must come this close, relative to the number predicted. */
static const double predicted_to = 1e-9;

static bool fits(const planned_function_case *c, const function_trial *t, tensor *const wrong[])
{
    for (size_t i = 0; i < c->test->f->output_count; i++)
        for (size_t k = 0; k < element_count(wrong[i]); k++) {
            const double slack =
                predicted_to * fabs(wrong[i]->data[k]) + c->expected->out[i].tolerance->data[k];
            const double got = t->result[i]->data[k], predicted = wrong[i]->data[k];
            if (!(fabs(got - predicted) <= slack) && !(isnan(got) && isnan(predicted)))
                return false;
        }
    return true;
}

/* Whether the variant applies to the case and predicts its answer. */
static bool predicts(const planned_function_case *c, const function_trial *t,
                     const function_suspect *s, size_t variant, bool *applies, char *detail,
                     size_t size)
{
    tensor *wrong[MAX_FUNCTION_OUTPUTS] = {NULL};
    bool complete = true;
    for (size_t i = 0; i < c->test->f->output_count; i++) {
        wrong[i] = tensor_copy(c->expected->out[i].value);
        complete = complete && wrong[i];
    }
    *applies = complete && s->predict(c, variant, wrong, detail, size);
    const bool right = *applies && fits(c, t, wrong);
    for (size_t i = 0; i < MAX_FUNCTION_OUTPUTS; i++)
        free(wrong[i]);
    return right;
}

static bool failed_by_numbers(const verdict *v)
{
    return (v->kind == VERDICT_WRONG_VALUE || v->kind == VERDICT_NON_FINITE) && v->element_count;
}

/* Whether the variant predicts the answers of all cases it applies to, and applies to all that
 * failed. */
static bool explains(const planned_function *planned, const function_trials *trials,
                     const verdict verdicts[], const function_suspect *s, size_t variant,
                     char *detail, size_t size)
{
    for (size_t k = 0; k < planned->case_count; k++) {
        const planned_function_case *c = &planned->cases[k];
        const function_trial *t = &trials->cases[k].round[0];
        bool applies;
        char said[96] = "";
        if (c->test->status != OP_OK || !t->result[0])
            continue;
        if (!predicts(c, t, s, variant, &applies, said, sizeof said) &&
            (applies || failed_by_numbers(&verdicts[k])))
            return false;
        if (failed_by_numbers(&verdicts[k]))
            snprintf(detail, size, "%s", said);
    }
    return true;
}

static bool search(mistake *m, const planned_function *planned, const function_trials *trials,
                   const verdict verdicts[], const function_suspect *s)
{
    for (size_t variant = 0; variant < s->variant_count; variant++) {
        char detail[96] = "";
        if (!explains(planned, trials, verdicts, s, variant, detail, sizeof detail))
            continue;
        const char *place = strstr(s->sentence, "%s");
        const int before = place ? (int)(place - s->sentence) : (int)strlen(s->sentence);
        snprintf(m->text, sizeof m->text, "%.*s%s%s", before, s->sentence, place ? detail : "",
                 place ? place + 2 : "");
        m->found = true;
        return true;
    }
    return false;
}

mistake function_diagnose(const planned_function *planned, const function_trials *trials,
                          const verdict verdicts[])
{
    mistake m = {0};
    bool wrong = false, only_status = false;
    for (size_t k = 0; k < planned->case_count; k++) {
        const bool numbers = failed_by_numbers(&verdicts[k]);
        only_status = only_status || (verdicts[k].kind == VERDICT_WRONG_VALUE && !numbers);
        wrong = wrong || numbers;
    }
    if (only_status && !wrong) {
        m.found = true;
        snprintf(m.text, sizeof m.text,
                 "answers where it must refuse: the status that f returns, or shapes and settings "
                 "that do not fit");
    }
    for (size_t i = 0; wrong && i < function_slip_count(); i++)
        if (search(&m, planned, trials, verdicts, function_slip_at(i)))
            return m;
    for (size_t i = 0; wrong && i < function_suspect_count(); i++)
        if (search(&m, planned, trials, verdicts, function_suspect_at(i)))
            return m;
    return m;
}
