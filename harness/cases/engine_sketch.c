#include "engine_sketch.h"

#include <string.h>

#include "distribution.h"
#include "engine.h"

uint32_t sketch_number(engine_sketch *s, uint32_t owner, double x)
{
    return program_input(s->p, owner, &(tensor){.data = &x});
}

uint32_t sketch_draw(engine_sketch *s, uint32_t owner, size_t rank, const size_t *dims, double low,
                     double high)
{
    double numbers[TENSOR_NUMBERS];
    tensor t = {.rank = rank, .dims = dims, .data = numbers};
    for (size_t i = 0; i < element_count(&t); i++)
        numbers[i] = low + (high - low) * gsl_rng_uniform(s->random);
    return program_input(s->p, owner, &t);
}

uint32_t sketch_unary(engine_sketch *s, const char *op_name, uint32_t x)
{
    return program_apply(s->p, op_name, &x, NULL);
}

uint32_t sketch_binary(engine_sketch *s, const char *op_name, uint32_t a, uint32_t b)
{
    return program_apply(s->p, op_name, (const uint32_t[]){a, b}, NULL);
}

uint32_t sketch_total(engine_sketch *s, uint32_t x)
{
    return program_apply(s->p, "sum", &x, &(attributes){.axis = ALL_AXES});
}

void sketch_direction(engine_sketch *s, uint32_t output)
{
    bool depends[PROGRAM_NODES];
    uint32_t in[PROGRAM_OPERANDS], count = 0;
    double tangents[PROGRAM_NUMBERS];
    size_t used = 0;
    program_dependencies(s->p, output, depends);
    for (uint32_t n = 0; n < s->p->node_count; n++) {
        const program_step *made = program_maker(s->p, n);
        if (!depends[n] || made->verb != STEP_INPUT || count + 1 == PROGRAM_OPERANDS)
            continue;
        in[count++] = n;
        for (size_t i = 0; i < step_elements(made); i++)
            tangents[used++] = draw_direction(s->random);
    }
    program_directional(s->p, output, in, count, tangents);
}

void sketch_backward(engine_sketch *s, uint32_t output)
{
    s->output = output;
    program_ask(s->p, STEP_BACKWARD, output);
    program_ask_all(s->p, STEP_GRADIENT, program_maker(s->p, output)->engine);
}

void sketch_values(engine_sketch *s, uint32_t owner)
{
    program_ask_all(s->p, STEP_VALUE, owner);
    program_engine(s->p, STEP_COUNT, owner);
}

/* The reference's graphs, drawn into the program. */
static op_status draw(void *context, const char *op_name, const node in[], const attributes *attr,
                      node *out)
{
    engine_sketch *s = context;
    uint32_t operand[MAX_INPUTS] = {0};
    for (size_t i = 0; i < op_find(op_name)->input_count; i++)
        operand[i] = (uint32_t)in[i];
    *out = program_apply(s->p, op_name, operand, attr);
    return OP_OK;
}

static void document(engine_sketch *s, graph_builder *build, size_t inputs, node out[])
{
    node in[MAX_GRAPH_INPUTS];
    program_start(s->p, 1);
    for (size_t i = 0; i < inputs; i++)
        in[i] = sketch_draw(s, 0, 0, NULL, 0.5, 2);
    build(draw, s, in, out);
    s->output = (uint32_t)out[0];
}

static void document_backward(engine_sketch *s, graph_builder *build, size_t inputs)
{
    node out[MAX_GRAPH_OUTPUTS];
    document(s, build, inputs, out);
    sketch_backward(s, (uint32_t)out[0]);
}

static void document_values(engine_sketch *s, graph_builder *build, size_t inputs)
{
    node out[MAX_GRAPH_OUTPUTS];
    document(s, build, inputs, out);
    sketch_values(s, 0);
}

void sketch_values_of_edf1_a(engine_sketch *s)
{
    document_values(s, graph_edf1_a, 2);
}

void sketch_values_of_edf1_b(engine_sketch *s)
{
    document_values(s, graph_edf1_b, 3);
}

void sketch_values_of_fr(engine_sketch *s)
{
    document_values(s, graph_fr, 2);
}

void sketch_edf1_a(engine_sketch *s)
{
    document_backward(s, graph_edf1_a, 2);
}

void sketch_edf1_b(engine_sketch *s)
{
    document_backward(s, graph_edf1_b, 3);
}

