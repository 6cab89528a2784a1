/* SPDX-License-Identifier: MIT-0 */
#include "engine_check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "arrays.h"
#include "engine_ops.h"

/* Weak: a function that no file defines is a null pointer instead of an error of the linker. */
#pragma weak engine_open
#pragma weak engine_close
#pragma weak engine_input
#pragma weak engine_apply
#pragma weak engine_value
#pragma weak engine_backward
#pragma weak engine_gradient
#pragma weak engine_directional
#pragma weak engine_jacobian_reverse
#pragma weak engine_jacobian_forward
#pragma weak engine_node_count
#define WEAK_GRAPH(name, inputs, formula) extern __attribute__((weak)) graph_builder graph_##name;
GRAPHS(WEAK_GRAPH)

/* Nodes of an engine under test. Every step of them must succeed. */

static void require_ok(const char *function, op_status status)
{
    if (status != OP_OK)
        ck_abort_msg("%s: returned %u (%s), expected OP_OK", function, (unsigned)status,
                     status_name(status));
}

/* The ops are exact to about ten digits, a long chain of them to fewer. */
static void require_number(const char *what, double got, double expected)
{
    if (!(fabs(got - expected) <= 1e-6 * fmax(1, fabs(expected))))
        ck_abort_msg("%s: got %.10g, expected %.10g", what, got, expected);
}

static engine *opened(void)
{
    engine *e = engine_open(check_ops, check_op_count);
    if (!e)
        ck_abort_msg("engine_open: returned NULL");
    return e;
}

static node input(engine *e, double x)
{
    node n = 0;
    tensor value = {.data = &x};
    require_ok("engine_input", engine_input(e, &value, &n));
    x = NAN; /* whoever kept the pointer has not copied */
    return n;
}

static node unary(engine *e, const char *op_name, node x)
{
    node n = 0;
    require_ok("engine_apply", engine_apply(e, op_name, &x, NULL, &n));
    return n;
}

static node binary(engine *e, const char *op_name, node a, node b)
{
    node n = 0;
    require_ok("engine_apply", engine_apply(e, op_name, (const node[]){a, b}, NULL, &n));
    return n;
}

static void require_value(const char *what, const engine *e, node n, double expected)
{
    const tensor *value = engine_value(e, n);
    if (!value)
        ck_abort_msg("%s: engine_value returned NULL", what);
    require_number(what, value->data[0], expected);
}

static void require_gradient(const char *what, const engine *e, node n, double expected)
{
    const tensor *gradient = engine_gradient(e, n);
    if (!gradient)
        ck_abort_msg("%s: engine_gradient returned NULL", what);
    require_number(what, gradient->data[0], expected);
}

static void backward(engine *e, node output)
{
    require_ok("engine_backward", engine_backward(e, output));
}

START_TEST(diamond)
{
    engine *e = opened();
    node a = input(e, 3), b = binary(e, "add", a, a), c = binary(e, "add", b, b);
    backward(e, c);
    require_value("b = a + a, c = b + b at a = 3: value of c", e, c, 12);
    require_gradient("b = a + a, c = b + b: gradient of c by a", e, a, 4);
    require_gradient("b = a + a, c = b + b: gradient of c by b", e, b, 2);
    require_gradient("b = a + a, c = b + b: gradient of c by itself", e, c, 1);
    ck_assert_uint_eq(engine_node_count(e), 3);
    engine_close(e);
}
END_TEST

START_TEST(homework)
{
    const char *what = "a = x y + z, b = a (x + x), w = a b + b at (2, 3, 1)";
    engine *e = opened();
    node x = input(e, 2), y = input(e, 3), z = input(e, 1);
    node a = binary(e, "add", binary(e, "mul", x, y), z);
    node b = binary(e, "mul", a, binary(e, "add", x, x));
    node w = binary(e, "add", binary(e, "mul", a, b), b);
    for (int twice = 0; twice < 2; twice++) {
        backward(e, w);
        require_value(what, e, w, 224);
        require_gradient("its gradient by b", e, b, 8);
        require_gradient("its gradient by a", e, a, 60);
        require_gradient("its gradient by x", e, x, 292);
        require_gradient("its gradient by y", e, y, 120);
        require_gradient("its gradient by z", e, z, 60);
    }
    engine_close(e);
}
END_TEST

