/* function_calls.h - course functions called in the sandbox. */
#ifndef FUNCTION_CALLS_H
#define FUNCTION_CALLS_H

#include "function_judge.h"

/* A function_caller whose context is the sandbox. What the case's callback answers is computed
 * here, in the parent. */
bool function_call_in_sandbox(void *context, const function_case *c, bool hurried,
                              tensor *const result[], observation *seen, error *e);

#endif
