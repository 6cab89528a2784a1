#include "training_diagnose.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tensor.h"
#include "training_slips.h"

static bool failed_by_numbers(const verdict *v)
{
    return v->kind == VERDICT_WRONG_VALUE || v->kind == VERDICT_NON_FINITE ||
           v->kind == VERDICT_IMPRECISE;
}

static bool is_step(const planned_training *planned, const verdict verdicts[], size_t k)
{
    return planned->cases[k].test->part == PART_STEPS &&
           (failed_by_numbers(&verdicts[k]) || verdicts[k].kind == VERDICT_PASSED);
}

static bool same_number(double a, double b)
{
    return fabs(a - b) <= training_tolerance(b) || (!isfinite(a) && !isfinite(b));
}

/* As training_agrees, but what is no number agrees with what is none. */
static bool matches(const parameters *got, const parameters *predicted)
{
    for (size_t i = 0; i < predicted->count; i++)
        for (size_t k = 0, count = element_count(predicted->at[i]); k < count; k++)
            if (!same_number(got->at[i]->data[k], predicted->at[i]->data[k]))
                return false;
    return true;
}

/* Whether the slip predicts what came back in every case of the steps. */
static bool explains(bool *found, const training_slip *s, const planned_training *planned,
                     const training_trials *trials, const verdict verdicts[], error *e)
{
    *found = true;
    for (size_t k = 0; *found && k < planned->case_count; k++) {
        const training_case *c = planned->cases[k].test;
        parameters p;
        if (!is_step(planned, verdicts, k))
            continue;
        if (!parameters_copy(&p, &c->jobs[0].start, e))
            return false;
        *found = training_slip_train(s, &c->jobs[0], &p) && matches(&trials->cases[k][0].got, &p);
        parameters_free(&p);
    }
    return true;
}

static bool search_slips(mistake *m, const planned_training *planned, const training_trials *trials,
                         const verdict verdicts[], error *e)
{
    for (size_t i = 0; i < training_slip_count() && !m->found; i++) {
        if (!explains(&m->found, training_slip_at(i), planned, trials, verdicts, e))
            return false;
        if (m->found)
            snprintf(m->text, sizeof m->text, "%s", training_slip_at(i)->sentence);
    }
    return true;
}

/* Sizes of a network whose weights are many enough to tell their deviation to a few percent. */
enum { MANY_INPUTS = 97, MANY_HIDDEN = 31, MANY_OUTPUTS = 53, FEW_SAMPLES = 2 };

/* Trains for no epoch; *p holds what the submission makes of the parameters at *start, or nothing
 * where it does not come back. */
static bool ask_for_nothing(parameters *p, parameters *start, const training *t,
                            const training_asker *asker, error *e)
{
    const bool labels = training_takes_labels(t);
    const size_t outputs = labels || strchr(t->signature, 'M') ? MANY_OUTPUTS : 1;
    const network_size size = {.inputs = MANY_INPUTS, .hidden = MANY_HIDDEN, .outputs = outputs};
    dataset *d = dataset_new(FEW_SAMPLES, MANY_INPUTS, labels ? 0 : outputs, labels ? outputs : 0);
    training_data *data = NULL;
    observation seen;
    bool ok = d || fail(e, "no memory");
    ok = ok && training_data_open(&data, t, d, e) && parameters_new(start, t, &size, "start", e) &&
         parameters_copy(p, start, e);
    if (ok) {
        recipe r = {.batch_size = FEW_SAMPLES, .learning_rate = 0.1};
        training_data_fill(data, &r);
        ok = asker->call(asker->context, &(training_request){.t = t, .recipe = &r, .parameters = p},
                         &seen, e);
        if (ok && seen.outcome != CALL_COMPLETED)
            parameters_free(p);
    }
    training_data_close(data);
    dataset_free(d);
    return ok;
}

/* What there is to say of some numbers. */
typedef struct spread {
    double least, most, deviation;
} spread;

static spread spread_of(const tensor *t)
{
    const size_t count = element_count(t);
    spread s = {.least = INFINITY, .most = -INFINITY};
    double mean = 0, squares = 0;
    for (size_t k = 0; k < count; k++) {
        s.least = fmin(s.least, t->data[k]);
        s.most = fmax(s.most, t->data[k]);
        mean += t->data[k] / (double)count;
    }
    for (size_t k = 0; k < count; k++)
        squares += (t->data[k] - mean) * (t->data[k] - mean);
    s.deviation = sqrt(squares / (double)count);
    return s;
}

static void name_start(mistake *m, const parameters *got, bool transposed)
{
    const tensor *W = got->at[0];
    const double in = (double)W->dims[transposed ? 1 : 0],
                 out = (double)W->dims[transposed ? 0 : 1];
    const struct {
        double deviation;
        const char *text;
    } known[] = {
        {sqrt(6 / (in + out)), ", of the deviation sqrt(6/(in+out)), which is meant as the limit "
                               "of uniform numbers"},
        {1 / sqrt(out), ", of the deviation 1/sqrt(out): fan-in and fan-out are swapped"},
    };
    const spread s = spread_of(W);
    const char *text = "";
    if (s.least == s.most)
        text = ", all of them equal, so that its hidden units stay the same for ever";
    else if (s.least >= 0)
        text = ", none of them negative";
    else
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (fabs(s.deviation / known[i].deviation - 1) < 0.05)
                text = known[i].text;
    snprintf(m->text, sizeof m->text,
             "starts from weights of its own instead of those that are given%s", text);
    m->found = true;
}

