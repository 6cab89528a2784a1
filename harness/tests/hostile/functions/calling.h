/* calling.h - the beginning of a numeric_gradient that misuses its callback. */
#include "../prelude.h"
#include <functions.h>

#define CALLING                                                                                    \
    op_status numeric_gradient(const tensor *const in[], const settings *set, tensor *const out[])
