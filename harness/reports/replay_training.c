#include "replay_training.h"

#include <math.h>

#include "replay.h"
#include "training_calls.h"
#include "training_on_ops.h"

static void print_recipe(FILE *out, const training_case *c)
{
    const training_job *j = &c->jobs[0];
    const recipe *r = &j->recipe;
    fprintf(out, "%s/%s: train_%s, %s, %s\n", c->task->name, c->name, j->t->name, j->t->signature,
            j->t->formula);
    fprintf(out,
            "  %zu samples of %zu features, %zu epochs, batches of %zu, learning_rate = %g, "
            "momentum = %g, weight_decay = %g\n",
            r->X->dims[0], r->X->dims[1], r->epochs, r->batch_size, r->learning_rate, r->momentum,
            r->weight_decay);
}

static void print_labels(FILE *out, const recipe *r)
{
    if (!r->label)
        return;
    fprintf(out, "  label =");
    for (size_t n = 0; n < r->X->dims[0]; n++)
        fprintf(out, " %zu", r->label[n]);
    fputc('\n', out);
}

/* The name of parameter i; deeper networks have more of them than the signature. */
static const char *parameter_name(char text[32], size_t i)
{
    snprintf(text, 32, "%c%zu", i % 2 ? 'b' : 'W', i / 2 + 1);
    return text;
}

static void print_steps(FILE *out, const planned_training_case *planned, const training_trial *t)
{
    const training_job *j = &planned->test->jobs[0];
    char name[32];
    replay_tensor(out, "", "X", j->recipe.X);
    replay_tensor(out, "", "y", j->recipe.y);
    print_labels(out, &j->recipe);
    for (size_t i = 0; i < j->start.count; i++) {
        parameter_name(name, i);
        replay_tensor(out, "given ", name, j->start.at[i]);
        replay_tensor(out, "reference ", name, planned->expected->trained.at[i]);
        replay_tensor(out, "yours ", name, t->got.count ? t->got.at[i] : NULL);
    }
}

/* Loss and error of parameters, on the samples they were trained on and on hidden ones. */
static bool print_evaluation(FILE *out, const char *whose, const training_job *j,
                             const parameters *p, error *e)
{
    evaluation seen, hidden;
    if (!training_evaluate(&seen, j->t, p, j->data, e) ||
        !training_evaluate(&hidden, j->t, p, j->hidden, e))
        return false;
    fprintf(out, "    %-10s loss %.6g", whose, seen.loss);
    if (!isnan(seen.error))
        fprintf(out, ", error %.4g %%", 100 * seen.error);
    fprintf(out, "; on hidden samples %.6g", hidden.loss);
    if (!isnan(hidden.error))
        fprintf(out, ", %.4g %%", 100 * hidden.error);
    fputc('\n', out);
    return true;
}

static bool print_job(FILE *out, const training_job *j, const training_trial *t, error *e)
{
    parameters reference;
    if (!parameters_copy(&reference, &j->start, e))
        return false;
    bool ok = (j->t->train(&j->recipe, reference.at, reference.count) == OP_OK ||
               fail(e, "%s: the reference could not train", j->t->name)) &&
              print_evaluation(out, "untrained", j, &j->start, e) &&
              print_evaluation(out, "reference", j, &reference, e) &&
              (!t->got.count || print_evaluation(out, "yours", j, &t->got, e));
    parameters_free(&reference);
    return ok;
}

static bool print_case(FILE *out, const planned_training_case *c, const training_trial *trials,
                       error *e)
{
    print_recipe(out, c->test);
    if (c->test->part == PART_STEPS) {
        print_steps(out, c, trials);
        return true;
    }
    for (size_t k = 0; k < c->test->job_count; k++) {
        fprintf(out, "  seed %zu of %zu\n", k + 1, c->test->job_count);
        if (!print_job(out, &c->test->jobs[k], &trials[k], e))
            return false;
    }
    return true;
}

bool replay_training(FILE *out, const plan *p, const submission *sub, sandbox *box, error *e)
{
    static const training_trial nothing[MAX_TRAINING_SEEDS];
    const planned_training *planned = &p->trainings[0];
    const bool by_ops = planned->task->how == TRAIN_BY_OPS;
    observation unloadable = {0};
    training_trials trials = {0};
    char symbol[80];
    op_trainer trainer = {.calls = {.box = box, .sub = sub, .e = e}};
    const training_asker asker = {.call = by_ops ? training_call_on_ops : training_call_in_sandbox,
                                  .context = by_ops ? (void *)&trainer : box};
    sandbox_renew(box);
    snprintf(symbol, sizeof symbol, "train_%s", planned->task->t->name);
    bool ok = training_observe(&trials, planned, by_ops || submission_defines(sub, symbol), &asker,
                               &unloadable, e) &&
              print_case(out, &planned->cases[0], trials.cases[0] ? trials.cases[0] : nothing, e);
    training_trials_free(&trials, planned);
    return ok;
}
