/* random_graph.h - seeded random graphs of ops on scalars and vectors, with shared nodes and unused
 * branches, and the comparison of an engine's derivatives with central differences. */
#ifndef RANDOM_GRAPH_H
#define RANDOM_GRAPH_H

#include "engine_lab.h"

enum { GRAPH_INPUTS = 3, GRAPH_STEPS = 12, GRAPH_NODES = GRAPH_INPUTS + 2 * GRAPH_STEPS };

/* Every step combines two nodes, then bends the result, so that no number grows large. */
typedef struct random_graph {
    struct {
        const char *combine, *bend;
        size_t in[2];
    } step[GRAPH_STEPS];
    size_t extent[GRAPH_INPUTS]; /* 0: a scalar */
    double x[GRAPH_INPUTS][3];
} random_graph;

static inline unsigned draw_below(unsigned *state, unsigned limit)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 16) % limit;
}

static inline random_graph random_graph_of(unsigned seed)
{
    static const char *const combine[] = {"add", "sub", "mul"};
    static const char *const bend[] = {"sin", "tanh", "sigmoid", "gelu"};
    unsigned state = seed * 2654435761u + 1;
    random_graph g;
    for (size_t i = 0; i < GRAPH_INPUTS; i++) {
        g.extent[i] = draw_below(&state, 2) ? 3 : 0;
        for (size_t j = 0; j < 3; j++)
            g.x[i][j] = draw_below(&state, 4001) / 2000.0 - 1;
    }
    for (unsigned s = 0; s < GRAPH_STEPS; s++) {
        unsigned nodes = GRAPH_INPUTS + 2 * s;
        g.step[s].combine = combine[draw_below(&state, 3)];
        g.step[s].bend = bend[draw_below(&state, 4)];
        /* The first of the two is recent, so that most of the graph leads to the end. */
        g.step[s].in[0] = nodes - 1 - draw_below(&state, 3);
        g.step[s].in[1] = draw_below(&state, nodes);
    }
    return g;
}

typedef struct built_graph {
    lab l;
    node input[GRAPH_INPUTS], last, sum;
} built_graph;

static inline built_graph random_graph_build(const random_graph *g, const engine_api *api)
{
    built_graph b = {.l = lab_open(api)};
    node nodes[GRAPH_NODES];
    for (size_t i = 0; i < GRAPH_INPUTS; i++)
        b.input[i] = nodes[i] = lab_tensor(&b.l, g->extent[i] ? 1 : 0, &g->extent[i], g->x[i]);
    for (size_t s = 0; s < GRAPH_STEPS; s++) {
        node *n = &nodes[GRAPH_INPUTS + 2 * s];
        n[0] =
            lab_binary(&b.l, g->step[s].combine, nodes[g->step[s].in[0]], nodes[g->step[s].in[1]]);
        n[1] = lab_unary(&b.l, g->step[s].bend, n[0]);
    }
    b.last = nodes[GRAPH_NODES - 1];
    b.sum = lab_apply(&b.l, "sum", &b.last, &(attributes){.axis = ALL_AXES});
    return b;
}

static inline double random_graph_value(random_graph g, const engine_api *api, size_t input,
                                        size_t element, double step)
{
    g.x[input][element] += step;
    built_graph b = random_graph_build(&g, api);
    double value = lab_value(&b.l, b.sum);
    return lab_close(&b.l) ? value : NAN;
}

/* The sum over a column of the Jacobian of the last node is the derivative of the sum. */
static inline double column_sum(built_graph *b, size_t input, size_t element, bool reverse)
{
    const engine_api *api = b->l.api;
    const tensor *y = api->value(b->l.e, b->last), *x = api->value(b->l.e, b->input[input]);
    const size_t rows = element_count(y), columns = element_count(x);
    double sum = 0, J[9];
    tensor jacobian = {.rank = 2, .dims = (const size_t[]){rows, columns}, .data = J};
    require(&b->l, (reverse ? api->jacobian_reverse : api->jacobian_forward)(
                       b->l.e, b->last, b->input[input], &jacobian) == OP_OK);
    for (size_t row = 0; row < rows; row++)
        sum += J[row * columns + element];
    return sum;
}

/* Whether gradients, both Jacobians and the central differences agree, element by element. */
static inline bool random_graph_is_right(const engine_api *api, unsigned seed)
{
    const double h = 1e-4;
    const random_graph g = random_graph_of(seed);
    built_graph b = random_graph_build(&g, api);
    for (size_t i = 0; b.l.sound && i < GRAPH_INPUTS; i++) {
        size_t count = element_count(api->value(b.l.e, b.input[i]));
        for (size_t j = 0; b.l.sound && j < count; j++) {
            lab_backward(&b.l, b.sum);
            double slope = api->gradient(b.l.e, b.input[i])->data[j];
            double difference =
                (random_graph_value(g, api, i, j, h) - random_graph_value(g, api, i, j, -h)) /
                (2 * h);
            require(&b.l, fabs(slope - difference) <= 1e-5 * fmax(1, fabs(slope)));
            require_close(&b.l, column_sum(&b, i, j, false), slope);
            require_close(&b.l, column_sum(&b, i, j, true), slope);
        }
    }
    return lab_close(&b.l);
}

#endif
