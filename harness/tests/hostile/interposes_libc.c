/* id=H014 outcome=completed build=-fno-builtin */
#include "prelude.h"

void *malloc(size_t n)
{
    (void)n;
    return NULL;
}

void free(void *p)
{
    (void)p;
}

size_t strlen(const char *s)
{
    (void)s;
    return 1u << 30;
}

FORWARD
{
    return right(x, n, y);
}
