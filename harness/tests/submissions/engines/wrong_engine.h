/* wrong_engine.h - the mistakes that wrong_engine.c can make, as MISTAKE(NAME, row, what is wrong).
 * The row is that of the catalogue of students' mistakes, "" where it has none. */
#ifndef WRONG_ENGINE_H
#define WRONG_ENGINE_H

#define ENGINE_MISTAKES(MISTAKE)                                                                   \
    MISTAKE(NO_MISTAKE, "", "nothing")                                                             \
    MISTAKE(GRADIENT_ASSIGNED, "K1", "a contribution replaces the gradient instead of adding")     \
    MISTAKE(REVISITS_NODES, "K2", "recursion: each arriving gradient passes on all that arrived")  \
    MISTAKE(EVERY_PATH, "K2", "recursion along every path: right, but exponentially many calls")   \
    MISTAKE(DEPTH_FIRST, "K2", "recursion: a node's turn comes before all its consumers had one")  \
    MISTAKE(OLDEST_FIRST, "K2", "the tape is walked upwards")                                      \
    MISTAKE(RECURSIVE_ORDER, "K2",                                                                 \
            "right, but marks by recursion what is needed: overflows the stack")                   \
    MISTAKE(NEVER_ZEROED, "K5", "gradients of the last backward are still there")                  \
    MISTAKE(ZEROED_INSIDE, "K7", "gradients are zeroed in the middle of a backward")               \
    MISTAKE(SEED_ZERO, "K8", "starts from gradient 0")                                             \
    MISTAKE(SEED_VALUE, "K8", "starts from the output's value")                                    \
    MISTAKE(SEED_COUNT, "K8", "starts from the number of elements of the first input")             \
    MISTAKE(SEEDS_EVERY_END, "K8", "starts from all nodes that nothing uses")                      \
    MISTAKE(VALUE_BORROWED, "K10", "keeps a pointer to the caller's elements")                     \
    MISTAKE(INDEX_BORROWED, "K10", "keeps a pointer to the caller's index")                        \
    MISTAKE(FORWARD_IN_PLACE, "K11", "an op's value is written over that of its input")            \
    MISTAKE(UPSTREAM_CLEARED, "K12", "a gradient is gone once it was passed on")                   \
    MISTAKE(RESHAPE_COPY, "K14", "where the rank changes, backward adds to a copy")                \
    MISTAKE(GRADIENT_OVER_VALUE, "K15", "gradients of inputs are written over their values")       \
    MISTAKE(NOT_RECORDED, "K16", "ops of one input are computed, but not recorded")                \
    MISTAKE(ONE_LINK, "K17", "one link per node serves the list of nodes and that of visits")      \
    MISTAKE(LEAKS_PER_PASS, "K18", "every backward leaks")                                         \
    MISTAKE(LEAKS_AT_CLOSE, "K18", "gradients are not released at the end")                        \
    MISTAKE(VALUE_MOVES, "K18", "values are replaced as the graph grows: use after free")          \
    MISTAKE(NOT_ZEROED_FIRST, "K19", "the first backward relies on malloc giving zeros")           \
    MISTAKE(ONE_TAPE, "", "all engines write to the tape of the one opened last")                  \
    MISTAKE(UNUSED_VISITED, "", "calls the backward of nodes that the output does not need")       \
    MISTAKE(ERROR_LEAVES_NODE, "", "an op that fails leaves a node behind")                        \
    MISTAKE(FAILURE_IGNORED, "", "goes on after an op that failed, and answers OP_OK")             \
    MISTAKE(QUADRATIC, "", "looks through the whole tape for every node")                          \
    MISTAKE(TANGENTS_KEPT, "", "tangents of the last direction are still there")                   \
    MISTAKE(ONLY_FIRST_MOVES, "", "only the first of several inputs moves")                        \
    MISTAKE(PASS_PER_INPUT, "", "a pass for every input that moves, instead of one for all")       \
    MISTAKE(JACOBIAN_TRANSPOSED, "", "J[input element][output element]")                           \
    MISTAKE(ROWS_PILE_UP, "K5", "a row of the Jacobian contains the rows above it")                \
    MISTAKE(ROWS_AT_ONCE, "K8", "every row of the Jacobian is the sum of all rows")                \
    MISTAKE(FORWARD_BY_REVERSE, "", "the forward Jacobian is that of reverse mode")

typedef enum mistake {
#define MISTAKE(name, row, what) name,
    ENGINE_MISTAKES(MISTAKE)
#undef MISTAKE
} mistake;

#endif
