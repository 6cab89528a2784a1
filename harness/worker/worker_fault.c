#include "worker_fault.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <ucontext.h>

#include "worker_protocol.h"

enum {
    HANDLER_STACK = 1 << 16,
    SPARE_BYTES = 1 << 25, /* less than this left: memory is used up */
    PAGE_FAULT_WRITE = 2   /* bit of the page fault's error code, Intel SDM vol. 3, 4.7 */
};

/* Runs on a broken process: nothing here may allocate or lock. */
static void report_fault(int signal_number, siginfo_t *info, void *context)
{
    const ucontext_t *state = context;
    (void)signal_number;
    void *spare = mmap(NULL, SPARE_BYTES, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    report_message report = {
        .kind = REPORT_FAULT,
        .exhausted = spare == MAP_FAILED,
        .write = (state->uc_mcontext.gregs[REG_ERR] & PAGE_FAULT_WRITE) != 0,
        .address = (uint64_t)(uintptr_t)info->si_addr,
        .stack = (uint64_t)state->uc_mcontext.gregs[REG_RSP],
    };
    send(CONTROL_FD, &report, sizeof report, MSG_NOSIGNAL | MSG_DONTWAIT);
}

bool fault_watch(error *e)
{
    static const int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    void *memory =
        mmap(NULL, HANDLER_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return fail(e, "no memory for a stack of signal handlers");
    stack_t stack = {.ss_sp = memory, .ss_size = HANDLER_STACK};
    /* SA_RESETHAND: the instruction runs again on return and then kills the process. */
    struct sigaction action = {.sa_sigaction = report_fault,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK | (int)SA_RESETHAND};
    bool ok = sigaltstack(&stack, NULL) == 0;
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++)
        ok = ok && sigaction(fatal[i], &action, NULL) == 0;
    return ok || fail(e, "signal handlers cannot be installed: %s", strerror(errno));
}
