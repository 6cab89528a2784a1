#include "sandbox_filter.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What the C library needs for the loader, malloc, stdio, signals, time and random numbers, and
 * nothing that reaches another process, a path, a socket or a device. */
static const int allowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(pread64),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(mmap),
    SCMP_SYS(mprotect),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(times),
    SCMP_SYS(getrusage),
    SCMP_SYS(sysinfo),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getppid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getrandom),
    SCMP_SYS(getcpu),
    SCMP_SYS(futex),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

/* OpenBLAS asks where its memory should lie, and does without an answer. */
static const int refused[] = {SCMP_SYS(mbind)};

/* A call where the lower half of one argument, as far as the mask goes, has one
 * value. */
typedef struct argument_rule {
    int call;
    unsigned argument;
    uint32_t mask, value;
} argument_rule;

#define WHOLE UINT32_MAX

static const argument_rule rules[] = {
    {SCMP_SYS(writev), 0, WHOLE, STDOUT_FILENO},
    {SCMP_SYS(writev), 0, WHOLE, STDERR_FILENO},
    {SCMP_SYS(write), 0, WHOLE, STDOUT_FILENO},
    {SCMP_SYS(write), 0, WHOLE, STDERR_FILENO},
    /* Bytes that a submission writes to the channel itself come out as a breach of protocol. */
    {SCMP_SYS(write), 0, WHOLE, CONTROL_FD},
    {SCMP_SYS(sendto), 0, WHOLE, CONTROL_FD},
    {SCMP_SYS(sendmsg), 0, WHOLE, CONTROL_FD},
    {SCMP_SYS(recvfrom), 0, WHOLE, CONTROL_FD},
    {SCMP_SYS(recvmsg), 0, WHOLE, CONTROL_FD},
    {SCMP_SYS(dup), 0, WHOLE, IMAGE_FD},
    {SCMP_SYS(fcntl), 1, WHOLE, F_GETFL},
    {SCMP_SYS(fcntl), 1, WHOLE, F_GETFD},
};

/* Calls that the worker's handler of SIGSYS answers (worker_paths.h): paths cannot be filtered. */
static const argument_rule trapped[] = {
    {SCMP_SYS(openat), 2, O_PATH, 0},
    {SCMP_SYS(newfstatat), 3, AT_EMPTY_PATH, AT_EMPTY_PATH},
};

static bool add_rule(scmp_filter_ctx filter, uint32_t action, const argument_rule *rule)
{
    struct scmp_arg_cmp argument = {.arg = rule->argument,
                                    .op = SCMP_CMP_MASKED_EQ,
                                    .datum_a = rule->mask,
                                    .datum_b = rule->value};
    return seccomp_rule_add_array(filter, action, rule->call, 1, &argument) == 0;
}

static bool add_rules(scmp_filter_ctx filter, uint32_t *count)
{
    *count = sizeof allowed / sizeof *allowed;
    for (size_t i = 0; i < *count; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) < 0)
            return false;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), refused[i], 0) < 0)
            return false;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (!add_rule(filter, SCMP_ACT_ALLOW, &rules[i]))
            return false;
        *count += i == 0 || rules[i].call != rules[i - 1].call;
    }
    for (size_t i = 0; i < sizeof trapped / sizeof *trapped; i++)
        if (!add_rule(filter, SCMP_ACT_TRAP, &trapped[i]))
            return false;
    return true;
}

/* The filter's instructions, by way of a memory file. */
static bool export_filter(scmp_filter_ctx filter, call_filter *out)
{
    struct stat status;
    int file = memfd_create("filter", MFD_CLOEXEC);
    bool ok = file >= 0 && seccomp_export_bpf(filter, file) == 0 && fstat(file, &status) == 0 &&
              status.st_size <= (off_t)sizeof out->instruction &&
              pread(file, out->instruction, sizeof out->instruction, 0) == status.st_size;
    if (ok)
        out->count = (uint32_t)((size_t)status.st_size / sizeof *out->instruction);
    if (file >= 0)
        close(file);
    return ok;
}

static bool build_filter(call_filter *out)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_NOTIFY);
    *out = (call_filter){.count = 0};
    bool ok = filter &&
              seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
              seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 &&
              add_rules(filter, &out->calls_allowed) && export_filter(filter, out);
    if (filter)
        seccomp_release(filter);
    return ok;
}

/* libseccomp does not tell of every allocation that fails on the way: a filter that lacks rules
 * differs from one that was made a moment before or after. */
bool sandbox_filter_make(call_filter *out, error *e)
{
    call_filter made, again;
    if (!build_filter(&made) || !build_filter(&again))
        return fail(e, "the filter of system calls (seccomp) cannot be made; it needs Linux 5.0 "
                       "with seccomp, and libseccomp 2.5");
    if (made.count != again.count ||
        memcmp(made.instruction, again.instruction, made.count * sizeof *made.instruction) != 0)
        return fail(e, "the filter of system calls (seccomp) is not complete: is there enough "
                       "memory?");
    *out = made;
    return true;
}
