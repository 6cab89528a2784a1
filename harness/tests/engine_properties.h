/* engine_properties.h - what every engine must do, as functions that say whether it does. */
#ifndef ENGINE_PROPERTIES_H
#define ENGINE_PROPERTIES_H

#include <malloc.h>
#include <sys/resource.h>
#include <time.h>

#include "engine_lab.h"

typedef bool engine_property(const engine_api *api);

/* b = a + a, c = b + b. */
static bool diamond_adds_up(const engine_api *api)
{
    lab l = lab_open(api);
    node a = lab_scalar(&l, 3), b = lab_binary(&l, "add", a, a), c = lab_binary(&l, "add", b, b);
    lab_backward(&l, c);
    require_close(&l, lab_value(&l, c), 12);
    require_close(&l, lab_gradient(&l, a), 4);
    require_close(&l, lab_slope(&l, c, a), 4);
    return lab_close(&l);
}

static bool same_node_twice(const engine_api *api)
{
    lab l = lab_open(api);
    node x = lab_scalar(&l, 3), square = lab_binary(&l, "mul", x, x);
    lab_backward(&l, square);
    require_close(&l, lab_gradient(&l, x), 6);
    require_close(&l, lab_slope(&l, square, x), 6);
    return lab_close(&l);
}

/* x^4 + x^2, where x^2 is used both at once and a step later. */
static bool unequal_paths_add_up(const engine_api *api)
{
    lab l = lab_open(api);
    node x = lab_scalar(&l, 3), square = lab_binary(&l, "mul", x, x);
    node fourth = lab_binary(&l, "mul", square, square);
    node near_first = lab_binary(&l, "add", square, fourth);
    node far_first = lab_binary(&l, "add", fourth, square);
    lab_backward(&l, near_first);
    require_close(&l, lab_gradient(&l, x), 114);
    lab_backward(&l, far_first);
    require_close(&l, lab_gradient(&l, x), 114);
    require_close(&l, lab_slope(&l, far_first, x), 114);
    return lab_close(&l);
}

/* 14 diamonds in a row have 2^14 paths. */
static bool visits_once(const engine_api *api)
{
    enum { DIAMONDS = 14 };
    lab l = lab_open(api);
    node x = lab_scalar(&l, 1), n = x;
    probed = (calls){0};
    for (int i = 0; i < DIAMONDS; i++)
        n = lab_binary(&l, "add", lab_unary(&l, "probe", n), n);
    lab_backward(&l, n);
    require_close(&l, lab_gradient(&l, x), 1 << DIAMONDS);
    require(&l, probed.forward == DIAMONDS && probed.backward == DIAMONDS && probed.jvp == 0);
    require_close(&l, lab_slope(&l, n, x), 1 << DIAMONDS);
    require(&l, probed.forward == DIAMONDS && probed.backward == DIAMONDS);
    require(&l, probed.jvp == DIAMONDS);
    return lab_close(&l);
}

/* Two outputs by turns, each with a part of its own. */
static bool starts_afresh(const engine_api *api)
{
    lab l = lab_open(api);
    node x = lab_scalar(&l, 2), shared = lab_unary(&l, "square", x);
    node own = lab_unary(&l, "square", x);
    node f = lab_binary(&l, "mul", shared, own);
    node g = lab_binary(&l, "add", shared, x);
    for (int i = 0; i < 3; i++) {
        lab_backward(&l, f);
        require_close(&l, lab_gradient(&l, x), 32);
        require_close(&l, lab_gradient(&l, own), 4);
        lab_backward(&l, g);
        require_close(&l, lab_gradient(&l, x), 5);
        require_close(&l, lab_gradient(&l, own), 0);
        require_close(&l, lab_gradient(&l, f), 0);
    }
    return lab_close(&l);
}

static bool seeds_one(const engine_api *api)
{
    lab l = lab_open(api);
    const size_t three = 3;
    node x = lab_tensor(&l, 1, &three, (const double[]){2, 3, 4});
    node sum = lab_apply(&l, "sum", &x, &(attributes){.axis = ALL_AXES});
    lab_backward(&l, sum);
    require_close(&l, lab_gradient(&l, sum), 1);
    require_close(&l, lab_gradient(&l, x), 1);
    return lab_close(&l);
}

