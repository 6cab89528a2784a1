/* The graphs that the exercises ask to draw. Each subexpression is one node, however often it is
 * used: what a formula names twice is a local variable here. */
#include "engine.h"

/* A graph on the drawing board. After a failure nothing more is drawn, so that the builders below
 * need to look at the status only once, at their end. */
typedef struct drawing {
    graph_apply *apply;
    void *context;
    op_status status;
} drawing;

static node draw(drawing *d, const char *op_name, const node in[], const attributes *attr)
{
    node out = in[0];
    if (d->status == OP_OK)
        d->status = d->apply(d->context, op_name, in, attr, &out);
    return out;
}

static node unary(drawing *d, const char *op_name, node x)
{
    return draw(d, op_name, &x, NULL);
}

static node binary(drawing *d, const char *op_name, node a, node b)
{
    return draw(d, op_name, (const node[]){a, b}, NULL);
}

static node scaled(drawing *d, double k, node x)
{
    return draw(d, "scale", &x, &(attributes){.k = k});
}

/* A = e^a / sqrt(b) log(a + b): 6 nodes beside the inputs. */
op_status graph_edf1_a(graph_apply *apply, void *context, const node in[], node out[])
{
    drawing d = {apply, context, OP_OK};
    const node a = in[0], b = in[1];
    const node power = unary(&d, "exp", a);
    const node root = unary(&d, "sqrt", b);
    const node quotient = binary(&d, "div", power, root);
    const node sum = binary(&d, "add", a, b);
    const node logarithm = unary(&d, "log", sum);
    out[0] = binary(&d, "mul", quotient, logarithm);
    return d.status;
}

/* B = sqrt(t) + log(t) + t / (b c^2) with t = a + b + c^2: 9 nodes, t and c^2 being used again. */
op_status graph_edf1_b(graph_apply *apply, void *context, const node in[], node out[])
{
    drawing d = {apply, context, OP_OK};
    const node a = in[0], b = in[1], c = in[2];
    const node c_squared = unary(&d, "square", c);
    const node t = binary(&d, "add", binary(&d, "add", a, b), c_squared);
    const node root = unary(&d, "sqrt", t);
    const node logarithm = unary(&d, "log", t);
    const node quotient = binary(&d, "div", t, binary(&d, "mul", b, c_squared));
    out[0] = binary(&d, "add", binary(&d, "add", root, logarithm), quotient);
    return d.status;
}

/* C = sum_i (w0 + w1 x_i - y_i)^2 over three points: 4 nodes for each, and 2 sums. */
op_status graph_edf1_c(graph_apply *apply, void *context, const node in[], node out[])
{
    enum { POINTS = 3 };
    drawing d = {apply, context, OP_OK};
    const node w0 = in[0], w1 = in[1], *x = &in[2], *y = &in[2 + POINTS];
    node sum = 0;
    for (size_t i = 0; i < POINTS; i++) {
        const node line = binary(&d, "add", w0, binary(&d, "mul", w1, x[i]));
        const node loss = unary(&d, "square", binary(&d, "sub", line, y[i]));
        sum = i ? binary(&d, "add", sum, loss) : loss;
    }
    out[0] = sum;
    return d.status;
}

/* w = a b + b with a = x y + z and b = a (x + x): 6 nodes. */
op_status graph_hw1(graph_apply *apply, void *context, const node in[], node out[])
{
    drawing d = {apply, context, OP_OK};
    const node x = in[0], y = in[1], z = in[2];
    const node a = binary(&d, "add", binary(&d, "mul", x, y), z);
    const node b = binary(&d, "mul", a, binary(&d, "add", x, x));
    out[0] = binary(&d, "add", binary(&d, "mul", a, b), b);
    return d.status;
}

/* f1 = e^(2 x2) + x1 sin(3 x2^2) and f2 = x1 x2 + sigma(x2): 7 nodes and 3. */
op_status graph_fr(graph_apply *apply, void *context, const node in[], node out[])
{
    drawing d = {apply, context, OP_OK};
    const node x1 = in[0], x2 = in[1];
    const node power = unary(&d, "exp", scaled(&d, 2, x2));
    const node wave = unary(&d, "sin", scaled(&d, 3, unary(&d, "square", x2)));
    out[0] = binary(&d, "add", power, binary(&d, "mul", x1, wave));
    const node product = binary(&d, "mul", x1, x2);
    out[1] = binary(&d, "add", product, unary(&d, "sigmoid", x2));
    return d.status;
}
