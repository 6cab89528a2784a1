/* id=X99 outcome=completed */
#include "prelude.h"

FORWARD
{
    if (dlopen("/lib/x86_64-linux-gnu/libcrypt.so.1", RTLD_NOW) ||
        dlopen("/lib/x86_64-linux-gnu/libseccomp.so.2", RTLD_NOW))
        return (op_status)99;
    return right(x, n, y);
}