/* A node that is both inputs of one op, and nodes that the output does not depend on. */
START_TEST(same_node_twice)
{
    engine *e = opened();
    node x = input(e, 3), y = input(e, 5), unused = binary(e, "mul", x, y);
    node square = binary(e, "mul", x, x);
    unary(e, "exp", square);
    backward(e, square);
    require_gradient("x x at x = 3, beside x y: gradient by x", e, x, 6);
    require_gradient("x x at x = 3, beside x y: gradient by y", e, y, 0);
    backward(e, unused);
    require_gradient("x y at (3, 5), after x x: gradient by x", e, x, 5);
    require_gradient("x y at (3, 5), after x x: gradient of x x", e, square, 0);
    engine_close(e);
}
END_TEST

START_TEST(two_engines)
{
    engine *first = opened(), *second = opened();
    node x = input(first, 2), y = input(second, 3);
    node f = unary(first, "square", x), g = binary(second, "mul", y, y);
    g = binary(second, "mul", g, y);
    backward(first, f);
    backward(second, g);
    require_gradient("one of two engines: gradient of x^2 at 2", first, x, 4);
    require_gradient("the other engine: gradient of y^3 at 3", second, y, 27);
    engine_close(first);
    require_gradient("the other engine, when the first is closed", second, y, 27);
    engine_close(second);
}
END_TEST

START_TEST(long_chain)
{
    engine *e = opened();
    node x = input(e, 1), zero = input(e, 0), n = x;
    for (int i = 0; i < 100000; i++)
        n = binary(e, "add", n, zero);
    backward(e, n);
    require_gradient("x + 0 + ... + 0 with 100000 sums: gradient by x", e, x, 1);
    require_gradient("x + 0 + ... + 0 with 100000 sums: gradient by 0", e, zero, 100000);
    engine_close(e);
}
END_TEST

START_TEST(errors)
{
    engine *e = opened();
    node x = input(e, 2), vector, n = 0;
    const tensor two = {.rank = 1, .dims = (const size_t[]){2}, .data = (double[]){2, 5}};
    require_ok("engine_input", engine_input(e, &two, &vector));
    ck_assert_int_eq(engine_apply(e, "no such op", &x, NULL, &n), OP_BAD_INPUT);
    ck_assert_int_eq(engine_apply(e, "exp", &vector, NULL, &n), OP_BAD_INPUT);
    ck_assert_int_eq(engine_backward(e, vector), OP_BAD_INPUT);
    ck_assert_uint_eq(engine_node_count(e), 2);
    node square = unary(e, "square", x);
    backward(e, square);
    require_gradient("x^2 at 2, after errors: gradient", e, x, 4);
    engine_close(e);
}
END_TEST

/* f1 = e^(2 x2) + x1 sin(3 x2^2) and f2 = x1 x2 + sigma(x2) at (2, 1). */
typedef struct two_functions {
    node x[2], f[2];
} two_functions;

static two_functions two_functions_of(engine *e)
{
    two_functions t = {.x = {input(e, 2), input(e, 1)}};
    const node x1 = t.x[0], x2 = t.x[1];
    node twice = binary(e, "add", x2, x2), square = unary(e, "square", x2), thrice = 0;
    require_ok("engine_apply", engine_apply(e, "scale", &square, &(attributes){.k = 3}, &thrice));
    t.f[0] =
        binary(e, "add", unary(e, "exp", twice), binary(e, "mul", x1, unary(e, "sin", thrice)));
    t.f[1] = binary(e, "add", binary(e, "mul", x1, x2), unary(e, "sigmoid", x2));
    return t;
}

static const double two_functions_jacobian[2][2] = {{0.141120008059867, 2.898202238655955},
                                                    {1, 2.196611933241482}};

START_TEST(several_outputs)
{
    engine *e = opened();
    two_functions t = two_functions_of(e);
    require_value("f1 = e^(2 x2) + x1 sin(3 x2^2) at (2, 1)", e, t.f[0], 7.671296115050385);
    require_value("f2 = x1 x2 + sigma(x2) at (2, 1)", e, t.f[1], 2.731058578630005);
    for (size_t i = 0; i < 2; i++) {
        backward(e, t.f[i]);
        require_gradient(i ? "f2 by x1" : "f1 by x1", e, t.x[0], two_functions_jacobian[i][0]);
        require_gradient(i ? "f2 by x2" : "f1 by x2", e, t.x[1], two_functions_jacobian[i][1]);
    }
    engine_close(e);
}
END_TEST

