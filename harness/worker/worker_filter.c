#include "worker_filter.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lock_layers.h"

static long enter(const call_filter *filter, unsigned flags)
{
    struct sock_fprog program = {.len = (unsigned short)filter->count,
                                 .filter = (struct sock_filter *)filter->instruction};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

/* The same filter for a process without a listener. */
static call_filter killing(const call_filter *notifying)
{
    call_filter f = *notifying;
    for (uint32_t i = 0; i < f.count; i++)
        if (f.instruction[i].code == (BPF_RET | BPF_K) &&
            f.instruction[i].k == SECCOMP_RET_USER_NOTIF)
            f.instruction[i].k = SECCOMP_RET_KILL_PROCESS;
    return f;
}

bool filter_enter(const call_filter *filter, int *listener, error *e)
{
    *listener = -1;
    if (!lock_has(LAYER_SECCOMP))
        return true;
    *listener = (int)enter(filter, SECCOMP_FILTER_FLAG_NEW_LISTENER);
    if (*listener >= 0)
        return true;
    *listener = -1;
    const call_filter silent = killing(filter);
    if (enter(&silent, 0) < 0)
        return fail(e, "system calls cannot be filtered (seccomp): %s", strerror(errno));
    return true;
}
