/* engine_wire.h - the call of an op on its way from the worker to grade and back, in shared memory.
 *
 * Everything has a fixed size. Grade takes one copy and checks every number in it before use; the
 * worker adds what comes back to gradients itself, so that grade never needs their state. */
#ifndef ENGINE_WIRE_H
#define ENGINE_WIRE_H

#include "engine_drive.h"

typedef struct wire_tensor {
    uint64_t rank;
    size_t dims[MAX_RANK];
    double data[TENSOR_NUMBERS];
} wire_tensor;

typedef struct wire_call {
    uint32_t step, op, kind;
    int32_t status; /* grade's answer, an op_status */
    double k, c, slope;
    int64_t axis;
    uint64_t repeats, index_count;
    size_t index[TENSOR_NUMBERS];
    wire_tensor in[MAX_INPUTS], out, dout, tangent[MAX_INPUTS];
    wire_tensor result[MAX_INPUTS]; /* shape: the shape of [0]; backward: what to add */
} wire_call;

/* What the worker can write to while it runs a program. */
typedef struct engine_exchange {
    program_results results;
    wire_call call;
} engine_exchange;

/* What a submission's graph_NAME applied, in order; node i is input i, then entry by entry. */
enum { GRAPH_ENTRIES = 64 };
typedef struct graph_entry {
    uint32_t op, attributes_given;
    uint32_t in[MAX_INPUTS];
    double k, c, slope;
    int64_t axis;
    uint64_t repeats;
} graph_entry;

typedef struct graph_record {
    uint32_t count;
    uint32_t overflow; /* there were more entries */
    uint64_t out[2];
    graph_entry entry[GRAPH_ENTRIES];
} graph_record;

/* Worker: writes a call down. False where it does not fit. */
bool wire_put(wire_call *w, uint32_t step, const op_call *c);

/* Worker: hands the answer to the engine. */
op_status wire_take(const wire_call *w, const op_call *c);

/* Grade: answers a call of which it has a copy of its own, and fills in status and results of the
 * copy. */
void wire_answer(wire_call *w, uint32_t input_count, op_answer *answer, void *context);

#endif
