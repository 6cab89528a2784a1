/* engine_lab.h - an engine under test: any that fits the table of functions engine_api, with the
 * reference's ops and two more: "probe", which is the identity and counts its calls, and "stub",
 * which is the identity, but for its derivatives, which are not implemented. */
#ifndef ENGINE_LAB_H
#define ENGINE_LAB_H

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "engine_ops.h"
#include "tensor.h"

typedef struct engine_api {
    engine *(*open)(const engine_op *ops, size_t op_count);
    void (*close)(engine *e);
    op_status (*input)(engine *e, const tensor *value, node *out);
    op_status (*apply)(engine *e, const char *op_name, const node in[], const attributes *attr,
                       node *out);
    const tensor *(*value)(const engine *e, node n);
    op_status (*backward)(engine *e, node output);
    const tensor *(*gradient)(const engine *e, node n);
    op_status (*directional)(engine *e, node output, const node inputs[],
                             const tensor *const tangents[], size_t input_count, tensor *out);
    op_status (*jacobian_reverse)(engine *e, node output, node input, tensor *J);
    op_status (*jacobian_forward)(engine *e, node output, node input, tensor *J);
    size_t (*node_count)(const engine *e);
} engine_api;

/* The functions of engine.h under whatever names they have where this is expanded. */
#define ENGINE_API                                                                                 \
    {                                                                                              \
        engine_open, engine_close, engine_input, engine_apply, engine_value, engine_backward,      \
            engine_gradient, engine_directional, engine_jacobian_reverse, engine_jacobian_forward, \
            engine_node_count                                                                      \
    }

/* Calls of probes since they were last set to 0. */
typedef struct calls {
    size_t forward, backward, jvp;
} calls;
static calls probed;

static inline op_status probe_shape(const tensor *const in[], const attributes *attr, size_t *rank,
                                    size_t dims[MAX_RANK])
{
    (void)attr;
    *rank = in[0]->rank;
    if (*rank)
        memcpy(dims, in[0]->dims, *rank * sizeof *dims);
    return OP_OK;
}

static inline op_status probe_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    probed.forward++;
    return identity_forward(in, attr, out);
}

static inline op_status probe_backward(const tensor *const in[], const attributes *attr,
                                       const tensor *out, const tensor *dout, tensor *const din[])
{
    probed.backward++;
    return identity_backward(in, attr, out, dout, din);
}

static inline op_status probe_jvp(const tensor *const in[], const attributes *attr,
                                  const tensor *out, const tensor *const tangent[],
                                  tensor *out_tangent)
{
    probed.jvp++;
    return identity_jvp(in, attr, out, tangent, out_tangent);
}

static inline op_status stub_backward(const tensor *const in[], const attributes *attr,
                                      const tensor *out, const tensor *dout, tensor *const din[])
{
    (void)in, (void)attr, (void)out, (void)dout, (void)din;
    return OP_NOT_IMPLEMENTED;
}

static inline op_status stub_jvp(const tensor *const in[], const attributes *attr,
                                 const tensor *out, const tensor *const tangent[],
                                 tensor *out_tangent)
{
    (void)in, (void)attr, (void)out, (void)tangent, (void)out_tangent;
    return OP_NOT_IMPLEMENTED;
}

/* An engine with a graph in the making. sound: whether all has been as it must, so far. */
typedef struct lab {
    const engine_api *api;
    engine_op *ops;
    engine *e;
    bool sound;
} lab;

static inline lab lab_open(const engine_api *api)
{
    size_t count;
    const engine_op *known = engine_ops(&count);
    lab l = {.api = api, .ops = malloc((count + 2) * sizeof *known)};
    if (!l.ops)
        abort();
    memcpy(l.ops, known, count * sizeof *known);
    l.ops[count++] = (engine_op){"probe", 1, probe_shape, probe_forward, probe_backward, probe_jvp};
    l.ops[count++] = (engine_op){"stub", 1, probe_shape, identity_forward, stub_backward, stub_jvp};
    l.e = api->open(l.ops, count);
    l.sound = l.e != NULL;
    return l;
}

/* Returns whether all was as it must. */
static inline bool lab_close(lab *l)
{
    l->api->close(l->e);
    free(l->ops);
    return l->sound;
}

static inline void require(lab *l, bool condition)
{
    l->sound = l->sound && condition;
}

static inline void require_close(lab *l, double got, double wanted)
{
    require(l, fabs(got - wanted) <= 1e-12 * fmax(1, fabs(wanted)));
}

static inline node lab_tensor(lab *l, size_t rank, const size_t *dims, const double *data)
{
    node n = 0;
    tensor *t = tensor_new(rank, dims);
    if (!t)
        abort();
    memcpy(t->data, data, element_count(t) * sizeof *data);
    require(l, l->api->input(l->e, t, &n) == OP_OK);
    /* A pointer to it that was kept is to show: both while t is there and after. */
    tensor_fill(t, NAN);
    free(t);
    return n;
}

static inline node lab_scalar(lab *l, double x)
{
    return lab_tensor(l, 0, NULL, &x);
}

static inline node lab_apply(lab *l, const char *op_name, const node in[], const attributes *attr)
{
    node n = 0;
    require(l, l->api->apply(l->e, op_name, in, attr, &n) == OP_OK);
    return n;
}

static inline node lab_unary(lab *l, const char *op_name, node x)
{
    return lab_apply(l, op_name, &x, NULL);
}

static inline node lab_binary(lab *l, const char *op_name, node a, node b)
{
    return lab_apply(l, op_name, (const node[]){a, b}, NULL);
}

/* The first element, NAN where there is none. */
static inline double first_element(const tensor *t)
{
    return t ? t->data[0] : NAN;
}

static inline double lab_value(const lab *l, node n)
{
    return first_element(l->api->value(l->e, n));
}

static inline double lab_gradient(const lab *l, node n)
{
    return first_element(l->api->gradient(l->e, n));
}

static inline void lab_backward(lab *l, node output)
{
    require(l, l->sound && l->api->backward(l->e, output) == OP_OK);
}

/* How fast the output, a scalar, changes as a scalar input does. */
static inline double lab_slope(lab *l, node output, node input)
{
    double one = 1, slope = NAN;
    const tensor tangent = {.data = &one};
    const tensor *const tangents[] = {&tangent};
    tensor out = {.data = &slope};
    require(l, l->api->directional(l->e, output, &input, tangents, 1, &out) == OP_OK);
    return slope;
}

#endif
