/* engine_walk_passes.c - reverse and forward passes of a walk. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine_walk.h"
#include "op_table.h"

enum { PATIENCE = 4096 }; /* visits in one pass, for habits that recurse */

/* An engine's arithmetic is that of sums in any order: what it may be off by. */
static const double relative_slack = 1e-9, pass_slack = 1e-12;

static double largest(const tensor *t)
{
    double most = 0;
    for (size_t i = 0; i < element_count(t); i++)
        most = fmax(most, fabs(t->data[i]));
    return most;
}

double engine_walk_tolerance(const engine_walk *w, uint32_t n)
{
    double of_pass = 0;
    for (uint32_t m = 0; m < w->p->node_count; m++)
        if (w->magnitude[m])
            of_pass = fmax(of_pass, largest(w->magnitude[m]));
    return relative_slack * largest(w->magnitude[n]) + pass_slack * of_pass;
}

void engine_walk_inputs(const engine_walk *w, const program_step *s, const tensor *in[MAX_INPUTS])
{
    for (uint32_t i = 0; i < w->p->input_count[s->op]; i++)
        in[i] = w->value[s->operand[i]];
}

attributes engine_walk_attributes(const engine_walk *w, const program_step *s)
{
    static const size_t zeros[PROGRAM_INDEX];
    attributes attr = step_attributes(s);
    if (attr.index && w->habit == HABIT_INDEX_BORROWED)
        attr.index = zeros;
    return attr;
}

/* Adds a contribution to the gradient of a node, in the way of the habit. */
static void contribute(engine_walk *w, uint32_t to, const tensor *share, bool reshaped)
{
    tensor *gradient = w->gradient[to];
    if (reshaped && w->habit == HABIT_RESHAPES_A_COPY)
        return;
    if (w->habit == HABIT_ASSIGNS)
        tensor_fill(gradient, 0);
    for (size_t i = 0; i < element_count(share); i++) {
        gradient->data[i] += share->data[i];
        w->magnitude[to]->data[i] += fabs(share->data[i]);
    }
}

/* The shares of a node's operands, all 0; NULL without memory. */
static bool open_shares(const engine_walk *w, const program_step *s, tensor *share[MAX_INPUTS])
{
    bool ok = true;
    for (uint32_t i = 0; i < w->p->input_count[s->op]; i++) {
        const tensor *shape = w->value[s->operand[i]];
        share[i] = tensor_new(shape->rank, shape->dims);
        ok = ok && share[i];
    }
    return ok;
}

static void close_shares(tensor *share[MAX_INPUTS])
{
    for (size_t i = 0; i < MAX_INPUTS; i++)
        free(share[i]);
}

/* A node applied `repeat` times in a row is linear: each round passes on what the last one left. */
static bool repeat_backward(const engine_walk *w, const program_step *s, const tensor *const in[],
                            uint32_t n, tensor *share[MAX_INPUTS])
{
    const attributes attr = engine_walk_attributes(w, s);
    tensor *upstream = tensor_copy(w->gradient[n]);
    bool ok = upstream != NULL;
    for (uint32_t i = 0; i < s->repeat && ok; i++) {
        tensor_fill(share[0], 0);
        ok = op_at(s->op)->backward(in, &attr, w->value[n], upstream, share) == OP_OK;
        if (i + 1 < s->repeat)
            memcpy(upstream->data, share[0]->data, element_count(upstream) * sizeof(double));
    }
    free(upstream);
    return ok;
}

static bool pull_back(engine_walk *w, uint32_t n)
{
    const program_step *s = program_maker(w->p, n);
    const tensor *in[MAX_INPUTS] = {NULL};
    tensor *share[MAX_INPUTS] = {NULL};
    uint32_t count = w->p->input_count[s->op];
    if (w->habit == HABIT_DROPS_UNARY && count == 1)
        return true;
    engine_walk_inputs(w, s, in);
    bool ok = open_shares(w, s, share) && repeat_backward(w, s, in, n, share);
    for (uint32_t i = 0; ok && w->habit == HABIT_ZEROES_INSIDE && i < count; i++)
        tensor_fill(w->gradient[s->operand[i]], 0);
    for (uint32_t i = 0; ok && i < count; i++) {
        assert(share[i]);
        contribute(w, s->operand[i], share[i], share[i]->rank != w->value[n]->rank);
    }
    if (w->habit == HABIT_CLEARS_UPSTREAM)
        tensor_fill(w->gradient[n], 0);
    close_shares(share);
    return ok;
}

/* From a node to its operands, in the order of a recursion; once: nodes that were met before are
 * left out. */
static bool descend(engine_walk *w, uint32_t output, bool once)
{
    uint32_t waiting[PROGRAM_NODES * MAX_INPUTS], count = 0;
    bool ok = true;
    for (waiting[count++] = output; ok && count > 0;) {
        const uint32_t n = waiting[--count];
        const program_step *s = program_maker(w->p, n);
        w->given_up = w->given_up || ++w->visits > PATIENCE;
        if (s->verb == STEP_INPUT || w->given_up || (once && w->visited[n]))
            continue;
        w->visited[n] = true;
        ok = pull_back(w, n);
        for (uint32_t i = w->p->input_count[s->op]; i-- > 0;)
            waiting[count++] = s->operand[i];
    }
    return ok;
}

