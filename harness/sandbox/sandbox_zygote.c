#include "sandbox_zygote.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "channel.h"
#include "interrupt.h"
#include "libraries.h"
#include "lock_layers.h"
#include "sandbox_filter.h"
#include "text.h"

enum {
    FIRST_FREE_FD = 16, /* above all that a child's descriptors are moved to */
    CPU_CALLS = 1000,   /* a worker's whole CPU time, in calls at their limit: a last resort */
    LOOK_MS = 100,
    MOST_LOOKS = 600 /* a minute: the machine may be busy */
};

/* Both ends of a channel, neither on a descriptor that a child has other uses for. */
static bool open_channel(int ends[2], error *e)
{
    int raw[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, raw) < 0)
        return fail(e, "no channel to the worker: %s", strerror(errno));
    for (size_t i = 0; i < 2; i++) {
        ends[i] = fcntl(raw[i], F_DUPFD_CLOEXEC, FIRST_FREE_FD);
        close(raw[i]);
    }
    if (ends[0] >= 0 && ends[1] >= 0)
        return true;
    for (size_t i = 0; i < 2; i++)
        if (ends[i] >= 0)
            close(ends[i]);
    return fail(e, "no descriptors for the channel to the worker: %s", strerror(errno));
}

/* Runs grade-worker with nothing of this process: no memory, environment, descriptors, signals. The
 * one variable is for malloc, which would hand out freed memory unfilled from its cache (see
 * MALLOC_BYTE); grade-worker removes it at once. */
static int spawn(pid_t *pid, const char *path, int control, int output)
{
    char name[] = "grade-worker";
    char *arguments[] = {name, NULL}, tunables[] = "GLIBC_TUNABLES=glibc.malloc.tcache_count=0",
         *own[] = {tunables, NULL};
    char **environment = lock_has(LAYER_ENVIRONMENT) ? own : environ;
    sigset_t none, all;
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigemptyset(&none);
    sigfillset(&all);
    int failed = posix_spawn_file_actions_init(&files);
    if (failed)
        return failed;
    if ((failed = posix_spawnattr_init(&how)) != 0)
        goto done;
    if (!(failed =
              posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)) &&
        !(failed = posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO)) &&
        !(failed = posix_spawn_file_actions_adddup2(&files, output, STDERR_FILENO)) &&
        !(failed = posix_spawn_file_actions_adddup2(&files, control, CONTROL_FD)) &&
        !(failed = lock_has(LAYER_DESCRIPTORS)
                       ? posix_spawn_file_actions_addclosefrom_np(&files, CONTROL_FD + 1)
                       : 0) &&
        !(failed = posix_spawnattr_setsigmask(&how, &none)) &&
        !(failed = posix_spawnattr_setsigdefault(&how, &all)) &&
        !(failed = posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                      POSIX_SPAWN_SETSID)))
        failed = posix_spawn(pid, path, &files, &how, arguments, environment);
    posix_spawnattr_destroy(&how);
done:
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

/* Runs the process, with its channel and the pipe for its output. */
static bool run(zygote *z, const char *worker_path, error *e)
{
    int ends[2] = {-1, -1}, raw[2], output = -1, failed = 0;
    if (pipe2(raw, O_CLOEXEC) < 0)
        return fail(e, "no pipe for the worker's output: %s", strerror(errno));
    z->output = raw[0];
    output = fcntl(raw[1], F_DUPFD_CLOEXEC, FIRST_FREE_FD);
    close(raw[1]);
    bool ok = open_channel(ends, e);
    if (ok && (output < 0 || fcntl(z->output, F_SETFL, O_NONBLOCK) < 0))
        ok = fail(e, "the worker's output cannot be read: %s", strerror(errno));
    if (ok && (failed = spawn(&z->pid, worker_path, ends[1], output)) != 0) {
        z->pid = 0;
        ok = fail(e, "%s: cannot be run: %s", worker_path, strerror(failed));
    }
    if (output >= 0)
        close(output);
    if (ends[1] >= 0)
        close(ends[1]);
    z->control = ends[0];
    return ok;
}

