/* observe.h - everything that is asked of one op of a submission, and what came back.
 *
 * Every case takes up to five calls. The order is the same whatever the answers are, so that a
 * submission learns nothing from it; backward is never called right after its own forward, so that
 * one which relies on what forward left behind shows. */
#ifndef OBSERVE_H
#define OBSERVE_H

#include "plan.h"
#include "sandbox.h"

typedef enum probe {
    PROBE_FORWARD,   /* forward at in */
    PROBE_NUDGED,    /* forward at nudged, a point close by */
    PROBE_BACKWARD,  /* backward into gradients of zeros */
    PROBE_PREFILLED, /* backward into gradients that hold something already */
    PROBE_JVP,
    PROBE_COUNT
} probe;

direction probe_direction(probe p);

/* One call and its results. result[] as in struct call; NULL where nothing came back. */
typedef struct trial {
    bool made; /* false: the function is not there, or was not asked for */
    observation seen;
    tensor *result[MAX_INPUTS];
} trial;

typedef struct case_trials {
    trial trials[PROBE_COUNT];
} case_trials;

typedef struct op_trials {
    size_t case_count;
    case_trials *cases;            /* in the plan's order */
    bool defined[DIRECTION_COUNT]; /* whether the submission has that function */
} op_trials;

/* The bits of an output cell before forward or jvp writes it: a NaN that no computation makes. */
double poison(void);
bool is_poison(double value);

/* Calls the functions of one op. unloadable: what stopped the submission from loading, kept between
 * the ops of one submission so that it is not tried for each of them again; all zeros at first.
 * False only for a fault of the grader's own. */
bool observe_op(op_trials *out, sandbox *s, const submission *sub, const planned_op *planned,
                observation *unloadable, error *e);
void op_trials_free(op_trials *t);

#endif
