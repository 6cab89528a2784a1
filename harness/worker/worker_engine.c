#include "worker_engine.h"

#include <dlfcn.h>
#include <string.h>

enum { STACK_KEPT = 1 << 20, STACK_BALLAST = (8 << 20) - STACK_KEPT - (1 << 18) };

/* Where the relays' calls go. */
typedef struct line {
    engine_exchange *exchange;
    worker_ask *ask;
    void *context;
} line;

static op_status pass_to_grade(void *context, const op_call *c)
{
    const line *l = context;
    if (!wire_put(&l->exchange->call, l->exchange->results.step, c))
        return OP_BAD_INPUT;
    l->ask(l->context);
    return wire_take(&l->exchange->call, c);
}

/* POSIX has dlsym return functions as pointers to objects. */
static bool find(void *handle, const char *name, void *function, size_t size)
{
    void *address = dlsym(handle, name);
    memcpy(function, &address, size);
    return address != NULL;
}

#define FIND(member) find(handle, "engine_" #member, &f->member, sizeof f->member)

static bool find_functions(void *handle, engine_functions *f)
{
    FIND(directional);
    FIND(jacobian_reverse);
    FIND(jacobian_forward);
    FIND(backward);
    FIND(gradient);
    return FIND(open) && FIND(close) && FIND(input) && FIND(apply) && FIND(value) &&
           FIND(node_count);
}

/* Recursion over a deep graph is to overflow on every machine: all but a megabyte of the stack is
 * taken away from it. */
static __attribute__((noinline)) void drive_low(const engine_program *p, const engine_functions *f,
                                                engine_exchange *x)
{
    char ballast[STACK_BALLAST];
    engine_op ops[LOCAL_OPS];
    /* The compiler must not see that nobody uses it, before the call or after it. */
    __asm__ volatile("" : : "r"(ballast) : "memory");
    engine_local_ops(ops);
    engine_drive(p, f, ops, LOCAL_OPS, &x->results);
    __asm__ volatile("" : : "r"(ballast) : "memory");
}

bool worker_engine_run(void *handle, const engine_program *p, engine_exchange *x, worker_ask *ask,
                       void *context)
{
    engine_functions f = {0};
    engine_op ops[PROGRAM_OPS];
    line l = {x, ask, context};
    if (!find_functions(handle, &f))
        return false;
    if (p->local) {
        drive_low(p, &f, x);
        return true;
    }
    engine_relay(ops, p, pass_to_grade, &l);
    engine_drive(p, &f, ops, PROGRAM_OPS, &x->results);
    return true;
}

static op_status draw(void *context, const char *op_name, const node in[], const attributes *attr,
                      node *out)
{
    static const struct {
        const char *name, *signature;
    } row[] = {
#define ROW(id, signature, attribute_names, formula) {#id, signature},
        OPS(ROW)
#undef ROW
    };
    graph_record *r = context;
    if (r->count == GRAPH_ENTRIES) {
        r->overflow = 1;
        return OP_NO_MEMORY;
    }
    graph_entry *e = &r->entry[r->count];
    *e = (graph_entry){.attributes_given = attr != NULL};
    while (e->op < PROGRAM_OPS && strcmp(row[e->op].name, op_name) != 0)
        e->op++;
    if (e->op == PROGRAM_OPS)
        return OP_BAD_INPUT;
    /* An operand is what begins in front of a bracket, and the last of them is the output. */
    size_t operands = 0;
    for (const char *at = row[e->op].signature; *at; at++)
        operands += *at == '[';
    for (size_t i = 0; i + 1 < operands && i < MAX_INPUTS; i++)
        e->in[i] = in[i] < UINT32_MAX ? (uint32_t)in[i] : UINT32_MAX;
    if (attr) {
        e->k = attr->k;
        e->c = attr->c;
        e->slope = attr->slope;
        e->axis = attr->axis;
        e->repeats = attr->repeats;
    }
    *out = r->out[0] + r->count++; /* out[0] holds the number of inputs until the end */
    return OP_OK;
}

op_status worker_graph_run(void *function, uint32_t input_count, graph_record *out)
{
    graph_builder *build;
    node in[MAX_GRAPH_INPUTS], outputs[MAX_GRAPH_OUTPUTS] = {0};
    memcpy(&build, &function, sizeof build);
    *out = (graph_record){.out = {input_count}};
    for (uint32_t i = 0; i < MAX_GRAPH_INPUTS; i++)
        in[i] = i < input_count ? i : SIZE_MAX;
    op_status status = build(draw, out, in, outputs);
    for (size_t i = 0; i < MAX_GRAPH_OUTPUTS; i++)
        out->out[i] = outputs[i];
    return status;
}
