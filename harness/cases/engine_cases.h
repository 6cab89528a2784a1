/* engine_cases.h - what every submitted engine is asked: the graphs of the course documents, graphs
 * that engines are known to get wrong, and random ones, drawn from a seed. */
#ifndef ENGINE_CASES_H
#define ENGINE_CASES_H

#include "engine_expect.h"
#include "op_table.h"

/* What a case is there to find out, besides what comes out of it. */
typedef enum engine_trait {
    ENGINE_PLAIN,
    ENGINE_RANDOM, /* may be shrunk */
    ENGINE_DEEP,   /* a long chain */
    ENGINE_LEAK    /* done so often that a leak shows */
} engine_trait;

typedef struct engine_case {
    char name[32];
    direction
        part; /* what the points are for: values, reverse mode, or forward mode and Jacobians */
    engine_trait trait;
    bool is_public;  /* drawn from PUBLIC_SEED */
    uint32_t output; /* the node that the case is about, for its formula */
    engine_program program;
    engine_expectation *expected;
} engine_case;

typedef struct engine_cases {
    size_t count;
    engine_case **list;
} engine_cases;

enum { LEAK_PASSES = 10000, DEEP_NODES = 100000 };

/* Draws and proves all cases; seed: of those that are hidden. Fails where one cannot be proved: a
 * fault of the grader's own. */
bool engine_cases_make(engine_cases *out, const char *seed, error *e);
void engine_cases_free(engine_cases *c);
void engine_case_free(engine_case *c);

#endif
