/* engine_sketch.h - the programs behind engine_cases, as a table and a function for each. */
#ifndef ENGINE_SKETCH_H
#define ENGINE_SKETCH_H

#include <gsl/gsl_rng.h>

#include "engine_cases.h"

/* A program being sketched: the function starts it and draws its numbers. */
typedef struct engine_sketch {
    engine_program *p;
    gsl_rng *random;
    uint32_t output;
} engine_sketch;

/* All cases, as SKETCH(name, part, trait, visibility). Public are those of the course documents and
 * the plainest. */
#define ENGINE_SKETCHES(SKETCH)                                                                    \
    SKETCH(values_of_edf1_a, FORWARD, ENGINE_PLAIN, PUBLIC)                                        \
    SKETCH(values_of_edf1_b, FORWARD, ENGINE_PLAIN, HIDDEN)                                        \
    SKETCH(values_of_fr, FORWARD, ENGINE_PLAIN, PUBLIC)                                            \
    SKETCH(values_of_rows, FORWARD, ENGINE_PLAIN, HIDDEN)                                          \
    SKETCH(values_stay, FORWARD, ENGINE_PLAIN, HIDDEN)                                             \
    SKETCH(values_of_two, FORWARD, ENGINE_PLAIN, HIDDEN)                                           \
    SKETCH(bad_input, FORWARD, ENGINE_PLAIN, HIDDEN)                                               \
    SKETCH(values_random, FORWARD, ENGINE_RANDOM, HIDDEN)                                          \
    SKETCH(values_random_rows, FORWARD, ENGINE_RANDOM, HIDDEN)                                     \
    SKETCH(same_node_twice, BACKWARD, ENGINE_PLAIN, PUBLIC)                                        \
    SKETCH(diamond, BACKWARD, ENGINE_PLAIN, PUBLIC)                                                \
    SKETCH(unequal_diamond, BACKWARD, ENGINE_PLAIN, HIDDEN)                                        \
    SKETCH(diamonds_in_a_row, BACKWARD, ENGINE_PLAIN, HIDDEN)                                      \
    SKETCH(edf1_a, BACKWARD, ENGINE_PLAIN, PUBLIC)                                                 \
    SKETCH(edf1_b, BACKWARD, ENGINE_PLAIN, HIDDEN)                                                 \
    SKETCH(edf1_c, BACKWARD, ENGINE_PLAIN, HIDDEN)                                                 \
    SKETCH(hw1, BACKWARD, ENGINE_PLAIN, PUBLIC)                                                    \
    SKETCH(fr, BACKWARD, ENGINE_PLAIN, PUBLIC)                                                     \
    SKETCH(vug_sum, BACKWARD, ENGINE_PLAIN, PUBLIC)                                                \
    SKETCH(vug_rows, BACKWARD, ENGINE_PLAIN, HIDDEN)                                               \
    SKETCH(unused_branch, BACKWARD, ENGINE_PLAIN, HIDDEN)                                          \
    SKETCH(second_backward, BACKWARD, ENGINE_PLAIN, PUBLIC)                                        \
    SKETCH(two_outputs, BACKWARD, ENGINE_PLAIN, HIDDEN)                                            \
    SKETCH(op_fails, BACKWARD, ENGINE_PLAIN, HIDDEN)                                               \
    SKETCH(two_engines, BACKWARD, ENGINE_PLAIN, HIDDEN)                                            \
    SKETCH(random_1, BACKWARD, ENGINE_RANDOM, HIDDEN)                                              \
    SKETCH(random_2, BACKWARD, ENGINE_RANDOM, HIDDEN)                                              \
    SKETCH(random_3, BACKWARD, ENGINE_RANDOM, HIDDEN)                                              \
    SKETCH(random_rows_1, BACKWARD, ENGINE_RANDOM, HIDDEN)                                         \
    SKETCH(random_rows_2, BACKWARD, ENGINE_RANDOM, HIDDEN)                                         \
    SKETCH(random_rows_3, BACKWARD, ENGINE_RANDOM, HIDDEN)                                         \
    SKETCH(deep_chain, BACKWARD, ENGINE_DEEP, HIDDEN)                                              \
    SKETCH(leak_per_pass, BACKWARD, ENGINE_LEAK, HIDDEN)                                           \
    SKETCH(leak_at_close, BACKWARD, ENGINE_LEAK, HIDDEN)                                           \
    SKETCH(directions_of_fr, JVP, ENGINE_PLAIN, PUBLIC)                                            \
    SKETCH(directions_of_edf1_b, JVP, ENGINE_PLAIN, HIDDEN)                                        \
    SKETCH(jacobians_of_fr, JVP, ENGINE_PLAIN, PUBLIC)                                             \
    SKETCH(jacobians_of_matmul, JVP, ENGINE_PLAIN, HIDDEN)                                         \
    SKETCH(jacobians_of_softmax, JVP, ENGINE_PLAIN, HIDDEN)                                        \
    SKETCH(direction_at_diamond, JVP, ENGINE_PLAIN, HIDDEN)                                        \
    SKETCH(forward_random, JVP, ENGINE_RANDOM, HIDDEN)                                             \
    SKETCH(forward_random_rows, JVP, ENGINE_RANDOM, HIDDEN)                                        \
    SKETCH(jacobians_random_rows, JVP, ENGINE_RANDOM, HIDDEN)                                      \
    SKETCH(deep_direction, JVP, ENGINE_DEEP, HIDDEN)

#define DECLARE_SKETCH(name, part, trait, visibility) void sketch_##name(engine_sketch *s);
ENGINE_SKETCHES(DECLARE_SKETCH)
#undef DECLARE_SKETCH

/* Shorthands for sketches. */
uint32_t sketch_number(engine_sketch *s, uint32_t owner, double x);
uint32_t sketch_draw(engine_sketch *s, uint32_t owner, size_t rank, const size_t *dims, double low,
                     double high);
uint32_t sketch_unary(engine_sketch *s, const char *op_name, uint32_t x);
uint32_t sketch_binary(engine_sketch *s, const char *op_name, uint32_t a, uint32_t b);
uint32_t sketch_total(engine_sketch *s, uint32_t x); /* the sum over all elements */

/* A direction in which all inputs of the engine 0 move that the output depends on. */
void sketch_direction(engine_sketch *s, uint32_t output);

/* Reverse mode from a node, and all that it finds. */
void sketch_backward(engine_sketch *s, uint32_t output);

/* All values of an engine, and how many nodes it has. */
void sketch_values(engine_sketch *s, uint32_t owner);

/* The Jacobian both ways. */
void sketch_jacobians(engine_sketch *s, uint32_t output, uint32_t input);

/* A random graph; its output is a scalar. rows: with tensors and their ops, not only scalars. */
uint32_t sketch_random(engine_sketch *s, bool rows);

#endif
