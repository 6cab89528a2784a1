#include "worker_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lock_layers.h"
#include "worker_filter.h"

enum {
    NOBODY = 65534,
    NAMESPACE_COUNT = 6,
    MAX_FILES = 256, /* as many may be on their way from processes of this user */
    STACK_BYTES = 8 << 20,
    MAX_CAPABILITY = 63
};

struct worker_lock {
    bool namespace_active[NAMESPACE_COUNT];
    int landlock_version;
    uid_t user; /* as seen from outside of the user namespace */
    call_filter filter;
};

static const struct {
    int flag;
    const char *name;
} namespaces[NAMESPACE_COUNT] = {{CLONE_NEWUSER, "user"}, {CLONE_NEWNET, "network"},
                                 {CLONE_NEWIPC, "IPC"},   {CLONE_NEWUTS, "UTS"},
                                 {CLONE_NEWNS, "mount"},  {CLONE_NEWPID, "process"}};

/* The kernel's structure as of Landlock version 6; older headers know its first member only, and
 * the kernel takes a longer one where the rest is 0. */
typedef struct landlock_rights {
    uint64_t files, network, scopes;
} landlock_rights;

worker_lock *lock_new(void)
{
    return calloc(1, sizeof(worker_lock));
}

/* Enters every namespace not entered yet that the kernel allows. */
static void enter_namespaces(worker_lock *l, size_t first)
{
    for (size_t i = first; i < NAMESPACE_COUNT; i++)
        if (lock_has(LAYER_NAMESPACES) && !l->namespace_active[i])
            l->namespace_active[i] = unshare(namespaces[i].flag) == 0;
}

static bool leave_root(error *e)
{
    if ((getuid() != 0 && geteuid() != 0) || !lock_has(LAYER_USER))
        return true;
    if (setgroups(0, NULL) < 0 || setresgid(NOBODY, NOBODY, NOBODY) < 0 ||
        setresuid(NOBODY, NOBODY, NOBODY) < 0)
        return fail(e, "root cannot become user %d (%s); run grade as an ordinary user", NOBODY,
                    strerror(errno));
    if (getuid() == 0 || geteuid() == 0 || setresuid(0, 0, 0) == 0)
        return fail(e, "still root after leaving it; run grade as an ordinary user");
    return true;
}

static bool drop_capabilities(error *e)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {0};
    for (unsigned long c = 0; c <= MAX_CAPABILITY; c++)
        prctl(PR_CAPBSET_DROP, c, 0, 0, 0);
    if (syscall(SYS_capset, &header, none) < 0)
        return fail(e, "capabilities cannot be dropped: %s", strerror(errno));
    return true;
}

bool lock_isolate(worker_lock *l, error *e)
{
    /* Root can enter all but the user namespace now; others need that one first. */
    enter_namespaces(l, geteuid() == 0 ? 1 : NAMESPACE_COUNT);
    if (!leave_root(e))
        return false;
    l->user = getuid();
    enter_namespaces(l, 0);
    return drop_capabilities(e);
}

bool lock_has_process_namespace(const worker_lock *l)
{
    return l->namespace_active[NAMESPACE_COUNT - 1];
}

/* The rights that a version of Landlock knows of, all to be denied. */
static landlock_rights rights_of(int version)
{
    static const struct {
        int version;
        landlock_rights known; /* from that version on, as bits below this one */
    } table[] = {{1, {.files = (1 << 13) - 1}},
                 {2, {.files = (1 << 14) - 1}},
                 {3, {.files = (1 << 15) - 1}},
                 {4, {.files = (1 << 15) - 1, .network = 3}},
                 {5, {.files = (1 << 16) - 1, .network = 3}},
                 {6, {.files = (1 << 16) - 1, .network = 3, .scopes = 3}}};
    landlock_rights rights = {0};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (version >= table[i].version)
            rights = table[i].known;
    return rights;
}

