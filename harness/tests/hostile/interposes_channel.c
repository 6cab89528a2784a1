/* id=X68 outcome=completed */
#include "prelude.h"

/* The names that the worker itself sends and receives with. */
ssize_t send(int fd, const void *bytes, size_t size, int flags)
{
    (void)fd, (void)bytes, (void)size, (void)flags;
    abort();
}
ssize_t recvmsg(int fd, struct msghdr *m, int flags)
{
    (void)fd, (void)m, (void)flags;
    abort();
}
void *dlsym(void *handle, const char *name)
{
    (void)handle, (void)name;
    abort();
}

FORWARD
{
    return right(x, n, y);
}