void sketch_edf1_c(engine_sketch *s)
{
    document_backward(s, graph_edf1_c, 8);
}

void sketch_hw1(engine_sketch *s)
{
    document_backward(s, graph_hw1, 3);
}

/* At the document's point. */
static void document_fr(engine_sketch *s, node out[])
{
    program_start(s->p, 1);
    node in[2] = {sketch_number(s, 0, 2), sketch_number(s, 0, 1)};
    graph_fr(draw, s, in, out);
    s->output = (uint32_t)out[0];
}

void sketch_fr(engine_sketch *s)
{
    node out[MAX_GRAPH_OUTPUTS];
    document_fr(s, out);
    sketch_backward(s, (uint32_t)out[0]);
    sketch_backward(s, (uint32_t)out[1]);
}

/* Rows normalised, expanded and selected from, by way of unit axes. */
static uint32_t rows(engine_sketch *s)
{
    static const size_t dims[] = {3, 4}, index[] = {2, 0, 2};
    program_start(s->p, 1);
    uint32_t X = sketch_draw(s, 0, 2, dims, 0.5, 2);
    uint32_t normal = sketch_unary(s, "normalize", X);
    uint32_t column =
        program_apply(s->p, "select", &normal, &(attributes){.index = index, .index_count = 3});
    uint32_t thick = program_apply(s->p, "unsqueeze", &column, &(attributes){.axis = 1});
    uint32_t wide = program_apply(s->p, "expand", &thick, &(attributes){.axis = 1, .repeats = 4});
    uint32_t weighed = sketch_binary(s, "mul", wide, X);
    uint32_t thin = program_apply(s->p, "sum", &weighed, &(attributes){.axis = 1});
    uint32_t flat = program_apply(s->p, "squeeze", &thick, &(attributes){.axis = 1});
    uint32_t product = sketch_binary(s, "mul", thin, flat);
    return s->output = sketch_total(s, product);
}

void sketch_values_of_rows(engine_sketch *s)
{
    rows(s);
    sketch_values(s, 0);
}

void sketch_vug_rows(engine_sketch *s)
{
    sketch_backward(s, rows(s));
}

void sketch_vug_sum(engine_sketch *s)
{
    static const size_t dims[] = {3, 2};
    program_start(s->p, 1);
    uint32_t a = sketch_draw(s, 0, 2, dims, -2, 2), b = sketch_draw(s, 0, 2, dims, -2, 2);
    sketch_backward(s, sketch_total(s, sketch_binary(s, "add", a, b)));
}

/* Values as they were borrowed, after the graph has grown and was passed through. */
void sketch_values_stay(engine_sketch *s)
{
    enum { LENGTH = 40 };
    program_start(s->p, 1);
    uint32_t n = sketch_draw(s, 0, 0, NULL, 0.4, 0.6);
    for (int i = 0; i < LENGTH; i++)
        n = sketch_unary(s, i % 2 ? "sin" : "exp", n);
    s->output = n;
    program_ask_all(s->p, STEP_BORROWED, 0);
    sketch_values(s, 0);
}

/* Two graphs that grow by turns; one of them is closed first. */
static void two_graphs(engine_sketch *s, uint32_t end[2])
{
    uint32_t x[2], square[2];
    program_start(s->p, 2);
    for (uint32_t i = 0; i < 2; i++)
        x[i] = sketch_draw(s, i, 0, NULL, 0.5, 1.5);
    for (uint32_t i = 0; i < 2; i++)
        square[i] = sketch_unary(s, i ? "exp" : "square", x[i]);
    for (uint32_t i = 0; i < 2; i++)
        end[i] = sketch_binary(s, "mul", square[i], x[i]);
    s->output = end[0];
}

void sketch_values_of_two(engine_sketch *s)
{
    uint32_t end[2];
    two_graphs(s, end);
    sketch_values(s, 0);
    program_engine(s->p, STEP_CLOSE, 0);
    sketch_values(s, 1);
}

void sketch_two_engines(engine_sketch *s)
{
    uint32_t end[2];
    two_graphs(s, end);
    program_ask(s->p, STEP_BACKWARD, end[0]);
    program_ask(s->p, STEP_BACKWARD, end[1]);
    program_ask_all(s->p, STEP_GRADIENT, 0);
    program_engine(s->p, STEP_CLOSE, 0);
    program_ask_all(s->p, STEP_GRADIENT, 1);
}

