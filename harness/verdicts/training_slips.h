/* training_slips.h - training loops with one mistake each, to predict the parameters that a
 * submission with that mistake leaves. */
#ifndef TRAINING_SLIPS_H
#define TRAINING_SLIPS_H

#include "training_cases.h"

/* A loop is right where everything is 0. */
typedef struct training_slip {
    const char *sentence; /* what is wrong with it */
    enum { GRADIENT_IS_CLEARED, CLEARED_EVERY_EPOCH, NEVER_CLEARED } clearing;
    enum {
        VELOCITY_IS_KEPT,
        NO_VELOCITY,
        VELOCITY_DAMPED,
        VELOCITY_RESTARTS,
        VELOCITY_NEGATED
    } velocity; /* damped: (1 - momentum) g enters it; negated: v = mu v - lr g, w -= v */
    enum { STEPS_DOWN, STEPS_UP, STEPS_LOOK_AHEAD } steps;
    enum {
        ALL_DECAY,
        NOTHING_DECAYS,
        DECAY_WITHOUT_WEIGHT,
        BIASES_DO_NOT_DECAY,
        WEIGHTS_DO_NOT_DECAY,
        DECAY_NEEDS_MOMENTUM,
        DECAY_BESIDE_VELOCITY
    } decay;
    enum { MEAN_OF_BATCH, MEAN_TAKEN_TWICE, MEAN_OF_FULL_BATCH, NO_MEAN, MEAN_OF_ALL } mean;
    enum {
        ALL_BATCHES,
        SMALL_BATCH_LEFT_OUT,
        SMALL_BATCH_EMPTY, /* it is gone through, with no samples in it */
        FIRST_BATCH_ONLY,
        ONE_STEP_AN_EPOCH
    } batches;
    bool backwards; /* from the last sample to the first */
    enum { ALL_TRAINED, BIASES_FROZEN, FIRST_FROZEN, LAST_FROZEN, ALL_FROZEN } frozen;
    enum { ALL_EPOCHS, FIRST_EPOCH, ONE_EPOCH, EPOCH_TOO_MANY, EPOCH_TOO_FEW } epochs;
    enum {
        RIGHT_SLOPE,
        NO_SLOPE,          /* the hidden activation's derivative is left out */
        SLOPE_IS_VALUE,    /* f(z) in its place */
        SLOPE_OF_VALUE,    /* f'(f(z)) */
        SLOPE_ON_LEFT,     /* where the unit is off */
        SLOPE_WITHOUT_LEFT /* none on the left side */
    } slope;
    enum { RIGHT_OUTPUT, OUTPUT_SLOPE_TOO, NO_OUTPUT_SLOPE } output;
    enum { RIGHT_FACTOR, DOUBLED, HALVED, OVER_OUTPUTS, TIMES_OUTPUTS } factor; /* of the loss */
    bool steps_on_the_way; /* a layer is stepped before the one below sees its weights */
} training_slip;

size_t training_slip_count(void);
const training_slip *training_slip_at(size_t i);

/* Trains p with the mistake, from where they are. False where there is no memory, or where the
 * mistake is none for this training. */
bool training_slip_train(const training_slip *s, const training_job *j, parameters *p);

#endif