static bool deny_files(worker_lock *l, error *e)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return fail(e, "Landlock is missing (%s); it needs Linux 5.13 with lsm=landlock",
                    strerror(errno));
    if (!lock_has(LAYER_LANDLOCK))
        return true;
    landlock_rights rights = rights_of((int)version);
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0);
    if (ruleset < 0)
        return fail(e, "Landlock refuses its rules: %s", strerror(errno));
    long enforced = syscall(SYS_landlock_restrict_self, ruleset, 0);
    int reason = errno;
    close(ruleset);
    if (enforced < 0)
        return fail(e, "Landlock cannot be enforced: %s", strerror(reason));
    l->landlock_version = (int)version;
    return true;
}

static bool limit(__rlimit_resource_t resource, uint64_t value, const char *name, error *e)
{
    struct rlimit r = {.rlim_cur = value, .rlim_max = value}, now;
    if (!lock_has(LAYER_LIMITS))
        return true;
    if (getrlimit(resource, &now) == 0 && now.rlim_max < value)
        r.rlim_cur = r.rlim_max = now.rlim_max;
    if (setrlimit(resource, &r) < 0)
        return fail(e, "the limit on %s cannot be set: %s", name, strerror(errno));
    return true;
}

/* The same for what submissions may rely on: less would cost the marks of who needs it. */
static bool grant(__rlimit_resource_t resource, uint64_t value, const char *name, error *e)
{
    struct rlimit now;
    if (getrlimit(resource, &now) == 0 && now.rlim_max < value)
        return fail(e, "%s is limited to %llu bytes, and submissions may have %llu; see ulimit",
                    name, (unsigned long long)now.rlim_max, (unsigned long long)value);
    return limit(resource, value, name, e);
}

static bool limit_resources(error *e)
{
    return limit(RLIMIT_NOFILE, MAX_FILES, "open files", e) &&
           grant(RLIMIT_STACK, STACK_BYTES, "the stack", e) &&
           limit(RLIMIT_FSIZE, 0, "file sizes", e) && limit(RLIMIT_CORE, 0, "core files", e) &&
           limit(RLIMIT_MEMLOCK, 0, "locked memory", e) &&
           limit(RLIMIT_MSGQUEUE, 0, "message queues", e) && limit(RLIMIT_NICE, 0, "priority", e) &&
           limit(RLIMIT_RTPRIO, 0, "real-time priority", e);
}

bool lock_seal(worker_lock *l, const call_filter *filter, error *e)
{
    l->filter = *filter;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return fail(e, "no-new-privs cannot be set: %s", strerror(errno));
    return deny_files(l, e) && limit_resources(e);
}

void lock_describe(const worker_lock *l, char *text, size_t size)
{
    int used = snprintf(text, size,
                        "user %u, no capabilities, no-new-privs, %u system calls allowed "
                        "(seccomp), Landlock %d denies all, resource limits; namespaces:",
                        (unsigned)l->user, l->filter.calls_allowed, l->landlock_version);
    bool any = false;
    for (size_t i = 0; i < NAMESPACE_COUNT; i++) {
        if (!l->namespace_active[i] || used < 0 || (size_t)used >= size)
            continue;
        used +=
            snprintf(text + used, size - (size_t)used, "%s %s", any ? "," : "", namespaces[i].name);
        any = true;
    }
    if (!any && used >= 0 && (size_t)used < size)
        snprintf(text + used, size - (size_t)used, " none");
}

bool lock_worker(const worker_lock *l, uint64_t memory_bytes, uint64_t shared_bytes,
                 uint64_t cpu_seconds, int *listener, error *e)
{
    /* Whoever unmaps the shared memory could else have as much of its own in its place. */
    return grant(RLIMIT_AS, memory_bytes + shared_bytes, "memory", e) &&
           grant(RLIMIT_DATA, memory_bytes, "private memory", e) &&
           limit(RLIMIT_CPU, cpu_seconds, "CPU time", e) &&
           limit(RLIMIT_NPROC, 0, "processes", e) && filter_enter(&l->filter, listener, e);
}