/* After what cannot be done the engine is as it was. */
void sketch_bad_input(engine_sketch *s)
{
    static const size_t two = 2, three = 3;
    program_start(s->p, 1);
    uint32_t a = sketch_draw(s, 0, 1, &two, 0.5, 1.5), b = sketch_draw(s, 0, 1, &three, 0.5, 1.5);
    program_misapply(s->p, "add", (const uint32_t[]){a, b});
    program_engine(s->p, STEP_COUNT, 0);
    s->output = sketch_binary(s, "mul", a, a);
    sketch_values(s, 0);
}

void sketch_same_node_twice(engine_sketch *s)
{
    program_start(s->p, 1);
    uint32_t x = sketch_draw(s, 0, 0, NULL, 1.5, 2.5);
    sketch_backward(s, sketch_binary(s, "mul", x, x));
}

void sketch_diamond(engine_sketch *s)
{
    program_start(s->p, 1);
    uint32_t a = sketch_draw(s, 0, 0, NULL, 1.5, 2.5), b = sketch_binary(s, "add", a, a);
    sketch_backward(s, sketch_binary(s, "add", b, b));
}

/* x^2 is used at once and a step later, in either order. */
void sketch_unequal_diamond(engine_sketch *s)
{
    program_start(s->p, 1);
    uint32_t x = sketch_draw(s, 0, 0, NULL, 1.5, 2.5), square = sketch_unary(s, "square", x);
    uint32_t fourth = sketch_binary(s, "mul", square, square);
    uint32_t near_first = sketch_binary(s, "add", square, fourth);
    uint32_t far_first = sketch_binary(s, "add", fourth, square);
    sketch_backward(s, near_first);
    sketch_backward(s, far_first);
}

/* As many paths as 2 to the number of diamonds. */
void sketch_diamonds_in_a_row(engine_sketch *s)
{
    enum { DIAMONDS = 14 };
    program_start(s->p, 1);
    uint32_t n = sketch_draw(s, 0, 0, NULL, 0.5, 1.5);
    for (int i = 0; i < DIAMONDS; i++)
        n = sketch_binary(s, "add", program_apply(s->p, "scale", &n, &(attributes){.k = 0.5}), n);
    sketch_backward(s, n);
}

/* A branch that leads nowhere, at a point where its derivative is infinite. */
void sketch_unused_branch(engine_sketch *s)
{
    program_start(s->p, 1);
    uint32_t zero = sketch_number(s, 0, 0), lonely = sketch_draw(s, 0, 0, NULL, 1, 2);
    uint32_t before = sketch_unary(s, "sqrt", zero);
    sketch_unary(s, "exp", before);
    uint32_t output = sketch_unary(s, "exp", zero);
    sketch_binary(s, "mul", output, lonely);
    sketch_backward(s, output);
    program_ask_all(s->p, STEP_VALUE, 0);
}

void sketch_second_backward(engine_sketch *s)
{
    node out[MAX_GRAPH_OUTPUTS];
    document(s, graph_hw1, 3, out);
    for (int i = 0; i < 3; i++)
        sketch_backward(s, (uint32_t)out[0]);
    program_ask_all(s->p, STEP_VALUE, 0);
}

/* Outputs by turns, each with a part of its own. */
void sketch_two_outputs(engine_sketch *s)
{
    program_start(s->p, 1);
    uint32_t x = sketch_draw(s, 0, 0, NULL, 1.5, 2.5), shared = sketch_unary(s, "square", x);
    uint32_t own = sketch_unary(s, "exp", x), f = sketch_binary(s, "mul", shared, own);
    uint32_t g = sketch_binary(s, "add", shared, x);
    for (int i = 0; i < 2; i++) {
        sketch_backward(s, f);
        sketch_backward(s, g);
    }
}

/* An op fails in the first backward; the second one is to be as if nothing had been. */
void sketch_op_fails(engine_sketch *s)
{
    program_start(s->p, 1);
    uint32_t x = sketch_draw(s, 0, 0, NULL, 1.5, 2.5), square = sketch_binary(s, "mul", x, x);
    uint32_t output = sketch_unary(s, "sin", square);
    program_ask(s->p, STEP_BACKWARD, output);
    s->p->step[s->p->step_count - 1].fails = OP_NO_MEMORY;
    sketch_backward(s, output);
}

