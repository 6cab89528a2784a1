#include "function_calls.h"

#include "sandbox.h"

/* How often f may be called: for every pair of elements, as who fills a matrix cell by cell does,
 * or once a step, with room to spare. */
static size_t most_callbacks(const function_case *c)
{
    const size_t n = element_count(c->in[0]);
    return 4 * (n * n + settings_steps(&c->set)) + 64;
}

static bool answer(void *context, const tensor *x, tensor *out)
{
    return callback_run(context, x, out) == OP_OK;
}

bool function_call_in_sandbox(void *context, const function_case *c, bool hurried,
                              tensor *const result[], observation *seen, error *e)
{
    call k = {.subject = CALL_OF_FUNCTION, .name = c->f->name, .set = &c->set, .hurried = hurried};
    if (c->set.jitter)
        k.jitter_count = 2 * settings_steps(&c->set);
    if (c->callback)
        k.callback = (callback_answer){
            .answer = answer, .context = c->callback, .like = c->in[0], .most = most_callbacks(c)};
    for (size_t i = 0; i < c->f->input_count; i++)
        k.in[i] = c->in[i];
    for (size_t i = 0; i < c->f->output_count; i++)
        k.result[i] = result[i];
    return sandbox_call(context, &k, seen, e);
}