/* Waits for the zygote to say something, but not for ever: it may be another program. */
static bool await_word(const zygote *z, const char *who, error *e)
{
    struct pollfd channel = {.fd = z->control, .events = POLLIN};
    for (int looks = 0; looks < MOST_LOOKS; looks++) {
        if (!interrupt_check(e))
            return false;
        int ready = poll(&channel, 1, LOOK_MS);
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return fail(e, "%s: cannot be waited for: %s", who, strerror(errno));
    }
    return fail(e, "%s: does not answer; is it the worker built with grade?", who);
}

/* Gives the zygote what it needs and waits until it has locked itself. */
static bool set_up(zygote *z, const char *worker_path, const submission *submitted,
                   arena arenas[ARENA_COUNT], error *e)
{
    ready_message ready;
    char said[256] = "", shown[300];
    const int passed[] = {submission_fd(submitted), arenas[ARENA_INPUT].fd,
                          arenas[ARENA_OUTPUT].fd};
    setup_message setup = {.filter = sandbox_filter};
    for (size_t i = 0; i < submission_library_count(submitted); i++)
        setup.libraries |= UINT32_C(1) << library_find(submission_library(submitted, i));
    bool sent = channel_send(z->control, &setup, sizeof setup, passed, 1 + ARENA_COUNT);
    if (sent && !await_word(z, worker_path, e))
        return false;
    if (!sent || !channel_receive(z->control, &ready, sizeof ready, NULL, 0)) {
        if (read(z->output, said, sizeof said - 1) < 0)
            said[0] = '\0';
        return fail(e, "%s: did not start as grade's worker; is it the one built with grade? %s",
                    worker_path, text_escape(shown, sizeof shown, said, 0));
    }
    ready.text[sizeof ready.text - 1] = '\0';
    if (!ready.locked)
        return fail(e, "submitted code cannot be locked in on this machine: %.400s", ready.text);
    for (size_t a = 0; a < ARENA_COUNT; a++)
        arenas[a].worker = ready.arena[a];
    z->relay = ready.relay;
    memcpy(z->layers, ready.text, sizeof z->layers);
    return true;
}

bool zygote_start(zygote *z, const char *worker_path, const submission *submitted,
                  arena arenas[ARENA_COUNT], error *e)
{
    *z = (zygote){.control = -1, .output = -1};
    if (run(z, worker_path, e) && set_up(z, worker_path, submitted, arenas, e))
        return true;
    if (z->pid > 1)
        kill(z->pid, SIGKILL);
    zygote_end(z);
    return false;
}

void zygote_end(zygote *z)
{
    if (z->control >= 0)
        close(z->control);
    if (z->pid > 1)
        while (waitpid(z->pid, NULL, 0) < 0 && errno == EINTR)
            continue;
    if (z->output >= 0)
        close(z->output);
    *z = (zygote){.control = -1, .output = -1};
}

bool zygote_bear(const zygote *z, const limits *allowed, sandbox_worker *newborn, error *e)
{
    int ends[2] = {-1, -1};
    birth_message birth = {.memory_bytes = allowed->memory_bytes,
                           .cpu_seconds = (uint64_t)ceil(allowed->call_seconds * CPU_CALLS)};
    born_message born;
    if (!open_channel(ends, e))
        return false;
    bool ok = channel_send(z->control, &birth, sizeof birth, &ends[1], 1) &&
              channel_receive(z->control, &born, sizeof born, NULL, 0);
    close(ends[1]);
    if (ok && born.pid > 1)
        return sandbox_worker_adopt(newborn, born.pid, ends[0], z->output, e);
    close(ends[0]);
    return fail(e, "the worker's parent cannot make a new worker: %s",
                strerror(ok ? -born.pid : errno));
}