/* Whether the parameters that are given are thrown away. */
static bool search_start(mistake *m, const training *t, const training_asker *asker, error *e)
{
    parameters got = {0}, start = {0};
    bool ok = ask_for_nothing(&got, &start, t, asker, e);
    if (ok && got.count && isfinite(spread_of(got.at[0]).deviation) &&
        !training_agrees(&got, &start))
        name_start(m, &got, t->model->transposed);
    parameters_free(&got);
    parameters_free(&start);
    return ok;
}

/* The names of the tensors that are off, as in "W1, b1". */
static void list_wrong(char *text, size_t size, const training *t, const parameters *got,
                       const parameters *right)
{
    size_t used = 0;
    for (size_t i = 0; i < right->count && used < size; i++) {
        const parameters one = {1, {got->at[i]}}, other = {1, {right->at[i]}};
        if (!training_agrees(&one, &other))
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "",
                                     t->parameter[i].name);
    }
}

/* Runs a shortened recipe, both ways. *off: whether they differ; then text says in what. */
static bool compare(bool *off, char *text, size_t size, const training_job *j, const recipe *r,
                    const training_asker *asker, error *e)
{
    parameters right = {0}, got = {0};
    observation seen;
    bool ok = parameters_copy(&right, &j->start, e) && parameters_copy(&got, &j->start, e);
    ok = ok && (j->t->train(r, right.at, right.count) == OP_OK ||
                fail(e, "%s: the reference could not train", j->t->name));
    ok = ok &&
         asker->call(asker->context,
                     &(training_request){.t = j->t, .recipe = r, .parameters = &got}, &seen, e);
    *off = ok && seen.outcome == CALL_COMPLETED && !training_agrees(&got, &right);
    if (*off)
        list_wrong(text, size, j->t, &got, &right);
    parameters_free(&right);
    parameters_free(&got);
    return ok;
}

/* The first rows of the job's data. */
typedef struct fewer {
    size_t X_dims[2], y_dims[2];
    tensor X, y;
    recipe r;
} fewer;

static void take_rows(fewer *f, const recipe *r, size_t rows, size_t epochs)
{
    f->r = *r;
    f->r.epochs = epochs;
    f->X = *r->X;
    memcpy(f->X_dims, r->X->dims, sizeof f->X_dims);
    f->X_dims[0] = rows;
    f->X.dims = f->X_dims;
    f->r.X = &f->X;
    if (!r->y)
        return;
    f->y = *r->y;
    memcpy(f->y_dims, r->y->dims, sizeof f->y_dims);
    f->y_dims[0] = rows;
    f->y.dims = f->y_dims;
    f->r.y = &f->y;
}

/* Finds the step at which a failed case leaves the reference's path: text becomes "... at step 2
 * (rows 8 to 14 of the first epoch): W1, b1". */
static bool find_step(char *text, size_t size, const training_job *j, const training_asker *asker,
                      error *e)
{
    const recipe *r = &j->recipe;
    const size_t N = r->X->dims[0], B = r->batch_size;
    char wrong[96] = "";
    bool off = false;
    fewer f;
    *text = '\0';
    for (size_t k = 0; k * B < N && r->epochs; k++) {
        const size_t end = N - k * B < B ? N : (k + 1) * B;
        take_rows(&f, r, end, 1);
        if (!compare(&off, wrong, sizeof wrong, j, &f.r, asker, e))
            return false;
        if (off) {
            snprintf(text, size, "step %zu (rows %zu to %zu%s): %s", k + 1, k * B + 1, end,
                     end == N && N % B ? ", the smaller last batch" : "", wrong);
            return true;
        }
    }
    for (size_t epoch = 2; epoch <= r->epochs && !off; epoch++) {
        take_rows(&f, r, N, epoch);
        if (!compare(&off, wrong, sizeof wrong, j, &f.r, asker, e))
            return false;
        if (off)
            snprintf(text, size, "epoch %zu, after a right one: %s", epoch, wrong);
    }
    return true;
}

static bool describe_path(mistake *m, const planned_training *planned, const verdict verdicts[],
                          const training_asker *asker, error *e)
{
    char step[160] = "";
    for (size_t k = 0; k < planned->case_count && !*step; k++) {
        const training_case *c = planned->cases[k].test;
        if (c->part != PART_STEPS || !failed_by_numbers(&verdicts[k]) ||
            c->jobs[0].recipe.epochs == 0)
            continue;
        if (!find_step(step, sizeof step, &c->jobs[0], asker, e))
            return false;
    }
    const size_t used = strlen(m->text);
    if (*step)
        snprintf(m->text + used, sizeof m->text - used, "%s the reference's path is left at %s",
                 used ? ";" : "", step);
    m->found = m->found || *step;
    return true;
}

bool training_diagnose(mistake *m, const planned_training *planned, const training_trials *trials,
                       const verdict verdicts[], const training_asker *asker, error *e)
{
    bool wrong = false;
    *m = (mistake){0};
    for (size_t k = 0; k < planned->case_count; k++)
        wrong = wrong ||
                (planned->cases[k].test->part == PART_STEPS && failed_by_numbers(&verdicts[k]));
    if (!wrong)
        return true;
    return search_slips(m, planned, trials, verdicts, e) &&
           (m->found || search_start(m, planned->task->t, asker, e)) &&
           describe_path(m, planned, verdicts, asker, e);
}