/* The values that lab_tensor hands over are gone by now, and so is the index here. */
static bool copies_what_it_gets(const engine_api *api)
{
    lab l = lab_open(api);
    size_t index[] = {2, 0};
    node X = lab_tensor(&l, 2, (const size_t[]){2, 3}, (const double[]){1, 2, 3, 4, 5, 6});
    node picked = lab_apply(&l, "select", &X, &(attributes){.index = index, .index_count = 2});
    index[0] = index[1] = 1;
    node sum = lab_apply(&l, "sum", &picked, &(attributes){.axis = ALL_AXES});
    lab_backward(&l, sum);
    require_close(&l, lab_value(&l, sum), 7);
    const tensor *gradient = api->gradient(l.e, X), *value = api->value(l.e, X);
    for (size_t i = 0; l.sound && i < 6; i++) {
        require_close(&l, value->data[i], 1 + (double)i);
        require_close(&l, gradient->data[i], i == 2 || i == 3);
    }
    return lab_close(&l);
}

/* Neither a longer graph nor a pass changes a value, or where it lies. */
static bool values_stay(const engine_api *api)
{
    enum { LENGTH = 300 };
    lab l = lab_open(api);
    const tensor *borrowed[LENGTH];
    double value[LENGTH];
    node x = lab_scalar(&l, 0.5), n = x;
    for (size_t i = 0; l.sound && i < LENGTH; i++) {
        borrowed[i] = api->value(l.e, n);
        value[i] = borrowed[i]->data[0];
        n = lab_unary(&l, i % 2 ? "sin" : "exp", n);
    }
    lab_backward(&l, n);
    lab_slope(&l, n, x);
    for (size_t i = 0; l.sound && i < LENGTH; i++)
        require(&l, borrowed[i]->data[0] == value[i]);
    return lab_close(&l);
}

static bool inner_gradients_stay(const engine_api *api)
{
    lab l = lab_open(api);
    node x = lab_scalar(&l, 3), square = lab_unary(&l, "square", x);
    node last = lab_unary(&l, "square", square);
    lab_backward(&l, last);
    require_close(&l, lab_gradient(&l, x), 108);
    require_close(&l, lab_gradient(&l, square), 18);
    require_close(&l, lab_gradient(&l, last), 1);
    return lab_close(&l);
}

static bool passes_reshapes(const engine_api *api)
{
    lab l = lab_open(api);
    node x = lab_tensor(&l, 2, (const size_t[]){1, 2}, (const double[]){3, 5});
    node flat = lab_apply(&l, "squeeze", &x, &(attributes){.axis = 0});
    node square = lab_unary(&l, "square", flat);
    node sum = lab_apply(&l, "sum", &square, &(attributes){.axis = ALL_AXES});
    lab_backward(&l, sum);
    require_close(&l, lab_gradient(&l, x), 6);
    require(&l, api->gradient(l.e, x)->rank == 2 && api->gradient(l.e, flat)->rank == 1);
    return lab_close(&l);
}

/* A branch that leads nowhere, at a point where its derivative is infinite. */
static bool unused_does_no_harm(const engine_api *api)
{
    lab l = lab_open(api);
    node x = lab_scalar(&l, 0), lonely = lab_scalar(&l, 7);
    node before = lab_unary(&l, "probe", lab_unary(&l, "sqrt", x));
    node output = lab_unary(&l, "exp", x);
    node after = lab_unary(&l, "probe", output);
    probed = (calls){0};
    lab_backward(&l, output);
    require_close(&l, lab_gradient(&l, x), 1);
    require_close(&l, lab_gradient(&l, lonely), 0);
    require_close(&l, lab_gradient(&l, before), 0);
    require_close(&l, lab_gradient(&l, after), 0);
    require(&l, probed.backward == 0);
    require_close(&l, lab_slope(&l, output, x), 1);
    return lab_close(&l);
}

