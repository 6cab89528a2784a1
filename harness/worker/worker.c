/* worker.c - grade-worker: runs a submission's functions behind a lock, for grade.
 *
 * The process that grade starts is the zygote. It takes the sealed copy of the submission and the
 * shared memory, prepares everything that workers can inherit, and locks itself; then it forks a
 * worker whenever grade asks for one. It never loads the submission itself, so every worker begins
 * from the same clean state. Nothing in here knows a reference or an expected value. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "channel.h"
#include "libraries.h"
#include "worker_call.h"
#include "worker_fault.h"
#include "worker_lock.h"
#include "worker_memory.h"
#include "worker_paths.h"
#include "worker_protocol.h"
#include "worker_serve.h"

typedef struct zygote {
    worker_lock *lock;
    unsigned char *arena[ARENA_COUNT];
    pid_t first; /* first process of the workers' process namespace, 0 without one */
} zygote;

/* Loads the libraries that the submission will ask for, while files can still be opened, and those
 * that the C library itself may ask for. They stay out of the global scope: a submission's own
 * gamma() must not become that of libm. */
static bool preload(uint32_t libraries, error *e)
{
    for (size_t i = 0; i < LIBRARY_COUNT; i++) {
        bool always = strcmp(library_name[i], "libm.so.6") == 0 ||
                      strcmp(library_name[i], "libgcc_s.so.1") == 0; /* pthread_exit, unwinding */
        if ((always || libraries >> i & 1) && !dlopen(library_name[i], RTLD_LAZY | RTLD_LOCAL))
            return fail(e, "%s, which the submission needs, cannot be loaded: %s", library_name[i],
                        dlerror());
    }
    return true;
}

/* Does nothing until the zygote is gone, however it went: then the pipe has no writer any more. */
static _Noreturn void be_first(const int alive[2])
{
    char nothing;
    dup2(alive[0], 0);
    close_range(1, ~0U, 0);
    while (read(0, &nothing, 1) < 0 && errno == EINTR)
        continue;
    _exit(0);
}

/* A process namespace ends with its first process, and that one ignores signals such as SIGABRT: so
 * the first does nothing, and workers come after it. */
static bool start_first(zygote *z, error *e)
{
    int alive[2];
    if (!lock_has_process_namespace(z->lock))
        return true;
    if (pipe2(alive, O_CLOEXEC) < 0)
        return fail(e, "no pipe for the first process of a namespace: %s", strerror(errno));
    pid_t pid = (pid_t)syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
    if (pid < 0)
        return fail(e, "the first process of a namespace cannot be started: %s", strerror(errno));
    if (pid == 0)
        be_first(alive);
    close(alive[0]);
    z->first = pid;
    return true;
}

static bool prepare(zygote *z, error *e)
{
    setup_message setup;
    int passed[1 + ARENA_COUNT]; /* the image, the arenas */
    if (!channel_receive(CONTROL_FD, &setup, sizeof setup, passed, 1 + ARENA_COUNT))
        return fail(e, "grade-worker is started by grade, not by hand");
    if (!(z->lock = lock_new()) || chdir("/") < 0)
        return fail(e, "the worker cannot start: %s", strerror(errno));
    for (unsigned a = 0; a < ARENA_COUNT; a++)
        if (!memory_map(&z->arena[a], a, passed[1 + a], e))
            return false;
    if (passed[0] != IMAGE_FD)
        return fail(e, "the submission's copy came as descriptor %d, not %d", passed[0], IMAGE_FD);
    return lock_isolate(z->lock, e) && preload(setup.libraries, e) &&
           lock_seal(z->lock, &setup.filter, e) && fault_watch(e) && paths_answer(e) &&
           start_first(z, e);
}

/* Forks a worker as a child of grade, which then is the one to wait for it. */
static void give_birth(const zygote *z, const birth_message *birth, int control)
{
    pid_t pid = (pid_t)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL);
    if (pid == 0)
        worker_serve(control, birth, z->lock, z->arena);
    born_message born = {.pid = pid > 0 ? pid : -errno};
    close(control);
    channel_send(CONTROL_FD, &born, sizeof born, NULL, 0);
}

/* Leaves workers a heap on which mistakes show: what is not written after malloc reads as 32.5 and
 * what is freed as -0.12, where it would most often be 0. What preparing has freed is merged here,
 * or every worker would do so in pages of its own. */
static void tidy_heap(void)
{
    malloc_trim(0);
    mallopt(M_PERTURB, MALLOC_BYTE ^ 0xff); /* what is freed; malloc fills with the complement */
}

int main(void)
{
    zygote z = {0};
    error e = {0};
    ready_message ready = {0};
    birth_message birth;
    int control;
    unsetenv("GLIBC_TUNABLES"); /* malloc has read it */
    ready.locked = prepare(&z, &e);
    for (size_t a = 0; a < ARENA_COUNT; a++)
        ready.arena[a] = (uint64_t)(uintptr_t)z.arena[a];
    ready.relay = (uint64_t)(uintptr_t)worker_relay;
    tidy_heap();
    if (ready.locked)
        lock_describe(z.lock, ready.text, sizeof ready.text);
    else
        snprintf(ready.text, sizeof ready.text, "%s", e.text);
    if (!channel_send(CONTROL_FD, &ready, sizeof ready, NULL, 0))
        fprintf(stderr, "grade-worker: %s\n", ready.text);
    while (ready.locked && channel_receive(CONTROL_FD, &birth, sizeof birth, &control, 1))
        give_birth(&z, &birth, control);
    if (z.first > 1) {
        kill(z.first, SIGKILL);
        waitpid(z.first, NULL, 0);
    }
    return ready.locked ? 0 : 1;
}
