#include "op_training.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tensor.h"

/* Of a tensor's largest gradient: far more than rounding, far less than any mistake. */
static const double DEPARTED = 1e-9;

bool departure_find(departure *out, const parameters *got, const parameters *wanted)
{
    double worst = 1;
    bool found = false;
    for (size_t i = 0; i < got->count; i++) {
        const size_t count = element_count(got->at[i]);
        double largest = 0;
        for (size_t j = 0; j < count; j++)
            largest = fmax(largest, fabs(wanted->at[i]->data[j]));
        for (size_t j = 0; j < count; j++) {
            const double a = got->at[i]->data[j], b = wanted->at[i]->data[j];
            const double off = fabs(a - b) / (DEPARTED * largest + DBL_MIN);
            if (off <= worst)
                continue;
            found = true;
            worst = isnan(off) ? INFINITY : off;
            *out = (departure){.found = true, .parameter = i, .element = j, .got = a, .wanted = b};
        }
    }
    return found;
}

/* A training under way. */
typedef struct watch {
    const op_training *task;
    const op_training_display *display;
    op_training_result *result;
    size_t steps_per_epoch;
    double epoch_loss; /* summed over the steps of this epoch */
    op_status status;  /* of the reference's own pass */
} watch;

static void name_place(departure *d, const op_network *n)
{
    char name[16], index[32];
    snprintf(d->place, sizeof d->place, "%s%s", op_network_parameter_name(n, d->parameter, name),
             tensor_index_text(n->p.at[d->parameter], d->element, index, sizeof index));
}

/* Holds the gradients against those of the reference at the same parameters. */
static bool look_for_departure(watch *w, size_t step, const op_network *n, const op_batch *batch,
                               const op_pass *pass)
{
    op_pass right;
    w->status = op_network_pass(&right, n, &op_source_reference, batch, true);
    if (w->status != OP_OK)
        return false;
    departure *d = &w->result->trace.departure;
    if (departure_find(d, &pass->gradient, &right.gradient)) {
        d->step = step;
        name_place(d, n);
    }
    op_pass_free(&right);
    return true;
}

static bool has_gradient(const tensor *gradient)
{
    for (size_t i = 0, count = element_count(gradient); i < count; i++)
        if (gradient->data[i] != 0)
            return true;
    return false;
}

static void note_loss(op_trace *t, size_t step, double loss)
{
    if (step == 0)
        t->first_loss = t->worst_loss = loss;
    if (!isnan(t->worst_loss) && !(loss <= t->worst_loss)) {
        t->worst_loss = loss;
        t->worst_step = step;
    }
    t->steps = step + 1;
}

/* Where an epoch begins, the one before it is over. */
static void end_epoch(watch *w, size_t step, const op_network *n)
{
    const size_t epoch = step / w->steps_per_epoch;
    evaluation now;
    if (step == 0 || step % w->steps_per_epoch != 0)
        return;
    w->result->trace.late_loss = w->epoch_loss / (double)w->steps_per_epoch;
    w->epoch_loss = 0;
    if (w->display && w->display->show &&
        op_network_evaluate(&now, n, &op_source_reference, &w->task->samples) == OP_OK)
        w->display->show(w->display->context, epoch, w->task->recipe.epochs,
                         w->result->trace.late_loss, now.error);
}

static bool watch_step(void *context, size_t step, const op_network *n, const op_batch *batch,
                       const op_pass *pass)
{
    watch *w = context;
    op_trace *t = &w->result->trace;
    end_epoch(w, step, n);
    w->epoch_loss += pass->loss;
    note_loss(t, step, pass->loss);
    for (size_t i = 0; i < pass->gradient.count; i++)
        t->moved[i] = t->moved[i] || has_gradient(pass->gradient.at[i]);
    return t->departure.found || look_for_departure(w, step, n, batch, pass);
}

/* Whether a unit gives the same value for every sample. */
static bool is_dead(const tensor *value, size_t unit)
{
    const size_t width = value->dims[1];
    for (size_t n = 1; n < value->dims[0]; n++)
        if (value->data[n * width + unit] != value->data[unit])
            return false;
    return true;
}

static void count_dead_units(op_training_result *out, const op_network *n, const op_source *by,
                             const recipe *samples)
{
    op_pass pass;
    const op_batch all = {samples->X, samples->y, samples->label};
    if (op_network_pass(&pass, n, by, &all, false) != OP_OK)
        return;
    for (size_t i = 0, layer = 0; i < n->output_link; i++) {
        const op *o = n->link[i].op;
        if (o->input_count != 1 || op_locality(o) != LOCAL_ELEMENT || pass.value[i]->rank != 2)
            continue;
        const size_t units = pass.value[i]->dims[1];
        size_t dead = 0;
        layer++;
        for (size_t unit = 0; unit < units; unit++)
            dead += is_dead(pass.value[i], unit);
        if (dead > out->dead_units || out->units == 0) {
            out->dead_units = dead;
            out->units = units;
            out->dead_layer = layer;
        }
    }
    op_pass_free(&pass);
}

