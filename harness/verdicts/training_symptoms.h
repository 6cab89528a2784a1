/* training_symptoms.h - what a failed training looks like, in sentences for the student. Pure. */
#ifndef TRAINING_SYMPTOMS_H
#define TRAINING_SYMPTOMS_H

#include "op_training.h"

typedef enum symptom {
    SYMPTOM_NONE,
    SYMPTOM_NOT_A_NUMBER, /* the loss */
    SYMPTOM_EXPLODING,    /* the loss grows far beyond where it started */
    SYMPTOM_NO_GRADIENT,  /* a parameter never got one */
    SYMPTOM_DEAD_UNITS,   /* most units of a layer say the same of every sample */
    SYMPTOM_STUCK         /* at ln C: every class gets the same probability */
} symptom;

/* The symptom that tells most. *parameter: the first that never moved. */
symptom training_symptom(const op_training *t, const op_training_result *r, size_t *parameter);

/* One sentence each, without a full stop; "" where there is nothing to say. */
void training_explain_symptom(char *text, size_t size, const op_training *t,
                              const op_training_result *r);
void training_explain_departure(char *text, size_t size, const departure *d);
void training_explain_culprit(char *text, size_t size, const culprit *c);

/* "mlp_relu: epoch 3 of 10, loss 0.512, error 14.2 %, 2 s left", while it goes on. seconds: that
 * have gone by since the first epoch began. wrong: the share of misclassified samples; NAN where
 * nothing is classified. */
void training_explain_epoch(char *text, size_t size, const char *name, size_t epoch, size_t epochs,
                            double loss, double wrong, double seconds);

#endif
