/* make_filter - prints the allow-list of system calls, as the kernel's instructions, in C: the
 * definition of sandbox_filter. It runs when grade is built, for libseccomp does not always notice
 * when it has no memory. */
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "worker_protocol.h"

/* What the C library needs for the loader, malloc, stdio, signals, time and random numbers, and
 * nothing that reaches another process, a path, a socket or a device. */
static const int allowed[] = {
    SCMP_SYS(read),          SCMP_SYS(pread64),      SCMP_SYS(lseek),
    SCMP_SYS(close),         SCMP_SYS(fstat),        SCMP_SYS(mprotect),
    SCMP_SYS(munmap),        SCMP_SYS(mremap),       SCMP_SYS(madvise),
    SCMP_SYS(brk),           SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),  SCMP_SYS(sigaltstack),  SCMP_SYS(restart_syscall),
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),     SCMP_SYS(gettimeofday), SCMP_SYS(time),
    SCMP_SYS(times),         SCMP_SYS(getrusage),    SCMP_SYS(sysinfo),
    SCMP_SYS(getpid),        SCMP_SYS(gettid),       SCMP_SYS(getppid),
    SCMP_SYS(getuid),        SCMP_SYS(geteuid),      SCMP_SYS(getgid),
    SCMP_SYS(getegid),       SCMP_SYS(getrandom),    SCMP_SYS(getcpu),
    SCMP_SYS(futex),         SCMP_SYS(sched_yield),  SCMP_SYS(sched_getaffinity),
    SCMP_SYS(exit),          SCMP_SYS(exit_group),
};

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
    {SCMP_SYS(sendmsg), 0, WHOLE, HANDOVER_FD},
    {SCMP_SYS(recvfrom), 0, WHOLE, CONTROL_FD},
    {SCMP_SYS(recvmsg), 0, WHOLE, CONTROL_FD},
    /* Private memory has a limit, shared memory has none of its own. */
    {SCMP_SYS(mmap), 3, MAP_SHARED | MAP_PRIVATE, MAP_PRIVATE},
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

/* OpenBLAS asks where its memory should lie, and does without an answer; the C library asks whether
 * the output is a terminal. */
static bool add_refusals(scmp_filter_ctx filter)
{
    static const argument_rule is_terminal = {SCMP_SYS(ioctl), 1, WHOLE, TCGETS};
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(mbind), 0) == 0 &&
           add_rule(filter, SCMP_ACT_ERRNO(ENOTTY), &is_terminal);
}

static bool add_rules(scmp_filter_ctx filter, uint32_t *count)
{
    *count = sizeof allowed / sizeof *allowed;
    for (size_t i = 0; i < *count; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) < 0)
            return false;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (!add_rule(filter, SCMP_ACT_ALLOW, &rules[i]))
            return false;
        *count += i == 0 || rules[i].call != rules[i - 1].call;
    }
    for (size_t i = 0; i < sizeof trapped / sizeof *trapped; i++)
        if (!add_rule(filter, SCMP_ACT_TRAP, &trapped[i]))
            return false;
    return add_refusals(filter);
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
    /* Whatever this machine's kernel can do. */
    scmp_filter_ctx filter = seccomp_api_set(5) == 0 ? seccomp_init(SCMP_ACT_NOTIFY) : NULL;
    return filter &&
           seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
           seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 &&
           add_rules(filter, &out->calls_allowed) && export_filter(filter, out);
}

int main(void)
{
    call_filter filter = {.count = 0};
    if (!build_filter(&filter)) {
        fputs("make_filter: libseccomp cannot make the filter; it needs version 2.5\n", stderr);
        return EXIT_FAILURE;
    }
    printf("#include \"sandbox_filter.h\"\n\n"
           "const call_filter sandbox_filter = {\n"
           "    .calls_allowed = %u,\n    .count = %u,\n    .instruction = {\n",
           filter.calls_allowed, filter.count);
    for (uint32_t i = 0; i < filter.count; i++) {
        const struct sock_filter *f = &filter.instruction[i];
        printf("        {%#x, %u, %u, %#x},\n", f->code, f->jt, f->jf, f->k);
    }
    puts("    }};");
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
