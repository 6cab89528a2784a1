/* engine_program.h - what a submitted engine is asked to do, as data that grade and grade-worker
 * both understand: a list of steps of a fixed size, with every number checked before it is sent.
 *
 * The nodes of a program are numbered in the order in which its steps make them, over all its
 * engines. Grade drafts programs with the functions below; worker and tests run them with
 * engine_drive. Drafting more than there is room for, or what does not fit, is a programming
 * mistake and asserts. */
#ifndef ENGINE_PROGRAM_H
#define ENGINE_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "contract.h"

#define NUMBER_OP(name, signature, attributes, formula) PROGRAM_OP_##name,
enum { OPS(NUMBER_OP) PROGRAM_OPS };
#undef NUMBER_OP

enum {
    PROGRAM_ENGINES = 2,
    PROGRAM_STEPS = 192,
    PROGRAM_NODES = 64,
    PROGRAM_OPERANDS = 9,
    PROGRAM_INDEX = 8,
    PROGRAM_NUMBERS = 512,
    PROGRAM_RESULTS = 2048,
    TENSOR_NUMBERS = 128 /* elements of one tensor of a program */
};

typedef enum program_verb {
    STEP_INPUT,    /* makes a node with a value of its own, then spoils what it was copied from */
    STEP_APPLY,    /* makes a node: the op on operand[] */
    STEP_MISAPPLY, /* asks for an op on operands that it cannot work on: makes no node */
    STEP_BACKWARD, /* from operand[0] */
    STEP_VALUE,    /* of operand[0] */
    STEP_BORROWED, /* the same, as borrowed when the node was made */
    STEP_GRADIENT, /* of operand[0] */
    STEP_DIRECTIONAL,      /* operand[0], where the other operands move */
    STEP_JACOBIAN_REVERSE, /* operand[0] by operand[1] */
    STEP_JACOBIAN_FORWARD,
    STEP_COUNT, /* the number of nodes of the engine */
    STEP_CLOSE, /* the engine; what is still open is closed at the end */
    VERB_COUNT
} program_verb;

typedef struct program_step {
    uint32_t verb;
    uint32_t engine;
    uint32_t op; /* row of the table of ops */
    uint32_t operand_count;
    uint32_t operand[PROGRAM_OPERANDS];
    uint32_t repeat; /* at least 1: done so often; APPLY then applies the op to its last output */
    uint32_t fails;  /* BACKWARD: the status that grade answers to the op's calls, or OP_OK */
    uint32_t rank;   /* shape of the tensor that is made or read */
    size_t dims[MAX_RANK];
    uint32_t number; /* where its numbers begin: an input's elements, the tangents of a direction */
    uint32_t result, result_count; /* where its results go */
    attributes attr;               /* index is not used: */
    size_t index[PROGRAM_INDEX];
} program_step;

typedef struct engine_program {
    uint32_t engine_count;
    uint32_t rounds; /* at least 1: all of it is done so often, each time with new engines */
    uint32_t local;  /* the ops are only scale and add, on scalars, and grade sees no calls */
    uint32_t step_count, node_count, number_count, result_count;
    uint32_t node_step[PROGRAM_NODES]; /* which step makes the node */
    uint32_t input_count[PROGRAM_OPS]; /* of every op */
    program_step step[PROGRAM_STEPS];
    double number[PROGRAM_NUMBERS];
} engine_program;

/* What a step came to, besides what the engine returned. */
enum { STEP_NOT_RUN = -1, STEP_NO_TENSOR = -2, STEP_WRONG_SHAPE = -3, STEP_OUT_OF_BOUNDS = -4 };

/* What running a program leaves. */
typedef struct program_results {
    uint32_t step; /* the one being run, or the last */
    int32_t status[PROGRAM_STEPS];
    double number[PROGRAM_RESULTS];
} program_results;

/* Numbers that spoil what an engine was to copy: a NaN that no computation makes. */
double program_spoiled(void);
bool program_is_spoiled(double x);

/* The attributes of a step, its index among them. */
static inline attributes step_attributes(const program_step *s)
{
    attributes attr = s->attr;
    attr.index = attr.index_count ? s->index : NULL;
    return attr;
}

/* The number of elements of the tensor that a step makes or reads. */
static inline size_t step_elements(const program_step *s)
{
    size_t count = 1;
    for (uint32_t axis = 0; axis < s->rank; axis++)
        count *= s->dims[axis];
    return count;
}

/* Drafting, for grade only. */

/* An empty program for so many engines. */
void program_start(engine_program *p, uint32_t engine_count);

/* An input, with the elements of the tensor. Returns the node. */
uint32_t program_input(engine_program *p, uint32_t engine, const tensor *value);

/* Whether the op fits the nodes and there is room for one more node. */
bool program_fits(const engine_program *p, const char *op_name, const uint32_t in[],
                  const attributes *attr);

/* An op on nodes of one engine; attr may be NULL. Returns the node. */
uint32_t program_apply(engine_program *p, const char *op_name, const uint32_t in[],
                       const attributes *attr);

/* An op on nodes that do not fit it. */
void program_misapply(engine_program *p, const char *op_name, const uint32_t in[]);

/* Reads or passes of one node: BACKWARD, VALUE, BORROWED, GRADIENT. */
void program_ask(engine_program *p, program_verb verb, uint32_t n);

/* The verb for every node of an engine. */
void program_ask_all(engine_program *p, program_verb verb, uint32_t engine);

/* A direction: inputs in[0..count) move along tangents, whose elements lie one after another. */
void program_directional(engine_program *p, uint32_t output, const uint32_t in[], uint32_t count,
                         const double tangents[]);

/* A Jacobian; verb says which way. */
void program_jacobian(engine_program *p, program_verb verb, uint32_t output, uint32_t input);

/* COUNT or CLOSE. */
void program_engine(engine_program *p, program_verb verb, uint32_t engine);

/* The step that makes node n. */
static inline program_step *program_maker(const engine_program *p, uint32_t n)
{
    return (program_step *)&p->step[p->node_step[n]];
}

/* Whether node `output` depends on node n, or is it; depends[] has an entry for every node. */
void program_dependencies(const engine_program *p, uint32_t output, bool depends[PROGRAM_NODES]);

/* The graph that node `output` is made by as a formula, "b = add(a, a); y = mul(b, b)", cut to
 * size.
 */
void program_formula(const engine_program *p, uint32_t output, char *text, size_t size);

/* "b", "x", "y": what the formula calls node n; "n7" if it does not occur there. */
void program_node_name(const engine_program *p, uint32_t output, uint32_t n, char *text,
                       size_t size);

#endif
