#include "training_judge.h"

#include <math.h>
#include <stdlib.h>

#include "tensor.h"

/* Calls that may be late before no more are made, and how much an element may be off: sums of the
 * steps are rounded anew in every order, and a float has 24 bits of them. */
enum { PATIENCE = 2 };
const double SWEEP_MARGIN = 0.05; /* rounding alone moves the error of a small network by less */
static const double rounding = 1e-10, coarse = 1e-5;

double training_tolerance(double right)
{
    return rounding * fmax(1, fabs(right));
}

bool training_agrees(const parameters *got, const parameters *right)
{
    for (size_t i = 0; i < right->count; i++)
        for (size_t k = 0, count = element_count(right->at[i]); k < count; k++)
            if (!(fabs(got->at[i]->data[k] - right->at[i]->data[k]) <=
                  training_tolerance(right->at[i]->data[k])))
                return false;
    return true;
}

void training_trials_free(training_trials *t, const planned_training *planned)
{
    for (size_t k = 0; t->cases && k < t->case_count; k++) {
        for (size_t j = 0; t->cases[k] && j < planned->cases[k].test->job_count; j++)
            parameters_free(&t->cases[k][j].got);
        free(t->cases[k]);
    }
    free(t->cases);
    *t = (training_trials){0};
}

static size_t data_bytes(const recipe *r)
{
    const size_t rows = r->X->dims[0];
    return (rows * r->X->dims[1] + (r->y ? element_count(r->y) : 0)) * sizeof(double) +
           (r->label ? rows * sizeof *r->label : 0);
}

bool training_ask(training_request *r, parameters *p, const training_case *c, const training_job *j,
                  error *e)
{
    if (!parameters_copy(p, &j->start, e))
        return false;
    *r = (training_request){.t = j->t, .ops = c->task->ops, .recipe = &j->recipe, .parameters = p};
    if (c->part != PART_STEPS) {
        /* MNIST may have more samples than the row says. */
        const double more = (double)j->recipe.X->dims[0] / (double)c->task->samples;
        r->seconds = c->task->seconds * fmax(1, more);
        r->memory_bytes = c->task->memory_bytes + data_bytes(&j->recipe);
    }
    return true;
}

static bool stopped_loading(const observation *seen)
{
    return seen->phase == PHASE_LOADING && seen->outcome != CALL_COMPLETED;
}

static bool measure_training_error(double *out, const training_job *j, const parameters *p,
                                   error *e)
{
    evaluation found;
    if (!training_evaluate(&found, j->t, p, j->data, e))
        return false;
    *out = found.error;
    return true;
}

static bool try_job(training_trial *t, const training_case *c, const training_job *j,
                    const training_asker *asker, error *e)
{
    training_request r;
    parameters p;
    if (!training_ask(&r, &p, c, j, e))
        return false;
    bool ok = asker->call(asker->context, &r, &t->seen, e);
    if (!ok || t->seen.outcome != CALL_COMPLETED) {
        parameters_free(&p);
        return ok;
    }
    t->got = p;
    return c->part == PART_STEPS ||
           (training_measure_job(&t->value, j, training_measure_of(c), &p, e) &&
            (c->part != PART_SWEEP || measure_training_error(&t->train_error, j, &p, e)));
}

/* What is said of a call that is not made. */
static observation skipped(const observation *unloadable, bool stub)
{
    if (stopped_loading(unloadable))
        return *unloadable;
    if (stub)
        return (observation){
            .outcome = CALL_RETURNED, .phase = PHASE_CALL, .code = OP_NOT_IMPLEMENTED};
    return (observation){.outcome = CALL_NOT_RUN, .phase = PHASE_CALL};
}

/* What the calls so far say of those to come. */
typedef struct outlook {
    size_t made, late;
    bool stub;
} outlook;

static bool observe_job(training_trial *t, const training_case *c, size_t k,
                        const training_asker *asker, observation *unloadable, outlook *o, error *e)
{
    t->value = NAN;
    if (stopped_loading(unloadable) || o->stub || o->late >= PATIENCE) {
        t->seen = skipped(unloadable, o->stub);
        return true;
    }
    if (asker->progress && c->part != PART_STEPS)
        asker->progress(asker->progress_context, k, c->job_count);
    if (!try_job(t, c, &c->jobs[k], asker, e))
        return false;
    /* Once may be the machine's doing; twice is the submission's. */
    if (stopped_loading(&t->seen)) {
        if (!try_job(t, c, &c->jobs[k], asker, e))
            return false;
        if (stopped_loading(&t->seen))
            *unloadable = t->seen;
    }
    o->late += t->seen.outcome == CALL_TIMED_OUT;
    if (o->made++ == 0)
        o->stub = t->seen.outcome == CALL_RETURNED && t->seen.code == OP_NOT_IMPLEMENTED;
    return true;
}