static bool reaches(double value, double most)
{
    return isnan(most) || value <= most;
}

static bool judge_network(op_training_result *out, const op_training *t, const op_network *n,
                          error *e)
{
    if (op_network_evaluate(&out->test, n, &op_source_reference, &t->samples) != OP_OK)
        return fail(e, "%s: could not be evaluated", t->ops);
    out->passed = reaches(out->test.error, t->most_error) &&
                  reaches(out->test.loss, t->most_loss) &&
                  !(t->every_step && out->trace.departure.found);
    return true;
}

static void copy_parameters(parameters *to, const parameters *from)
{
    for (size_t i = 0; i < from->count; i++)
        memcpy(to->at[i]->data, from->at[i]->data, element_count(from->at[i]) * sizeof(double));
}

bool op_training_run(op_training_result *out, const op_training *t, const op_source *by,
                     parameters *trained, const op_training_display *display, error *e)
{
    op_training_result result = {.status = OP_OK};
    const size_t N = t->recipe.X->dims[0], batch_size = t->recipe.batch_size;
    watch w = {.task = t,
               .display = display,
               .result = &result,
               .steps_per_epoch = (N + batch_size - 1) / batch_size};
    op_network *n;
    if (!op_network_open_at(&n, t->ops, t->recipe.X->dims[1], t->start, e))
        return false;
    result.parameter_count = n->p.count;
    for (size_t i = 0; i < n->p.count; i++)
        op_network_parameter_name(n, i, result.parameter_name[i]);
    result.status = op_network_train(n, by, &t->recipe, watch_step, &w);
    bool ok = w.status == OP_OK || fail(e, "%s: the reference can't train it", t->ops);
    if (ok && result.status == OP_OK) {
        end_epoch(&w, result.trace.steps, n);
        ok = judge_network(&result, t, n, e);
        if (ok && !result.passed)
            count_dead_units(&result, n, by, &t->samples);
        if (ok && trained)
            copy_parameters(trained, &n->p);
    }
    op_network_close(n);
    if (ok)
        *out = result;
    return ok;
}

/* --- the culprit ------------------------------------------------------------------------------ */

/* Whether the training fails with one op, or one of its functions, from the submission. */
static bool fails_with(op_training_result *alone, const op_training *t, op_calls *calls,
                       const op *o, direction d, bool *fails, error *e)
{
    const op_source by = op_calls_source(calls);
    calls->only = o;
    calls->only_direction = d;
    calls->seconds_left = t->seconds;
    if (!op_training_run(alone, t, &by, NULL, NULL, e))
        return false;
    if (calls->broken)
        return false;
    *fails = alone->status != OP_OK || !alone->passed;
    return true;
}

static bool comes_before(const op_network *n, size_t link)
{
    for (size_t i = 0; i < link; i++)
        if (n->link[i].op == n->link[link].op)
            return true;
    return false;
}

/* Which of the culprit's two functions is enough. */
static bool find_direction(culprit *c, const op_training *t, op_calls *calls, error *e)
{
    for (direction d = FORWARD; d <= BACKWARD; d++) {
        op_training_result alone;
        bool fails = false;
        if (!fails_with(&alone, t, calls, c->op, d, &fails, e))
            return false;
        if (!fails)
            continue;
        c->direction = c->direction == DIRECTION_COUNT ? d : DIRECTION_COUNT;
        if (c->direction == DIRECTION_COUNT)
            return true;
        c->alone = alone;
    }
    return true;
}

bool op_training_find_culprit(culprit *out, const op_training *t, op_calls *calls, error *e)
{
    op_calls trial = *calls;
    culprit found = {.direction = DIRECTION_COUNT};
    op_network *n = NULL;
    bool ok = op_network_open_at(&n, t->ops, t->recipe.X->dims[1], t->start, e);
    for (size_t i = 0; ok && !found.op && i < n->link_count; i++) {
        bool fails = false;
        if (comes_before(n, i))
            continue;
        ok = fails_with(&found.alone, t, &trial, n->link[i].op, DIRECTION_COUNT, &fails, e);
        if (ok && fails)
            found.op = n->link[i].op;
    }
    if (ok && found.op)
        ok = find_direction(&found, t, &trial, e);
    op_network_close(n);
    if (ok)
        *out = found;
    return ok;
}
