/* engine_expect.h - what must come out of a program: grade's own walk over it with the reference's
 * ops; and what would come out of an engine with one of the mistakes that engines have.
 *
 * The walk knows the program as a whole, so it is nothing like an engine: it is proved by
 * differences and by comparing Jacobians found both ways. */
#ifndef ENGINE_EXPECT_H
#define ENGINE_EXPECT_H

#include "engine_program.h"
#include "error.h"
#include "tensor.h"

/* How an engine goes about it, as HABIT(NAME, what is wrong with it). */
#define ENGINE_HABITS(HABIT)                                                                       \
    HABIT(RIGHT, "")                                                                               \
    HABIT(ASSIGNS, "a contribution replaces what the gradient holds: = instead of +=")             \
    HABIT(REVISITS, "a node passes its gradient on again whenever something arrives: it is to "    \
                    "wait for all its consumers and pass the sum on once")                         \
    HABIT(DEPTH_FIRST, "a node passes its gradient on before all its consumers had their turn: "   \
                       "visit nodes in reverse topological order")                                 \
    HABIT(UPWARDS, "nodes are visited from the oldest on: backward starts at the output")          \
    HABIT(KEEPS, "the gradients of the last backward are still there: every backward starts at 0") \
    HABIT(ZEROES_INSIDE, "gradients are zeroed in the middle of a backward, which drops what had " \
                         "arrived")                                                                \
    HABIT(SEEDS_ZERO, "backward starts with 0 at the output, not with dy/dy = 1")                  \
    HABIT(SEEDS_VALUE, "backward starts with the output's value, not with dy/dy = 1")              \
    HABIT(SEEDS_COUNT, "backward starts with a number of elements, not with dy/dy = 1")            \
    HABIT(SEEDS_ENDS, "backward starts from every node that nothing uses, not from the output "    \
                      "alone")                                                                     \
    HABIT(CLEARS_UPSTREAM, "a node's gradient is gone once it was passed on")                      \
    HABIT(RESHAPES_A_COPY, "where the rank changes, the gradient goes into a copy and is lost")    \
    HABIT(DROPS_UNARY, "ops of one input are computed, but not recorded: no gradient gets past "   \
                       "them")                                                                     \
    HABIT(VALUE_BORROWED, "an input's elements are not copied: they change with the caller's")     \
    HABIT(INDEX_BORROWED, "an op's index is not copied: it changes with the caller's")             \
    HABIT(IN_PLACE, "an op's value is written over that of its input")                             \
    HABIT(OVERWRITES_VALUES, "gradients of inputs are written over their values")                  \
    HABIT(ROWS_AT_ONCE, "every row of the Jacobian is the sum of all rows")                        \
    HABIT(ROWS_PILE_UP, "a row of the Jacobian contains those above it: start each pass at 0")     \
    HABIT(TRANSPOSES, "the Jacobian is transposed: it is J[output element][input element]")        \
    HABIT(KEEPS_TANGENTS, "tangents of the last direction are still there")                        \
    HABIT(MOVES_FIRST, "only the first of the inputs moves")

#define NAME_HABIT(name, sentence) HABIT_##name,
typedef enum engine_habit { ENGINE_HABITS(NAME_HABIT) HABIT_COUNT } engine_habit;
#undef NAME_HABIT

/* What is wrong with the habit, without a full stop. */
const char *engine_habit_text(engine_habit h);

typedef struct engine_expectation {
    tensor *value[PROGRAM_NODES];
    int32_t status[PROGRAM_STEPS];
    double number[PROGRAM_RESULTS], tolerance[PROGRAM_RESULTS];
} engine_expectation;

/* Finds and proves what must come out. Fails where the proof does, or where a gradient of an input
 * that the output depends on is so small that zeros would pass. */
bool engine_expect(engine_expectation **out, const engine_program *p, error *e);
void engine_expectation_free(engine_expectation *x);

/* Fills in the results that an engine with the habit would give; false where that can't be said.
 * What the steps return and node values are those of a right engine. */
bool engine_predict(double number[PROGRAM_RESULTS], double tolerance[PROGRAM_RESULTS],
                    const engine_program *p, engine_habit h);

#endif