static void clear(engine_walk *w, uint32_t engine)
{
    bool keep = w->habit == HABIT_KEEPS && w->passed[engine];
    w->passed[engine] = true;
    w->visits = 0;
    for (uint32_t n = 0; n < w->p->node_count; n++) {
        w->visited[n] = false;
        if (!w->gradient[n])
            continue;
        tensor_fill(w->magnitude[n], 0);
        if (!keep && program_maker(w->p, n)->engine == engine)
            tensor_fill(w->gradient[n], 0);
    }
}

/* Whether nothing has used the node by now. */
static bool is_end(const engine_walk *w, uint32_t n)
{
    for (uint32_t m = 0; m < w->p->node_count && w->value[m]; m++) {
        const program_step *s = program_maker(w->p, m);
        for (uint32_t i = 0; s->verb == STEP_APPLY && i < s->operand_count; i++)
            if (s->operand[i] == n)
                return false;
    }
    return true;
}

static double first_count(const engine_walk *w, uint32_t engine)
{
    for (uint32_t n = 0; n < w->p->node_count; n++)
        if (program_maker(w->p, n)->engine == engine)
            return (double)element_count(w->value[n]);
    return 1;
}

static void seed(engine_walk *w, uint32_t output, size_t element, bool by_row,
                 bool wanted[PROGRAM_NODES])
{
    uint32_t engine = program_maker(w->p, output)->engine;
    double one = 1;
    if (w->habit == HABIT_SEEDS_ZERO)
        one = 0;
    if (w->habit == HABIT_SEEDS_VALUE)
        one = w->value[output]->data[element];
    if (w->habit == HABIT_SEEDS_COUNT)
        one = first_count(w, engine);
    for (uint32_t n = 0; w->habit == HABIT_SEEDS_ENDS && n < w->p->node_count; n++)
        if (w->value[n] && program_maker(w->p, n)->engine == engine && is_end(w, n)) {
            bool depends[PROGRAM_NODES];
            tensor_fill(w->gradient[n], 1);
            program_dependencies(w->p, n, depends);
            for (uint32_t m = 0; m < PROGRAM_NODES; m++)
                wanted[m] = wanted[m] || depends[m];
        }
    if (by_row && w->habit == HABIT_ROWS_AT_ONCE)
        tensor_fill(w->gradient[output], 1);
    w->gradient[output]->data[element] = one;
    w->magnitude[output]->data[element] = 1;
}

bool engine_walk_reverse(engine_walk *w, uint32_t output, size_t element, bool by_row)
{
    bool wanted[PROGRAM_NODES], ok = true;
    program_dependencies(w->p, output, wanted);
    clear(w, program_maker(w->p, output)->engine);
    seed(w, output, element, by_row, wanted);
    if (w->habit == HABIT_REVISITS || w->habit == HABIT_DEPTH_FIRST)
        return descend(w, output, w->habit == HABIT_DEPTH_FIRST);
    for (uint32_t i = 0; i < w->p->node_count && ok; i++) {
        uint32_t n = w->habit == HABIT_UPWARDS ? i : w->p->node_count - 1 - i;
        if (wanted[n] && program_maker(w->p, n)->verb == STEP_APPLY)
            ok = pull_back(w, n);
    }
    return ok;
}

static bool push_forward(engine_walk *w, uint32_t n)
{
    const program_step *s = program_maker(w->p, n);
    const tensor *in[MAX_INPUTS] = {NULL}, *tangent[MAX_INPUTS] = {NULL};
    const attributes attr = engine_walk_attributes(w, s);
    double magnitude = 0;
    bool ok = true;
    engine_walk_inputs(w, s, in);
    for (uint32_t i = 0; i < w->p->input_count[s->op]; i++) {
        tangent[i] = w->tangent[s->operand[i]];
        magnitude = fmax(magnitude, largest(w->magnitude[s->operand[i]]));
    }
    for (uint32_t i = 0; i < s->repeat && ok; i++) {
        ok = op_at(s->op)->jvp(in, &attr, w->value[n], tangent, w->tangent[n]) == OP_OK;
        if (i + 1 < s->repeat)
            tangent[0] = w->tangent[n];
    }
    tensor_fill(w->magnitude[n], fmax(magnitude, largest(w->tangent[n])));
    return ok;
}

bool engine_walk_forward(engine_walk *w, uint32_t output)
{
    bool wanted[PROGRAM_NODES], moves[PROGRAM_NODES], ok = true;
    program_dependencies(w->p, output, wanted);
    memcpy(moves, w->visited, sizeof moves);
    for (uint32_t n = 0; n <= output && ok; n++) {
        const program_step *s = program_maker(w->p, n);
        bool pushed = false;
        for (uint32_t i = 0; s->verb == STEP_APPLY && i < s->operand_count; i++)
            pushed = pushed || moves[s->operand[i]];
        bool recorded = w->habit != HABIT_DROPS_UNARY || w->p->input_count[s->op] != 1;
        if (!wanted[n] || !pushed || moves[n] || !recorded)
            continue;
        moves[n] = true;
        ok = push_forward(w, n);
    }
    return ok;
}
