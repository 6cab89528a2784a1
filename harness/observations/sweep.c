#include "sweep.h"

#include <stdio.h>
#include <string.h>

#include "tensor.h"

/* Rounding alone moves the error of a small network by less. */
const double SWEEP_MARGIN = 0.05;

size_t sweep_settings(const sweep *s, sweep_outcome outcomes[MAX_SWEEP])
{
    size_t count = 0;
    for (size_t i = 0; i < s->rate_count; i++, count++) {
        outcomes[count] = (sweep_outcome){.setting = s->base};
        outcomes[count].setting.learning_rate = s->rates[i];
        snprintf(outcomes[count].name, sizeof outcomes->name, "rate-%g", s->rates[i]);
    }
    for (size_t i = 0; i < s->layer_count; i++, count++) {
        outcomes[count] = (sweep_outcome){.setting = s->base};
        outcomes[count].setting.hidden_layers = s->layers[i];
        snprintf(outcomes[count].name, sizeof outcomes->name, "layers-%zu", s->layers[i]);
    }
    for (size_t i = 0; i < s->width_count; i++, count++) {
        outcomes[count] = (sweep_outcome){.setting = s->base};
        outcomes[count].setting.hidden = s->widths[i];
        snprintf(outcomes[count].name, sizeof outcomes->name, "width-%zu", s->widths[i]);
    }
    return count;
}

/* The two data sets as the training takes them. */
typedef struct sweep_data {
    training_data *train, *test;
    network_size size; /* but for what is swept */
} sweep_data;

static bool train_reference(void *context, const training *t, const recipe *r, parameters *p,
                            bool *trained, error *e)
{
    (void)context;
    *trained = t->train(r, p->at, p->count) == OP_OK;
    return *trained || fail(e, "%s: the reference can't train it", t->name);
}

static bool train_setting(sweep_result *out, bool *trained, const sweep *s, const sweep_data *d,
                          const sweep_setting *setting, sweep_trainer *trainer, void *context,
                          error *e)
{
    recipe r = s->recipe;
    network_size size = d->size;
    parameters p;
    training_data_fill(d->train, &r);
    r.learning_rate = setting->learning_rate;
    size.hidden = setting->hidden;
    size.hidden_layers = setting->hidden_layers;
    if (!parameters_new(&p, s->t, &size, s->seed, e))
        return false;
    bool ok = trainer(context, s->t, &r, &p, trained, e);
    if (ok && *trained)
        ok = training_evaluate(&out->train, s->t, &p, d->train, e) &&
             training_evaluate(&out->test, s->t, &p, d->test, e);
    parameters_free(&p);
    return ok;
}

static bool run_setting(sweep_outcome *o, const sweep *s, const sweep_data *d,
                        sweep_trainer *trainer, void *context, error *e)
{
    bool known;
    if (!train_setting(&o->reference, &known, s, d, &o->setting, train_reference, NULL, e) ||
        !train_setting(&o->own, &o->trained, s, d, &o->setting, trainer, context, e))
        return false;
    o->passed = o->trained && o->own.test.error <= o->reference.test.error + SWEEP_MARGIN;
    return true;
}

/* Whether the reference learns much with a setting. */
static bool is_learnt(const sweep_outcome *o, size_t classes)
{
    return o->reference.test.error < 0.6 * (1 - 1 / (double)classes);
}

static void demand_learning(sweep_outcome outcomes[], size_t count, size_t classes)
{
    bool learnt = false;
    for (size_t i = 0; i < count; i++)
        learnt = learnt || (outcomes[i].passed && is_learnt(&outcomes[i], classes));
    for (size_t i = 0; i < count; i++)
        outcomes[i].passed = outcomes[i].passed && learnt;
}

bool sweep_run(sweep_outcome outcomes[], size_t count, const sweep *s, const dataset *train,
               const dataset *test, sweep_trainer *trainer, void *context,
               void (*show)(void *data, size_t done, size_t all, const char *item), void *data,
               error *e)
{
    sweep_data d = {.size = {.inputs = train->features, .outputs = train->classes}};
    bool ok =
        training_data_open(&d.train, s->t, train, e) && training_data_open(&d.test, s->t, test, e);
    for (size_t i = 0; ok && i < count; i++) {
        if (show)
            show(data, i, count, outcomes[i].name);
        ok = run_setting(&outcomes[i], s, &d, trainer, context, e);
    }
    if (ok)
        demand_learning(outcomes, count, train->classes);
    training_data_close(d.train);
    training_data_close(d.test);
    return ok;
}

bool sweep_train_on_ops(void *context, const training *t, const recipe *r, parameters *p,
                        bool *trained, error *e)
{
    op_calls *calls = context;
    const op_source by = op_calls_source(calls);
    char chain[OP_CHAIN];
    op_network *n;
    op_network_chain(chain, t);
    if (!op_network_open_at(&n, chain, r->X->dims[1], p, e))
        return false;
    *trained = op_network_train(n, &by, r, NULL, NULL) == OP_OK;
    for (size_t i = 0; i < p->count; i++)
        memcpy(p->at[i]->data, n->p.at[i]->data, element_count(p->at[i]) * sizeof(double));
    op_network_close(n);
    return !calls->broken;
}
