#include "forbidden_call.h"

#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

bool forbidden_read(int listener, pid_t self, int *number, bool *is_abort)
{
    struct seccomp_notif *call = NULL;
    if (seccomp_notify_alloc(&call, NULL) < 0)
        return false;
    bool ok = seccomp_notify_receive(listener, call) == 0;
    if (ok) {
        const struct seccomp_data *data = &call->data;
        uint64_t own = (uint64_t)self;
        *number = data->nr;
        *is_abort = data->nr == SCMP_SYS(tgkill) && data->args[0] == own && data->args[1] == own &&
                    data->args[2] == SIGABRT;
    }
    seccomp_notify_free(call, NULL);
    return ok;
}

const char *forbidden_name(int number, char *text, size_t size)
{
    char *name = number < 0 ? NULL : seccomp_syscall_resolve_num_arch(SCMP_ARCH_X86_64, number);
    if (name)
        snprintf(text, size, "%s", name);
    else if (number >= 0)
        snprintf(text, size, "number %d", number);
    else
        text[0] = '\0';
    free(name);
    return text;
}
