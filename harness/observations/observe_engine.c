#include "observe_engine.h"

#include <stdio.h>

#include "sandbox_engine.h"

static op_status answer(void *context, uint32_t step, const op_call *c)
{
    return engine_calls_answer(context, step, c);
}

static bool run_once(sandbox *box, const engine_case *c, engine_trial *t, error *e)
{
    t->made = true;
    t->bytes_per_pass = 0;
    engine_calls_start(&t->calls, &c->program, c->expected);
    return sandbox_run_engine(box, &c->program, answer, &t->calls, t->hurried, &t->results,
                              &t->seen, e);
}

bool observe_engine(sandbox *box, const engine_case *c, engine_trial *t, error *e)
{
    /* What earlier cases have released would hide a leak. */
    if (c->trait == ENGINE_LEAK)
        sandbox_renew(box);
    if (!run_once(box, c, t, e))
        return false;
    if (c->trait != ENGINE_LEAK || t->seen.outcome != CALL_COMPLETED)
        return true;
    size_t before = sandbox_resident_bytes(box);
    if (!run_once(box, c, t, e))
        return false;
    if (t->seen.outcome == CALL_COMPLETED)
        t->bytes_per_pass =
            ((double)sandbox_resident_bytes(box) - (double)before) / (double)LEAK_PASSES;
    return true;
}

bool observe_engine_defined(const submission *sub)
{
    static const char *const name[] = {"open",
                                       "close",
                                       "input",
                                       "apply",
                                       "value",
                                       "backward",
                                       "gradient",
                                       "directional",
                                       "node_count",
                                       "jacobian_reverse",
                                       "jacobian_forward"};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        char symbol[64];
        snprintf(symbol, sizeof symbol, "engine_%s", name[i]);
        if (!submission_defines(sub, symbol))
            return false;
    }
    return true;
}