/* Memory that comes back from free() is full of old numbers. */
static bool works_in_used_memory(const engine_api *api)
{
    mallopt(M_PERTURB, 0x2a);
    return diamond_adds_up(api) && same_node_twice(api);
}

static bool engines_are_independent(const engine_api *api)
{
    lab l = lab_open(api), m = lab_open(api);
    node x = lab_scalar(&l, 2), y = lab_scalar(&m, 3);
    node f = lab_unary(&l, "square", x), g = lab_unary(&m, "exp", y);
    f = lab_binary(&l, "mul", f, x);
    lab_backward(&l, f);
    lab_backward(&m, g);
    require_close(&l, lab_gradient(&l, x), 12);
    require_close(&m, lab_gradient(&m, y), exp(3));
    require(&l, api->node_count(l.e) == 3 && api->node_count(m.e) == 2);
    bool sound = lab_close(&l);
    lab_backward(&m, g);
    require_close(&m, lab_gradient(&m, y), exp(3));
    return lab_close(&m) && sound;
}

/* x + 1 + ... + 1, with that many sums: the gradient of x and its slope are 1. */
static bool chain_is_right(const engine_api *api, size_t length)
{
    lab l = lab_open(api);
    node x = lab_scalar(&l, 1), one = lab_scalar(&l, 1), n = x;
    for (size_t i = 0; i < length; i++)
        n = lab_binary(&l, "add", n, one);
    lab_backward(&l, n);
    require_close(&l, lab_value(&l, n), 1 + (double)length);
    require_close(&l, lab_gradient(&l, x), 1);
    require_close(&l, lab_gradient(&l, one), (double)length);
    require_close(&l, lab_slope(&l, n, x), 1);
    require(&l, api->node_count(l.e) == length + 2);
    return lab_close(&l);
}

/* 100 000 nodes in a row, in a megabyte of stack: a call for each does not fit. */
static bool long_chain_is_right(const engine_api *api)
{
    struct rlimit stack;
    getrlimit(RLIMIT_STACK, &stack);
    stack.rlim_cur = 1 << 20;
    return setrlimit(RLIMIT_STACK, &stack) == 0 && chain_is_right(api, 100000);
}

/* The shortest of three runs. */
static double chain_seconds(const engine_api *api, size_t length, bool *right)
{
    double shortest = INFINITY;
    for (int i = 0; i < 3; i++) {
        clock_t begin = clock();
        *right = chain_is_right(api, length) && *right;
        shortest = fmin(shortest, (double)(clock() - begin) / CLOCKS_PER_SEC);
    }
    return shortest;
}

/* Ten times the nodes take about ten times as long, and not a hundred times. */
static bool time_is_linear(const engine_api *api)
{
    bool right = true;
    double little = chain_seconds(api, 1000, &right), much = chain_seconds(api, 10000, &right);
    return right && much <= 40 * little;
}

/* Two inputs that move together, then each of them alone: x^2 y at (3, 5). */
static bool directions_are_right(const engine_api *api)
{
    lab l = lab_open(api);
    const node inputs[] = {lab_scalar(&l, 3), lab_scalar(&l, 5)};
    node f = lab_binary(&l, "mul", lab_unary(&l, "square", inputs[0]), inputs[1]);
    double step[] = {0.5, -2}, slope = NAN;
    const tensor tangent[] = {{.data = &step[0]}, {.data = &step[1]}};
    const tensor *const tangents[] = {&tangent[0], &tangent[1]};
    tensor out = {.data = &slope};
    require(&l, api->directional(l.e, f, inputs, tangents, 2, &out) == OP_OK);
    require_close(&l, slope, 0.5 * 30 - 2 * 9);
    require_close(&l, lab_slope(&l, f, inputs[1]), 9);
    require_close(&l, lab_slope(&l, f, inputs[0]), 30);
    require_close(&l, lab_slope(&l, inputs[0], inputs[0]), 1);
    require_close(&l, lab_slope(&l, inputs[0], inputs[1]), 0);
    require(&l, api->directional(l.e, f, inputs, tangents, 0, &out) == OP_OK);
    require_close(&l, slope, 0);
    return lab_close(&l);
}

