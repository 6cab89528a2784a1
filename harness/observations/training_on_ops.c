#include "training_on_ops.h"

#include <math.h>
#include <stdio.h>

#include "training_symptoms.h"

/* By the clock, for trainings that set no limit of their own. */
static const double SECONDS = 20;

/* Why a training ended early, as if it had been one call. */
static observation tell_end(op_trainer *trainer)
{
    const op_calls *calls = &trainer->calls;
    snprintf(trainer->function, sizeof trainer->function, "%s_%s", calls->ended_op->name,
             direction_name[calls->ended_direction]);
    if (calls->missing)
        return (observation){
            .outcome = CALL_RETURNED, .phase = PHASE_CALL, .code = OP_NOT_IMPLEMENTED};
    return calls->seen;
}

bool training_call_on_ops(void *context, const training_request *r, observation *seen, error *e)
{
    op_trainer *trainer = context;
    const op_source by = op_calls_source(&trainer->calls);
    const op_training t = {.ops = r->ops,
                           .start = r->parameters,
                           .recipe = *r->recipe,
                           .samples = *r->recipe,
                           .most_error = NAN,
                           .most_loss = NAN,
                           .seconds = r->seconds > 0 ? r->seconds : SECONDS};
    op_training_result result;
    trainer->calls.e = e;
    trainer->calls.seconds_left = t.seconds;
    trainer->calls.cpu_seconds = 0;
    if (!op_training_run(&result, &t, &by, r->parameters, &trainer->display, e) ||
        trainer->calls.broken)
        return false;
    *seen = result.status == OP_OK ? (observation){.outcome = CALL_COMPLETED, .phase = PHASE_CALL}
                                   : tell_end(trainer);
    seen->cpu_seconds = trainer->calls.cpu_seconds;
    return true;
}

/* A case that went wrong by what was computed: one of a threshold, if there is one, for training
 * longer shows more. Or NULL. */
static const planned_training_case *telling_case(const planned_training *planned,
                                                 const verdict verdicts[], size_t *number)
{
    const planned_training_case *found = NULL;
    for (size_t k = 0; k < planned->case_count; k++) {
        const planned_training_case *c = &planned->cases[k];
        if (verdict_class_of(verdicts[k].kind) != CLASS_FAILURE ||
            (found && c->test->part == PART_STEPS))
            continue;
        found = c;
        *number = k;
        if (c->test->part == PART_THRESHOLD)
            break;
    }
    return found;
}

op_training training_on_ops(const training_case *c, const training_job *j)
{
    const bool steps = c->part == PART_STEPS || isinf(c->at_most);
    const training_measure measure = c->task->measure;
    op_training t = {.ops = c->task->ops,
                     .start = &j->start,
                     .recipe = j->recipe,
                     .samples = j->recipe,
                     .most_error = !steps && measure == MEASURE_ERROR ? c->at_most : NAN,
                     .most_loss = !steps && measure == MEASURE_LOSS ? c->at_most : NAN,
                     .seconds = c->task->seconds > 0 ? c->task->seconds : SECONDS};
    if (j->hidden)
        training_data_fill(j->hidden, &t.samples);
    t.every_step = steps || measure == MEASURE_EXCESS;
    return t;
}

bool training_diagnose_on_ops(training_story *story, const planned_training *planned,
                              const verdict verdicts[], op_trainer *trainer, error *e)
{
    const planned_training_case *told = telling_case(planned, verdicts, &story->case_number);
    *story = (training_story){.case_number = story->case_number};
    if (!told)
        return true;
    const training_case *c = told->test;
    op_training t = training_on_ops(c, &c->jobs[verdicts[story->case_number].probe]);
    const op_source by = op_calls_source(&trainer->calls);
    op_training_result again;
    culprit found;
    if (c->part == PART_SWEEP) {
        t.most_error = told->expected->value + SWEEP_MARGIN;
        t.every_step = false;
    }
    char symptom_text[108], culprit_text[144];
    trainer->calls.e = e;
    trainer->calls.seconds_left = t.seconds;
    if (!op_training_run(&again, &t, &by, NULL, NULL, e) || trainer->calls.broken ||
        !op_training_find_culprit(&found, &t, &trainer->calls, e))
        return false;
    training_explain_symptom(symptom_text, sizeof symptom_text, &t, &again);
    training_explain_culprit(culprit_text, sizeof culprit_text, &found);
    snprintf(story->sentence, sizeof story->sentence, "%s%s%s", culprit_text,
             *culprit_text && *symptom_text ? "; " : "", symptom_text);
    training_explain_departure(story->departure, sizeof story->departure, &again.trace.departure);
    return true;
}