/* Along (1, 0), along (0, 1), and along both at once. */
START_TEST(directional)
{
    engine *e = opened();
    two_functions t = two_functions_of(e);
    double slope, step[2];
    const tensor tangent[] = {{.data = &step[0]}, {.data = &step[1]}};
    const tensor *const tangents[] = {&tangent[0], &tangent[1]};
    tensor out = {.data = &slope};
    for (size_t i = 0; i < 2; i++) {
        const double *row = two_functions_jacobian[i];
        step[0] = step[1] = 1;
        for (size_t j = 0; j < 2; j++) {
            require_ok("engine_directional",
                       engine_directional(e, t.f[i], &t.x[j], &tangents[j], 1, &out));
            require_number(i ? "f2 as one input moves" : "f1 as one input moves", slope, row[j]);
        }
        step[0] = -2, step[1] = 3;
        require_ok("engine_directional", engine_directional(e, t.f[i], t.x, tangents, 2, &out));
        require_number(i ? "f2 along (-2, 3)" : "f1 along (-2, 3)", slope,
                       -2 * row[0] + 3 * row[1]);
    }
    engine_close(e);
}
END_TEST

/* y = (x_0 x_1, x_0, 3 x_1) at (2, 5). */
static void check_jacobian(const char *function,
                           op_status (*jacobian)(engine *, node, node, tensor *))
{
    static const double expected[3][2] = {{5, 2}, {1, 0}, {0, 3}};
    engine *e = opened();
    const tensor two = {.rank = 1, .dims = (const size_t[]){2}, .data = (double[]){2, 5}};
    node x, y;
    double element[6] = {NAN, NAN, NAN, NAN, NAN, NAN};
    tensor J = {.rank = 2, .dims = (const size_t[]){3, 2}, .data = element};
    require_ok("engine_input", engine_input(e, &two, &x));
    y = unary(e, "triple", x);
    require_ok(function, jacobian(e, y, x, &J));
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 2; j++)
            if (!(fabs(element[2 * i + j] - expected[i][j]) <= 1e-6))
                ck_abort_msg("%s of (x_0 x_1, x_0, 3 x_1) at (2, 5): J[%zu][%zu]: got %.10g, "
                             "expected %.10g",
                             function, i, j, element[2 * i + j], expected[i][j]);
    engine_close(e);
}

START_TEST(jacobian_reverse)
{
    check_jacobian("engine_jacobian_reverse", engine_jacobian_reverse);
}
END_TEST

START_TEST(jacobian_forward)
{
    check_jacobian("engine_jacobian_forward", engine_jacobian_forward);
}
END_TEST

/* The graphs, without an engine: apply computes values and counts nodes. */

enum { MAX_DRAWN = 100 };

typedef struct drawing {
    double value[MAX_DRAWN];
    size_t count;
} drawing;

static op_status draw(void *context, const char *op_name, const node in[], const attributes *attr,
                      node *out)
{
    drawing *d = context;
    tensor given[MAX_INPUTS];
    const tensor *list[MAX_INPUTS];
    size_t o = 0;
    while (o < check_op_count && strcmp(check_ops[o].name, op_name) != 0)
        o++;
    if (o == check_op_count || d->count == MAX_DRAWN)
        return OP_BAD_INPUT;
    for (size_t i = 0; i < check_ops[o].input_count; i++) {
        if (in[i] >= d->count)
            return OP_BAD_INPUT;
        given[i] = (tensor){.data = &d->value[in[i]]};
        list[i] = &given[i];
    }
    tensor result = {.data = &d->value[d->count]};
    attributes none = {0};
    *out = d->count++;
    return check_ops[o].forward(list, attr ? attr : &none, &result);
}

static const struct graph_case {
    const char *name;
    graph_builder *build;
    size_t input_count, output_count;
    size_t node_count; /* how many are enough, without the inputs */
    double input[MAX_GRAPH_INPUTS], output[MAX_GRAPH_OUTPUTS];
} cases[] = {
    {"graph_edf1_a", graph_edf1_a, 2, 1, 6, {0, 4}, {LN2}},
    {"graph_edf1_b", graph_edf1_b, 3, 1, 9, {1, 2, 1}, {4 + 2 * LN2}},
    {"graph_edf1_c", graph_edf1_c, 8, 1, 14, {1, 2, 1, 2, 3, 2, 7, 4}, {14}},
    {"graph_hw1", graph_hw1, 3, 1, 6, {2, 3, 1}, {224}},
    {"graph_fr", graph_fr, 2, 2, 10, {2, 1}, {7.671296115050385, 2.731058578630005}},
};
_Static_assert(sizeof cases / sizeof *cases == GRAPH_COUNT, "a case for every graph");