bool training_observe(training_trials *out, const planned_training *planned, bool defined,
                      const training_asker *asker, observation *unloadable, error *e)
{
    training_trials t = {.case_count = planned->case_count, .defined = defined};
    outlook o = {0};
    bool ok = true;
    t.cases = calloc(planned->case_count, sizeof *t.cases);
    if (!t.cases)
        return fail(e, "no memory");
    for (size_t i = 0; ok && defined && i < planned->case_count; i++) {
        const training_case *c = planned->cases[i].test;
        t.cases[i] = calloc(c->job_count, sizeof *t.cases[i]);
        ok = t.cases[i] || fail(e, "no memory");
        for (size_t k = 0; ok && k < c->job_count; k++)
            ok = observe_job(&t.cases[i][k], c, k, asker, unloadable, &o, e);
    }
    if (!ok) {
        training_trials_free(&t, planned);
        return false;
    }
    *out = t;
    return true;
}

/* Compares an element, and keeps it where it is the worst so far. */
static void compare(verdict *v, double *worst, double got, double wanted, size_t input,
                    size_t element)
{
    const double tolerance = training_tolerance(wanted), off = fabs(got - wanted);
    v->element_count++;
    if (off <= tolerance)
        return;
    v->wrong_count++;
    const double badness = isfinite(off) ? off / tolerance : INFINITY;
    if (v->kind != VERDICT_PASSED && !(badness > *worst))
        return;
    *worst = badness;
    v->kind = !isfinite(got)                          ? VERDICT_NON_FINITE
              : off <= coarse * fmax(1, fabs(wanted)) ? VERDICT_IMPRECISE
                                                      : VERDICT_WRONG_VALUE;
    v->input = input;
    v->element = element;
    v->got = got;
    v->wanted = wanted;
    v->tolerance = tolerance;
}

static verdict judge_steps(const planned_training_case *c, const training_trial *t)
{
    const parameters *right = &c->expected->trained;
    verdict v = {.kind = judge_outcome(&t->seen)};
    double worst = 0;
    for (size_t i = 0; t->got.count && i < right->count; i++)
        for (size_t k = 0, count = element_count(right->at[i]); k < count; k++)
            compare(&v, &worst, t->got.at[i]->data[k], right->at[i]->data[k], i, k);
    return v;
}

/* What a threshold's trials come to; NAN where one of them came to nothing. */
static double value_of(const training_case *c, const training_trial *trials)
{
    double value[MAX_TRAINING_SEEDS];
    for (size_t k = 0; k < c->job_count; k++)
        value[k] = trials[k].value;
    return training_combine(c, value, c->job_count);
}

static verdict judge_threshold(const planned_training *planned, const training_trials *t,
                               size_t number)
{
    const training_case *c = planned->cases[number].test;
    verdict v = {.kind = VERDICT_PASSED, .got = NAN, .element_count = c->job_count};
    for (size_t k = 0; k < c->job_count && v.kind == VERDICT_PASSED; k++) {
        v.kind = judge_outcome(&t->cases[number][k].seen);
        v.probe = (probe)k;
    }
    if (v.kind != VERDICT_PASSED)
        return v;
    const planned_training_case *last = number ? &planned->cases[number - 1] : NULL;
    const double before = last && last->test->part == PART_THRESHOLD
                              ? value_of(last->test, t->cases[number - 1])
                              : INFINITY;
    v.got = value_of(c, t->cases[number]);
    v.wanted = v.got < c->at_least ? c->at_least : v.got > c->at_most ? c->at_most : before;
    if (!training_reaches(c, v.got, before))
        v.kind = VERDICT_MISSED_THRESHOLD;
    return v;
}

/* Whether the reference learns much with a setting. */
static bool can_be_learnt(const training_expectation *x)
{
    return x->value < 0.6 * x->untrained;
}

static bool keeps_up(const planned_training_case *c, const training_trial *t)
{
    return t && t->value <= c->expected->value + SWEEP_MARGIN;
}

static bool learnt_somewhere(const planned_training *planned, const training_trials *t)
{
    for (size_t k = 0; k < planned->case_count; k++)
        if (planned->cases[k].test->part == PART_SWEEP &&
            keeps_up(&planned->cases[k], t->cases[k]) && can_be_learnt(planned->cases[k].expected))
            return true;
    return false;
}

static verdict judge_setting(const planned_training *planned, const training_trials *t,
                             size_t number)
{
    const planned_training_case *c = &planned->cases[number];
    verdict v = {.kind = judge_outcome(&t->cases[number]->seen), .element_count = 1};
    v.got = t->cases[number]->value;
    v.wanted = c->expected->value + SWEEP_MARGIN;
    if (v.kind == VERDICT_PASSED &&
        !(keeps_up(c, t->cases[number]) && learnt_somewhere(planned, t)))
        v.kind = VERDICT_MISSED_THRESHOLD;
    return v;
}

verdict training_judge(const planned_training *planned, const training_trials *t, size_t number)
{
    if (!t->defined)
        return (verdict){.kind = VERDICT_NOT_IMPLEMENTED};
    switch (planned->cases[number].test->part) {
    case PART_STEPS:
        return judge_steps(&planned->cases[number], t->cases[number]);
    case PART_SWEEP:
        return judge_setting(planned, t, number);
    default:
        return judge_threshold(planned, t, number);
    }
}
