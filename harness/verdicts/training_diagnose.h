/* training_diagnose.h - from wrong parameters to the name of the mistake. */
#ifndef TRAINING_DIAGNOSE_H
#define TRAINING_DIAGNOSE_H

#include "diagnose.h"
#include "training_judge.h"

/* Looks for what explains the failed verdicts of the steps: a slip that predicts the parameters of
 * all these cases, or a start from other parameters than those given. For that, and to find where
 * they leave the reference's path, the submission is asked again, on parts of the data. */
bool training_diagnose(mistake *m, const planned_training *planned, const training_trials *trials,
                       const verdict verdicts[], const training_asker *asker, error *e);

/* What is the matter with parameters that did not learn, in words to add to a sentence, or "":
 * never trained, not finite, no better than guessing, units that are off for every sample. */
void training_examine(char *text, size_t size, const training_job *j, const parameters *got);

#endif