static op_status build(const struct graph_case *g, drawing *d, node out[MAX_GRAPH_OUTPUTS])
{
    node in[MAX_GRAPH_INPUTS];
    d->count = g->input_count;
    for (size_t i = 0; i < g->input_count; i++) {
        d->value[i] = g->input[i];
        in[i] = i;
    }
    return g->build(draw, d, in, out);
}

START_TEST(graph)
{
    const struct graph_case *g = &cases[_i];
    drawing d;
    node out[MAX_GRAPH_OUTPUTS] = {MAX_DRAWN, MAX_DRAWN};
    require_ok(g->name, build(g, &d, out));
    for (size_t i = 0; i < g->output_count; i++) {
        if (out[i] >= d.count)
            ck_abort_msg("%s: out[%zu] is not one of its nodes", g->name, i);
        require_number(g->name, d.value[out[i]], g->output[i]);
    }
    if (d.count - g->input_count > g->node_count)
        ck_abort_msg("%s: %zu nodes beside the inputs, but %zu are enough: compute once what is "
                     "used several times",
                     g->name, d.count - g->input_count, g->node_count);
}
END_TEST

/* What is there. */

static op_status attempt_engine(void *context)
{
    (void)context;
    return engine_open(check_ops, check_op_count) ? OP_OK : OP_NOT_IMPLEMENTED;
}

static op_status attempt_directional(void *context)
{
    (void)context;
    engine *e = opened();
    double one = 1;
    const tensor tangent = {.data = &one}, *const tangents[] = {&tangent};
    tensor out = {.data = &one};
    node x = input(e, 1);
    return engine_directional(e, unary(e, "square", x), &x, tangents, 1, &out);
}

/* context: the function. */
static op_status attempt_jacobian(void *context)
{
    op_status (**jacobian)(engine *, node, node, tensor *) = context;
    engine *e = opened();
    double element = 0;
    tensor J = {.rank = 2, .dims = (const size_t[]){1, 1}, .data = &element};
    node x = input(e, 1);
    return (*jacobian)(e, unary(e, "square", x), x, &J);
}

static op_status attempt_graph(void *context)
{
    const struct graph_case *g = context;
    drawing d;
    node out[MAX_GRAPH_OUTPUTS];
    return build(g, &d, out);
}

static bool engine_is_defined(void)
{
    return engine_open && engine_close && engine_input && engine_apply && engine_value &&
           engine_backward && engine_gradient && engine_directional && engine_jacobian_reverse &&
           engine_jacobian_forward && engine_node_count;
}

static void add_engine_tests(TCase *tests, const bool there[ENGINE_PARTS])
{
    if (there[0]) {
        tcase_add_test(tests, diamond);
        tcase_add_test(tests, homework);
        tcase_add_test(tests, same_node_twice);
        tcase_add_test(tests, several_outputs);
        tcase_add_test(tests, two_engines);
        tcase_add_test(tests, long_chain);
        tcase_add_test(tests, errors);
    }
    if (there[1])
        tcase_add_test(tests, directional);
    if (there[2])
        tcase_add_test(tests, jacobian_reverse);
    if (there[3])
        tcase_add_test(tests, jacobian_forward);
}

size_t engine_add_tests(Suite *suite, const char *absent[ENGINE_PART_COUNT])
{
    static const char *const part[] = {"engine", "engine_directional", "engine_jacobian_reverse",
                                       "engine_jacobian_forward"};
    op_status (*reverse)(engine *, node, node, tensor *) = engine_jacobian_reverse;
    op_status (*forward)(engine *, node, node, tensor *) = engine_jacobian_forward;
    const bool complete = engine_is_defined() && !says_not_implemented(attempt_engine, NULL);
    const bool there[ENGINE_PARTS] = {
        complete,
        complete && !says_not_implemented(attempt_directional, NULL),
        complete && !says_not_implemented(attempt_jacobian, &reverse),
        complete && !says_not_implemented(attempt_jacobian, &forward),
    };
    size_t absent_count = 0;
    TCase *tests = tcase_create("engine");
    for (size_t i = 0; i < ENGINE_PARTS; i++)
        if (!there[i])
            absent[absent_count++] = part[i];
    add_engine_tests(tests, there);
    suite_add_tcase(suite, tests);

    TCase *graphs = tcase_create("exercise_graphs");
    for (size_t i = 0; i < GRAPH_COUNT; i++) {
        struct graph_case g = cases[i];
        if (!g.build || says_not_implemented(attempt_graph, &g))
            absent[absent_count++] = cases[i].name;
        else
            tcase_add_loop_test(graphs, graph, (int)i, (int)i + 1);
    }
    suite_add_tcase(suite, graphs);
    return absent_count;
}
