/* engine_walk.h - a program walked with the reference's ops, by an engine's habit. For
 * engine_expect only. */
#ifndef ENGINE_WALK_H
#define ENGINE_WALK_H

#include "engine_expect.h"

typedef struct engine_walk {
    const engine_program *p;
    engine_habit habit;
    tensor *value[PROGRAM_NODES], *gradient[PROGRAM_NODES], *tangent[PROGRAM_NODES];
    tensor *magnitude[PROGRAM_NODES]; /* sum of the magnitudes of a gradient's or tangent's terms */
    bool visited[PROGRAM_NODES];
    size_t visits;                /* of a pass, so that recursion can be given up */
    bool given_up;                /* the habit leads nowhere */
    bool passed[PROGRAM_ENGINES]; /* there was a backward already */
    double *number, *tolerance;   /* results, or NULL */
} engine_walk;

/* Walks all steps. False without memory or where an op fails; release w either way. moved: a node
 * whose element `element` is moved by `step` from what the program says; PROGRAM_NODES for none. */
bool engine_walk_run(engine_walk *w, uint32_t moved, size_t element, double step);
void engine_walk_free(engine_walk *w);

/* Reverse and forward passes, in engine_walk_passes.c. */
bool engine_walk_reverse(engine_walk *w, uint32_t output, size_t element, bool by_row);
bool engine_walk_forward(engine_walk *w, uint32_t output);

/* How far off a gradient or tangent of node n may be, after a pass. */
double engine_walk_tolerance(const engine_walk *w, uint32_t n);

/* Lists the values of a step's operands. */
void engine_walk_inputs(const engine_walk *w, const program_step *s, const tensor *in[MAX_INPUTS]);

/* The attributes that backward and jvp get to see. */
attributes engine_walk_attributes(const engine_walk *w, const program_step *s);

#endif