/* x + 1 + ... + 1. */
static uint32_t chain(engine_sketch *s)
{
    program_start(s->p, 1);
    s->p->local = 1;
    uint32_t x = sketch_draw(s, 0, 0, NULL, 0.5, 1.5), one = sketch_number(s, 0, 1);
    uint32_t end = sketch_binary(s, "add", x, one);
    program_maker(s->p, end)->repeat = DEEP_NODES;
    return s->output = end;
}

void sketch_deep_chain(engine_sketch *s)
{
    uint32_t end = chain(s);
    program_ask(s->p, STEP_BACKWARD, end);
    program_ask(s->p, STEP_GRADIENT, 0);
    program_ask(s->p, STEP_GRADIENT, 1);
    program_ask(s->p, STEP_VALUE, end);
    program_engine(s->p, STEP_COUNT, 0);
}

void sketch_deep_direction(engine_sketch *s)
{
    sketch_direction(s, chain(s));
}

static void small(engine_sketch *s)
{
    program_start(s->p, 1);
    s->p->local = 1;
    uint32_t x = sketch_draw(s, 0, 0, NULL, 0.5, 1.5);
    uint32_t twice = program_apply(s->p, "scale", &x, &(attributes){.k = 2});
    sketch_backward(s, sketch_binary(s, "add", twice, x));
}

void sketch_leak_per_pass(engine_sketch *s)
{
    small(s);
    for (uint32_t i = 0; i < s->p->step_count; i++)
        if (s->p->step[i].verb == STEP_BACKWARD)
            s->p->step[i].repeat = LEAK_PASSES;
}

void sketch_leak_at_close(engine_sketch *s)
{
    small(s);
    s->p->rounds = LEAK_PASSES;
}

void sketch_directions_of_fr(engine_sketch *s)
{
    node out[MAX_GRAPH_OUTPUTS];
    document_fr(s, out);
    for (uint32_t i = 0; i < 2; i++) {
        program_directional(s->p, (uint32_t)out[i], (const uint32_t[]){0}, 1, (double[]){1});
        program_directional(s->p, (uint32_t)out[i], (const uint32_t[]){1}, 1, (double[]){1});
        sketch_direction(s, (uint32_t)out[i]);
    }
}

void sketch_directions_of_edf1_b(engine_sketch *s)
{
    node out[MAX_GRAPH_OUTPUTS];
    document(s, graph_edf1_b, 3, out);
    sketch_direction(s, (uint32_t)out[0]);
    program_directional(s->p, (uint32_t)out[0], (const uint32_t[]){2}, 1, (double[]){-0.5});
    sketch_direction(s, (uint32_t)out[0]);
}

void sketch_jacobians(engine_sketch *s, uint32_t output, uint32_t input)
{
    program_jacobian(s->p, STEP_JACOBIAN_REVERSE, output, input);
    program_jacobian(s->p, STEP_JACOBIAN_FORWARD, output, input);
}

void sketch_jacobians_of_fr(engine_sketch *s)
{
    node out[MAX_GRAPH_OUTPUTS];
    document_fr(s, out);
    for (uint32_t i = 0; i < 2; i++)
        for (uint32_t input = 0; input < 2; input++)
            sketch_jacobians(s, (uint32_t)out[i], input);
}

/* sin(A x) by x and by A: neither a square. */
void sketch_jacobians_of_matmul(engine_sketch *s)
{
    static const size_t of_A[] = {3, 2}, of_x[] = {2, 1};
    program_start(s->p, 1);
    uint32_t A = sketch_draw(s, 0, 2, of_A, -1, 1), x = sketch_draw(s, 0, 2, of_x, -1, 1);
    s->output = sketch_unary(s, "sin", sketch_binary(s, "matmul", A, x));
    sketch_jacobians(s, s->output, x);
    sketch_jacobians(s, s->output, A);
}

void sketch_jacobians_of_softmax(engine_sketch *s)
{
    static const size_t dims[] = {1, 3};
    program_start(s->p, 1);
    uint32_t x = sketch_draw(s, 0, 2, dims, -1, 1);
    s->output = sketch_binary(s, "mul", sketch_unary(s, "softmax", x), x);
    sketch_jacobians(s, s->output, x);
}

void sketch_direction_at_diamond(engine_sketch *s)
{
    program_start(s->p, 1);
    uint32_t a = sketch_draw(s, 0, 0, NULL, 1.5, 2.5), b = sketch_binary(s, "mul", a, a);
    s->output = sketch_binary(s, "mul", b, sketch_binary(s, "mul", b, a));
    sketch_direction(s, s->output);
    sketch_direction(s, b);
}
