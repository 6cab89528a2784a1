/* engine_sketch_random.c - random graphs: operations on random nodes, in the order in which they
 * are drawn, so that shared nodes, unequal paths and branches that lead nowhere come by themselves.
 */
#include <string.h>

#include "distribution.h"
#include "engine_sketch.h"

enum { SCALAR_NODES = 12, ROW_NODES = 14, TRIES = 400 };

/* An op to draw from. Where `rows`, it needs more than scalars. */
static const struct {
    const char *name;
    bool rows;
} choice[] = {
    {"sin", false},    {"tanh", false},       {"sigmoid", false}, {"square", false},
    {"scale", false},  {"identity", false},   {"gelu", false},    {"add", false},
    {"add", false},    {"sub", false},        {"mul", false},     {"mul", false},
    {"matmul", true},  {"sum", true},         {"mean", true},     {"softmax", true},
    {"squeeze", true}, {"unsqueeze", true},   {"expand", true},   {"select", true},
    {"l2_loss", true}, {"log_softmax", true}, {"dot", true},      {"linear", true},
};

static size_t below(engine_sketch *s, size_t limit)
{
    return gsl_rng_uniform_int(s->random, limit);
}

static attributes draw_attributes(engine_sketch *s, const op *o, uint32_t x, size_t index[])
{
    const program_step *made = program_maker(s->p, x);
    attributes attr = {.k = draw_direction(s->random), .repeats = 2 + below(s, 2)};
    if (op_reads(o, "axis"))
        attr.axis = (ptrdiff_t)below(s, made->rank + 1) - (strcmp(o->name, "mean") == 0);
    if (op_reads(o, "index") && made->rank == 2 && made->dims[0] <= PROGRAM_INDEX) {
        attr.index = index;
        attr.index_count = made->dims[0];
        for (size_t n = 0; n < attr.index_count; n++)
            index[n] = below(s, made->dims[1]);
    }
    return attr;
}

/* Whether a node is the same already: which of the two a call is about could not be told. */
static bool exists(const engine_program *p, const op *o, const uint32_t in[])
{
    for (uint32_t n = 0; n < p->node_count; n++) {
        const program_step *made = program_maker(p, n);
        if (made->verb == STEP_APPLY && op_at(made->op) == o &&
            memcmp(made->operand, in, o->input_count * sizeof *in) == 0)
            return true;
    }
    return false;
}

/* Adds one node, if what is drawn fits. */
static void try_node(engine_sketch *s, bool rows)
{
    size_t pick = below(s, sizeof choice / sizeof *choice), index[PROGRAM_INDEX];
    const op *o = op_find(choice[pick].name);
    uint32_t in[MAX_INPUTS] = {0};
    if (choice[pick].rows && !rows)
        return;
    for (size_t i = 0; i < o->input_count; i++)
        in[i] = (uint32_t)below(s, s->p->node_count);
    const attributes attr = draw_attributes(s, o, in[0], index);
    if (program_fits(s->p, o->name, in, &attr) && !exists(s->p, o, in))
        program_apply(s->p, o->name, in, &attr);
}

static bool is_used(const engine_program *p, uint32_t n)
{
    for (uint32_t m = n + 1; m < p->node_count; m++)
        for (uint32_t i = 0; i < program_maker(p, m)->operand_count; i++)
            if (program_maker(p, m)->operand[i] == n)
                return true;
    return false;
}

uint32_t sketch_random(engine_sketch *s, bool rows)
{
    static const size_t shape[][2] = {{2, 3}, {3, 2}, {1, 3}};
    uint32_t wanted = rows ? ROW_NODES : SCALAR_NODES;
    program_start(s->p, 1);
    for (size_t i = 0; i < 3; i++)
        sketch_draw(s, 0, rows ? 2 : 0, shape[i], -1.5, 1.5);
    if (rows)
        sketch_draw(s, 0, 1, &shape[0][1], -1.5, 1.5);
    for (size_t i = 0; i < TRIES && s->p->node_count < wanted; i++)
        try_node(s, rows);
    uint32_t made = s->p->node_count, ends = 0, last = made - 1;
    uint32_t total = rows ? sketch_total(s, last) : last;
    /* Every second of the other ends goes into the output, and the rest leads nowhere. */
    for (uint32_t n = 0; n < last; n++)
        if (!is_used(s->p, n) && ends++ % 2 == 0)
            total = sketch_binary(s, "add", total, rows ? sketch_total(s, n) : n);
    s->output = total;
    return total;
}

static void random_backward(engine_sketch *s, bool with_rows)
{
    sketch_backward(s, sketch_random(s, with_rows));
}

void sketch_random_1(engine_sketch *s)
{
    random_backward(s, false);
}

void sketch_random_2(engine_sketch *s)
{
    random_backward(s, false);
}

void sketch_random_3(engine_sketch *s)
{
    random_backward(s, false);
}

void sketch_random_rows_1(engine_sketch *s)
{
    random_backward(s, true);
}

void sketch_random_rows_2(engine_sketch *s)
{
    random_backward(s, true);
}

void sketch_random_rows_3(engine_sketch *s)
{
    random_backward(s, true);
}

void sketch_values_random(engine_sketch *s)
{
    sketch_random(s, false);
    sketch_values(s, 0);
}

void sketch_values_random_rows(engine_sketch *s)
{
    sketch_random(s, true);
    sketch_values(s, 0);
}

void sketch_forward_random(engine_sketch *s)
{
    sketch_direction(s, sketch_random(s, false));
}

void sketch_forward_random_rows(engine_sketch *s)
{
    sketch_direction(s, sketch_random(s, true));
}

void sketch_jacobians_random_rows(engine_sketch *s)
{
    bool depends[PROGRAM_NODES];
    uint32_t output = sketch_random(s, true);
    /* The last node of the graph proper, before its sum. */
    uint32_t last = output;
    while (step_elements(program_maker(s->p, last)) == 1 && last > 4)
        last--;
    program_dependencies(s->p, last, depends);
    for (uint32_t n = 0; n < 4; n++)
        if (depends[n])
            sketch_jacobians(s, last, n);
    s->output = last;
}