/* y = A x: the Jacobian by x is A, three rows and two columns. */
static bool jacobians_are_right(const engine_api *api)
{
    static const double A[] = {1, 2, 3, 4, 5, 6};
    lab l = lab_open(api);
    node matrix = lab_tensor(&l, 2, (const size_t[]){3, 2}, A);
    node x = lab_tensor(&l, 2, (const size_t[]){2, 1}, (const double[]){7, 8});
    node y = lab_binary(&l, "matmul", matrix, x);
    tensor *J = tensor_new(2, (const size_t[]){3, 2});
    for (int way = 0; way < 2; way++) {
        tensor_fill(J, NAN);
        require(&l, (way ? api->jacobian_reverse : api->jacobian_forward)(l.e, y, x, J) == OP_OK);
        for (size_t i = 0; i < 6; i++)
            require_close(&l, J->data[i], A[i]);
    }
    free(J);
    return lab_close(&l);
}

/* Three outputs and two inputs: three reverse passes or two forward passes; one for a direction. */
static bool passes_are_counted(const engine_api *api)
{
    lab l = lab_open(api);
    node matrix = lab_tensor(&l, 2, (const size_t[]){3, 2}, (const double[]){1, 2, 3, 4, 5, 6});
    node x = lab_tensor(&l, 2, (const size_t[]){2, 1}, (const double[]){7, 8});
    node y = lab_unary(&l, "probe", lab_binary(&l, "matmul", matrix, x));
    tensor *J = tensor_new(2, (const size_t[]){3, 2}), *out = tensor_new(2, (size_t[]){3, 1});
    probed = (calls){0};
    require(&l, api->jacobian_reverse(l.e, y, x, J) == OP_OK);
    require(&l, probed.backward == 3 && probed.jvp == 0);
    require(&l, api->jacobian_forward(l.e, y, x, J) == OP_OK);
    require(&l, probed.backward == 3 && probed.jvp == 2);
    const node inputs[] = {matrix, x};
    const tensor *const tangents[] = {api->value(l.e, matrix), api->value(l.e, x)};
    require(&l, api->directional(l.e, y, inputs, tangents, 2, out) == OP_OK);
    require_close(&l, out->data[0], 2 * (7 + 16));
    require(&l, probed.backward == 3 && probed.jvp == 3 && probed.forward == 0);
    free(J);
    free(out);
    return lab_close(&l);
}

static bool errors_do_no_harm(const engine_api *api)
{
    lab l = lab_open(api);
    const size_t two = 2, three = 3;
    node x = lab_tensor(&l, 1, &two, (const double[]){1, 2});
    node y = lab_tensor(&l, 1, &three, (const double[]){1, 2, 3}), out = 77;
    size_t index[] = {1, 1};
    const attributes attr = {.index = index, .index_count = 2};
    tensor *wrong = tensor_new(1, &two);
    const tensor *const tangents[] = {wrong};
    require(&l, api->apply(l.e, "no_such_op", &x, &attr, &out) == OP_BAD_INPUT);
    require(&l, api->apply(l.e, "add", (const node[]){x, y}, &attr, &out) == OP_BAD_INPUT);
    require(&l, api->apply(l.e, "add", (const node[]){x, y + 1}, &attr, &out) == OP_BAD_INPUT);
    require(&l, out == 77 && api->node_count(l.e) == 2);
    require(&l, api->backward(l.e, x) == OP_BAD_INPUT);
    require(&l, api->backward(l.e, y + 1) == OP_BAD_INPUT);
    require(&l, api->directional(l.e, y, &y, tangents, 1, wrong) == OP_BAD_INPUT);
    require(&l, api->directional(l.e, x, &y, tangents, 1, wrong) == OP_BAD_INPUT);
    require(&l, api->directional(l.e, y + 1, &x, tangents, 1, wrong) == OP_BAD_INPUT);
    require(&l, api->jacobian_forward(l.e, x, y, wrong) == OP_BAD_INPUT);
    require(&l, api->jacobian_reverse(l.e, x, y, wrong) == OP_BAD_INPUT);
    node sum = lab_apply(&l, "sum", &y, &(attributes){.axis = ALL_AXES});
    lab_backward(&l, sum);
    require_close(&l, lab_value(&l, sum), 6);
    require_close(&l, lab_gradient(&l, y), 1);
    require(&l, sum == y + 1 || api->node_count(l.e) == 3);
    free(wrong);
    return lab_close(&l);
}

