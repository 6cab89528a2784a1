/* claims.h - what each wrong engine loses, and what is said of it. */
#ifndef CLAIMS_H
#define CLAIMS_H

enum { MAY = 2 }; /* where a random graph happens to share a node */

/* forward, backward, jvp: 1 where the part is lost; and what is said of backward or, where that is
 * right, of the part that is wrong. */
static const struct engine_claim {
    const char *file;
    int loses[3];
    const char *called;
} engine_claims[] = {
    {"no_mistake", {0, 0, 0}, NULL},
    {"gradient_assigned", {0, 1, 1}, "= instead of +="},
    {"revisits_nodes", {0, 1, MAY}, "passes its gradient on again"},
    {"every_path", {0, 1, MAY}, "once for every path"},
    {"depth_first", {0, 1, 0}, "reverse topological order"},
    {"oldest_first", {0, 1, 1}, "from the oldest on"},
    {"recursive_order", {0, 1, 0}, "overflows the stack"},
    {"never_zeroed", {0, 1, 1}, "of the last backward are still there"},
    {"zeroed_inside", {0, 1, 1}, "zeroed in the middle"},
    {"seed_zero", {0, 1, 1}, "starts with 0"},
    {"seed_value", {0, 1, 1}, "starts with the output's value"},
    {"seed_count", {0, 1, 1}, "starts with a number of elements"},
    {"seeds_every_end", {0, 1, 1}, "every node that nothing uses"},
    {"value_borrowed", {1, 1, 1}, "elements are not copied"},
    {"index_borrowed", {0, 1, 0}, "index is not copied"},
    {"forward_in_place", {1, 1, 1}, "written over that of its input"},
    {"upstream_cleared", {0, 1, 0}, "gone once it was passed on"},
    {"reshape_copy", {0, 1, 0}, "goes into a copy"},
    {"gradient_over_value", {0, 1, 0}, "written over their values"},
    {"not_recorded", {0, 1, 1}, "not recorded"},
    {"one_link", {0, 1, 0}, "keeps the gradient of an earlier backward"},
    {"leaks_per_pass", {0, 1, 0}, "never released"},
    {"leaks_at_close", {0, 1, 0}, "does not release everything"},
    {"value_moves", {1, 0, 0}, "must stay until engine_close"},
    {"one_tape", {1, 1, 0}, "engines share something"},
    {"unused_visited", {0, 1, 0}, "does not depend on"},
    {"error_leaves_node", {1, 0, 0}, "left behind"},
    {"failure_ignored", {0, 1, 0}, "failure is not passed on"},
    {"quadratic", {0, 1, 0}, "grows faster"},
    {"tangents_kept", {0, 0, 1}, "tangents of the last direction"},
    {"only_first_moves", {0, 0, 1}, "only the first of the inputs"},
    {"pass_per_input", {0, 0, 1}, "one pass moves them all"},
    {"jacobian_transposed", {0, 0, 1}, "transposed"},
    {"rows_pile_up", {0, 0, 1}, "contains those above it"},
    {"rows_at_once", {0, 0, 1}, "the sum of all rows"},
    {"forward_by_reverse", {0, 0, 1}, "found by reverse mode"},
};
enum { ENGINE_CLAIMS = sizeof engine_claims / sizeof *engine_claims };

#endif
