/* tasks.h - what the sources beside it share: hostile engines, graphs, functions and trainings.
 *
 * Each is linked with the whole solved reference, whose place it takes in what it defines itself.
 * test_hostile.c grades it, and its first line says with what result:
 *
 *     graded=WORD    the verdict of an item; Passed: all items have full marks
 *     item=WORD      the item that gets it, all others keep their marks
 *     phase=WORD     the item's group: functions, engines, graphs, training; or loading
 *     says=WORD      comes up in the reason
 *     beside=engine  an engine is graded after it
 */
#ifndef TASKS_H
#define TASKS_H

#include "../prelude.h"

#include <engine.h>
#include <functions.h>
#include <models.h>
#include <training.h>

#include "../../../sandbox/worker_protocol.h"

#define FUNCTION                                                                                   \
    op_status numeric_gradient(const tensor *const in[], const settings *set, tensor *const out[])

#define TRAINING                                                                                   \
    op_status train_mlp_sigmoid(const recipe *r, tensor *const parameter[], size_t count)

#define GRAPH op_status graph_hw1(graph_apply *apply, void *context, const node in[], node out[])

/* Half of an engine would do nothing: the other functions are the reference's. */
#define ENGINE_BACKWARD op_status engine_backward(engine *e, node output)

static inline op_status train_rightly(const recipe *r, tensor *const parameter[], size_t count)
{
    return mlp_train(&model_mlp_sigmoid, r, parameter, count);
}

/* The call that the worker is making: somewhere up the stack. */
static inline const call_message *find_call(const char *symbol)
{
    const char *at = (const char *)__builtin_frame_address(0);
    while (strcmp(at, symbol) != 0)
        at++;
    return (const call_message *)(const void *)(at - offsetof(call_message, symbol));
}

static inline void forge(uint32_t kind, const char *symbol, int32_t status)
{
    report_message fake = {.kind = kind, .sequence = find_call(symbol)->sequence};
    fake.status[0] = status;
    send(CONTROL_FD, &fake, sizeof fake, 0);
}

/* Compilers leave out what nobody looks at. */
static inline void use_up_memory(void)
{
    for (size_t bytes = 1 << 20; bytes >= 16; bytes /= 2)
        for (void *volatile taken = malloc(bytes); taken; taken = malloc(bytes))
            continue;
}

static inline int recurse(int n)
{
    volatile char block[4096];
    block[0] = (char)n;
    return recurse(n + 1) + block[0];
}

#endif
