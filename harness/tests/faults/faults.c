/* faults.c - to be preloaded into grade by tests: makes a machine behave badly as FAULT_... says.
 *
 *   FAULT_MALLOC=n  the n-th allocation fails; if FAULT_COUNT names a file, says there how many
 *                   there were
 *   FAULT_EINTR=us  a signal every so many microseconds interrupts whatever waits
 *   FAULT_CLOCK=s   the time of day jumps by s seconds with every look at it
 */
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static atomic_ulong allocations, fails_at;
static long jump_seconds;
static atomic_long jumped;

static unsigned long number_of(const char *name)
{
    const char *text = getenv(name);
    return text ? strtoul(text, NULL, 10) : 0;
}

static void ignore(int number)
{
    (void)number;
}

__attribute__((constructor)) static void begin(void)
{
    const unsigned long microseconds = number_of("FAULT_EINTR");
    jump_seconds = (long)number_of("FAULT_CLOCK");
    if (microseconds) {
        const struct sigaction handle = {.sa_handler = ignore};
        const struct timeval every = {0, (suseconds_t)microseconds};
        sigaction(SIGALRM, &handle, NULL);
        setitimer(ITIMER_REAL, &(struct itimerval){every, every}, NULL);
    }
    atomic_store(&allocations, 0);
    atomic_store(&fails_at, number_of("FAULT_MALLOC"));
}

__attribute__((destructor)) static void say(void)
{
    const char *path = getenv("FAULT_COUNT");
    unsigned long count = atomic_load(&allocations);
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%lu\n", count);
        fclose(file);
    }
}

static bool fails_now(void)
{
    if (atomic_fetch_add(&allocations, 1) + 1 != atomic_load(&fails_at))
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return fails_now() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails_now() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails_now() ? NULL : __libc_realloc(old, size);
}

/* Only the time of day: the monotonic clock is one that cannot jump. */
int clock_gettime(clockid_t clock, struct timespec *now)
{
    long failed = syscall(SYS_clock_gettime, clock, now);
    if (failed == 0 && clock == CLOCK_REALTIME)
        now->tv_sec += atomic_fetch_add(&jumped, jump_seconds);
    return (int)failed;
}

time_t time(time_t *out)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    if (out)
        *out = now.tv_sec;
    return now.tv_sec;
}
