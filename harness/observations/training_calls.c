#include "training_calls.h"

#include <stdio.h>

#include "sandbox.h"

bool training_call_in_sandbox(void *context, const training_request *r, observation *seen, error *e)
{
    char name[80];
    snprintf(name, sizeof name, "train_%s", r->t->name);
    call c = {.subject = CALL_OF_TRAINING,
              .name = name,
              .recipe = r->recipe,
              .seconds = r->seconds,
              .memory_bytes = r->memory_bytes};
    for (size_t i = 0; i < r->parameters->count; i++)
        c.result[i] = r->parameters->at[i];
    return sandbox_call(context, &c, seen, e);
}
