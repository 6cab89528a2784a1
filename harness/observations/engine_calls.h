/* engine_calls.h - grade's answer to the calls that an engine makes of its ops: the reference's,
 * and a record of which node each call was about. */
#ifndef ENGINE_CALLS_H
#define ENGINE_CALLS_H

#include "engine_drive.h"
#include "engine_expect.h"

enum {
    CALLS_RECORDED = 4096,
    NO_NODE = PROGRAM_NODES /* the operands are those of no node */
};

typedef struct recorded_call {
    uint16_t step;
    uint16_t op;
    uint8_t kind;
    uint8_t node;
    bool spoiled; /* an operand holds what the driver spoiled after it was to be copied */
} recorded_call;

typedef struct engine_calls {
    const engine_program *program; /* borrowed */
    const engine_expectation *expected;
    bool flooded; /* there were more calls than are recorded: those were refused */
    size_t count;
    recorded_call call[CALLS_RECORDED]; /* all but those of shape, in order */
} engine_calls;

void engine_calls_start(engine_calls *log, const engine_program *p, const engine_expectation *x);

/* Answers a call that was made during a step. Its tensors are checked against each other before the
 * op sees them. */
op_status engine_calls_answer(engine_calls *log, uint32_t step, const op_call *c);

/* How many calls of that kind a step made for a node; any op for NO_NODE. */
size_t engine_calls_count(const engine_calls *log, uint32_t step, call_kind kind, uint32_t n);

#endif
