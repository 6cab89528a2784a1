/* engine_drive.h - runs a program on an engine: in the worker on a submission's, in tests on any.
 *
 * The ops that the engine is given are relays: each of their calls goes to one function, which in
 * the worker asks grade. So the driver and what it is linked with know no formula. */
#ifndef ENGINE_DRIVE_H
#define ENGINE_DRIVE_H

#include "engine.h"
#include "engine_program.h"

/* The functions of engine.h; the last four may be NULL. */
typedef struct engine_functions {
    engine *(*open)(const engine_op *ops, size_t op_count);
    void (*close)(engine *e);
    op_status (*input)(engine *e, const tensor *value, node *out);
    op_status (*apply)(engine *e, const char *op_name, const node in[], const attributes *attr,
                       node *out);
    const tensor *(*value)(const engine *e, node n);
    size_t (*node_count)(const engine *e);
    op_status (*backward)(engine *e, node output);
    const tensor *(*gradient)(const engine *e, node n);
    op_status (*directional)(engine *e, node output, const node inputs[],
                             const tensor *const tangents[], size_t input_count, tensor *out);
    op_status (*jacobian_reverse)(engine *e, node output, node input, tensor *J);
    op_status (*jacobian_forward)(engine *e, node output, node input, tensor *J);
} engine_functions;

/* Runs the program. ops: what the engine is opened with. Stops at the first step that fails.
 * Everything in *out is set; results that were not reached are spoiled numbers. */
void engine_drive(const engine_program *p, const engine_functions *f, const engine_op *ops,
                  size_t op_count, program_results *out);

/* What a call of an op is about. */
typedef enum call_kind { CALL_SHAPE, CALL_FORWARD, CALL_BACKWARD, CALL_JVP, CALL_KINDS } call_kind;

/* A call of an op, as the engine made it. What a kind does not have is NULL. */
typedef struct op_call {
    uint32_t op; /* row of the table */
    call_kind kind;
    size_t input_count;
    const tensor *const *in;
    const attributes *attr;
    const tensor *out;            /* backward, jvp */
    const tensor *dout;           /* backward */
    const tensor *const *tangent; /* jvp */
    tensor *const *result;        /* forward: out; backward: din; jvp: out_tangent */
    size_t *rank, *dims;          /* shape's answer */
} op_call;

typedef op_status op_answer(void *context, const op_call *c);

/* All rows of the table as relays to answer(context, ...), until the next call of this function.
 * ops: room for PROGRAM_OPS. Engine ops have no context of their own, so there is one relay at a
 * time in a process. */
void engine_relay(engine_op ops[PROGRAM_OPS], const engine_program *p, op_answer *answer,
                  void *context);

/* The two ops of a local program, scale and add on scalars. */
enum { LOCAL_OPS = 2 };
void engine_local_ops(engine_op ops[LOCAL_OPS]);

#endif