/* What an op answers is the engine's answer, and the next pass is right again. */
static bool failing_ops_are_reported(const engine_api *api)
{
    lab l = lab_open(api);
    node x = lab_scalar(&l, 3), square = lab_unary(&l, "square", x);
    node stub = lab_unary(&l, "stub", square), last = lab_unary(&l, "square", stub);
    double one = 1, slope = 0;
    const tensor tangent = {.data = &one}, *const tangents[] = {&tangent};
    tensor out = {.data = &slope};
    require_close(&l, lab_value(&l, last), 81);
    require(&l, api->backward(l.e, last) == OP_NOT_IMPLEMENTED);
    require(&l, api->directional(l.e, last, &x, tangents, 1, &out) == OP_NOT_IMPLEMENTED);
    lab_backward(&l, square);
    require_close(&l, lab_gradient(&l, x), 6);
    require_close(&l, lab_gradient(&l, last), 0);
    require_close(&l, lab_slope(&l, square, x), 6);
    return lab_close(&l);
}

/* How much memory of the heap is in use. AddressSanitizer has its own heap, and its own way to ask;
 * not every compiler brings the header that declares it. */
#if defined TEST_SANITIZED
size_t __sanitizer_get_current_allocated_bytes(void);
#endif
static size_t allocated_bytes(void)
{
#if defined TEST_SANITIZED
    return __sanitizer_get_current_allocated_bytes();
#else
    const struct mallinfo2 heap = mallinfo2();
    return heap.uordblks + heap.hblkhd;
#endif
}

/* Every kind of pass over a small graph, with an index in it. */
static bool all_passes(const lab *l, node x, node output, tensor *J)
{
    return l->api->backward(l->e, output) == OP_OK &&
           l->api->jacobian_reverse(l->e, output, x, J) == OP_OK &&
           l->api->jacobian_forward(l->e, output, x, J) == OP_OK;
}

/* The passes over one graph, then as many engines that are closed again. What malloc keeps for
 * itself does not grow with their number; a leak of a single element does. */
static bool nothing_leaks(const engine_api *api)
{
    enum { PASSES = 10000, ENGINES = 2000, SLACK = 16384 };
    const size_t index[] = {1, 0};
    tensor *J = tensor_new(2, (const size_t[]){1, 4});
    bool sound = true;
    size_t before = 0;
    for (int i = 0; i <= ENGINES && sound; i++) {
        lab l = lab_open(api);
        node X = lab_tensor(&l, 2, (const size_t[]){2, 2}, (const double[]){1, 2, 3, 4});
        node Z = lab_apply(&l, "softmax_cross_entropy", &X,
                           &(attributes){.index = index, .index_count = 2});
        size_t in_use = allocated_bytes();
        for (int pass = 0; pass < (i ? 1 : PASSES); pass++)
            require(&l, all_passes(&l, X, Z, J));
        require(&l, allocated_bytes() <= in_use + SLACK);
        sound = lab_close(&l);
        if (i == 0)
            before = allocated_bytes();
    }
    free(J);
    return sound && allocated_bytes() <= before + SLACK;
}

/* A kilobyte for a node of one element is plenty. */
static bool memory_is_linear(const engine_api *api)
{
    enum { NODES = 20000 };
    lab l = lab_open(api);
    size_t before = allocated_bytes();
    node n = lab_scalar(&l, 1);
    for (int i = 1; i < NODES; i++)
        n = lab_unary(&l, "probe", n);
    lab_backward(&l, n);
    require(&l, allocated_bytes() <= before + NODES * (size_t)1024);
    return lab_close(&l);
}

#endif
