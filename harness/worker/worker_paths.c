#include "worker_paths.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "worker_protocol.h"

const char image_path[] = "/proc/self/fd/4";
static_assert(IMAGE_FD == 4, "the path of the image has its descriptor");

/* What the kernel would have returned; runs where malloc may be busy. */
static long answer_openat(const char *path)
{
    return strcmp(path, image_path) == 0 ? dup(IMAGE_FD) : (errno = EACCES, -1);
}

static long answer_status(const greg_t *argument)
{
    const char *path = (const char *)argument[REG_RSI];
    struct stat *status = (struct stat *)argument[REG_RDX];
    if (*path == '\0')
        return syscall(SYS_fstat, (int)argument[REG_RDI], status);
    return syscall(SYS_newfstatat, (int)argument[REG_RDI], path, status, 0); /* is forbidden */
}

/* The registers of a system call: System V ABI for x86-64, A.2.1. */
static void answer(int signal_number, siginfo_t *info, void *context)
{
    greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
    const int before = errno;
    long result = -1;
    (void)signal_number;
    errno = ENOSYS;
    if (info->si_syscall == SYS_openat)
        result = answer_openat((const char *)registers[REG_RSI]);
    else if (info->si_syscall == SYS_newfstatat)
        result = answer_status(registers);
    registers[REG_RAX] = result < 0 ? -errno : result;
    errno = before;
}

bool paths_answer(error *e)
{
    struct sigaction action = {.sa_sigaction = answer, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    return sigaction(SIGSYS, &action, NULL) == 0 ||
           fail(e, "a signal handler cannot be installed: %s", strerror(errno));
}
