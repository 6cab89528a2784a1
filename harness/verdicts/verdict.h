/* verdict.h - the verdicts there are, and how reports treat them. */
#ifndef VERDICT_H
#define VERDICT_H

/* What is said of one case. */
typedef enum verdict_kind {
    VERDICT_PASSED,
    VERDICT_NOT_IMPLEMENTED,  /* no such function, or it says so itself */
    VERDICT_WRONG_VALUE,      /* forward */
    VERDICT_WRONG_GRADIENT,   /* backward */
    VERDICT_WRONG_TANGENT,    /* jvp */
    VERDICT_IMPRECISE,        /* beyond rounding, within what finite differences could tell */
    VERDICT_NON_FINITE,       /* NaN or infinity where a number belongs */
    VERDICT_NOT_WRITTEN,      /* output cells that were never written */
    VERDICT_OVERWRITTEN,      /* right, but put in place of what the gradient held, not added */
    VERDICT_UNSTEADY,         /* right in one call and wrong in another with the same numbers */
    VERDICT_OUT_OF_BOUNDS,    /* wrote in front of a tensor */
    VERDICT_WRONG_CALLS,      /* an engine: right, but with calls of ops that it must not make */
    VERDICT_LEAKED,           /* an engine: memory is lost in every pass */
    VERDICT_TOO_MANY_NODES,   /* a graph: right, but it computes something twice */
    VERDICT_MISSED_THRESHOLD, /* a training: what was learnt is not enough */
    VERDICT_RETURNED,         /* returned an error status */
    VERDICT_CRASHED,
    VERDICT_EXITED,
    VERDICT_TIMED_OUT,
    VERDICT_FORBIDDEN_CALL,
    VERDICT_MEMORY_LIMIT,
    VERDICT_OUTPUT_LIMIT,
    VERDICT_PROTOCOL,
    VERDICT_LOAD_FAILED,
    VERDICT_NOT_RUN,
    VERDICT_REJECTED,    /* the file is no submission */
    VERDICT_INTERRUPTED, /* not reached: the grader was asked to stop */
    VERDICT_KIND_COUNT
} verdict_kind;

/* How reports treat a kind. */
typedef enum verdict_class {
    CLASS_PASSED,
    CLASS_FAILURE, /* a wrong answer */
    CLASS_ERROR,   /* no answer */
    CLASS_SKIPPED  /* not attempted */
} verdict_class;

verdict_class verdict_class_of(verdict_kind kind);

/* "WrongGradient", for types in reports. */
const char *verdict_kind_name(verdict_kind kind);

#endif
