/* Tries to get out of the sandbox, with all of the lock, with each layer left out in turn and with
 * each alone; prints which layer stops what, as a table for harness/README.md.
 *
 * Only builds for tests have a switch for the layers. Nothing that is tried does harm where it
 * succeeds: files, processes, sockets and memory to get at are the test's own, made for this. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "hostile/escape/escape_plan.h"
#include "lock_layers.h"
#include "open_worker.h"
#include "sandbox_bench.h"
#include "scratch.h"

#define BIT(layer) (1U << (layer))

enum { EVERY_LAYER = (1 << LAYER_COUNT) - 1, NOBODY = 65534, SECRET_FD = 20 };

unsigned lock_without; /* the parent's side; the worker has its own */

static const char *const layer_name[LAYER_COUNT] = {[LAYER_USER] = "other user",
                                                    [LAYER_NAMESPACES] = "namespaces",
                                                    [LAYER_SECCOMP] = "seccomp",
                                                    [LAYER_LANDLOCK] = "Landlock",
                                                    [LAYER_LIMITS] = "limits",
                                                    [LAYER_SEALS] = "seals",
                                                    [LAYER_DESCRIPTORS] = "no descriptors",
                                                    [LAYER_ENVIRONMENT] = "no environment"};

/* What is tried, and the layers that must stop it when they are alone, on every machine. */
static const struct {
    const char *text;
    unsigned stopped_by;
} attempt[ESCAPE_COUNT] = {
    [ESCAPE_READ_FILE] = {"read a file (the cases)", BIT(LAYER_LANDLOCK) | BIT(LAYER_SECCOMP)},
    [ESCAPE_READ_PRIVATE_FILE] = {"read a file that is root's",
                                  BIT(LAYER_USER) | BIT(LAYER_LANDLOCK)},
    [ESCAPE_MEASURE_FILE] = {"learn how long a file is", BIT(LAYER_SECCOMP)},
    [ESCAPE_WRITE_FILE] = {"leave a file for later runs", BIT(LAYER_LANDLOCK) | BIT(LAYER_SECCOMP)},
    [ESCAPE_TYPE] = {"write to the terminal", BIT(LAYER_LANDLOCK) | BIT(LAYER_SECCOMP)},
    [ESCAPE_READ_ENVIRONMENT] = {"read the environment", BIT(LAYER_ENVIRONMENT)},
    [ESCAPE_READ_DESCRIPTOR] = {"read a file that `grade` has open", BIT(LAYER_DESCRIPTORS)},
    [ESCAPE_READ_MEMORY] = {"read memory of another process", BIT(LAYER_SECCOMP)},
    [ESCAPE_READ_MEMORY_FILE] = {"read /proc/PID/mem", BIT(LAYER_LANDLOCK) | BIT(LAYER_SECCOMP)},
    [ESCAPE_TRACE] = {"trace another process", BIT(LAYER_SECCOMP)},
    [ESCAPE_SIGNAL] = {"send it a signal", BIT(LAYER_SECCOMP)},
    [ESCAPE_READ_LIMIT] = {"get at its limits", BIT(LAYER_SECCOMP)},
    [ESCAPE_CHANGE_INPUT] = {"change an input in shared memory", BIT(LAYER_SEALS)},
    [ESCAPE_SHRINK_ARENA] = {"shrink the shared memory",
                             BIT(LAYER_SECCOMP) | BIT(LAYER_SEALS) | BIT(LAYER_DESCRIPTORS)},
    [ESCAPE_SEND_DATAGRAM] = {"send a datagram", BIT(LAYER_SECCOMP)},
    [ESCAPE_CONNECT] = {"connect by TCP", BIT(LAYER_SECCOMP)},
    [ESCAPE_ABSTRACT_SOCKET] = {"connect to another run's worker", BIT(LAYER_SECCOMP)},
    [ESCAPE_SHARED_MEMORY] = {"attach System V shared memory", BIT(LAYER_SECCOMP)},
    [ESCAPE_KEYRING] = {"leave a note in the keyring", BIT(LAYER_SECCOMP)},
    [ESCAPE_SEND_DESCRIPTOR] = {"use up what another run's workers need", BIT(LAYER_SECCOMP)},
    [ESCAPE_FORK] = {"start a process", BIT(LAYER_SECCOMP)},
    [ESCAPE_EXECUTE] = {"execute a shell", BIT(LAYER_SECCOMP) | BIT(LAYER_LANDLOCK)},
    [ESCAPE_MORE_MEMORY] = {"take 8 GiB of memory", BIT(LAYER_LIMITS)},
    [ESCAPE_IS_ROOT] = {"be root", BIT(LAYER_USER)},
};

/* What there is to get at. */
typedef struct loot {
    char directory[SCRATCH_DIRECTORY];
    char file[SCRATCH_PATH], private_file[SCRATCH_PATH], new_file[SCRATCH_PATH], terminal[64];
    pid_t victim;
    int port, key, shared, master, datagrams, connections, abstract;
} loot;

static char secret[] = ESCAPE_SECRET; /* in the memory of the victim */

/* A process of the user that workers are run as, which lets itself be traced: as grade is where it
 * is not root. */
static pid_t start_victim(void)
{
    int ready[2];
    char byte = 0;
    ck_assert_int_eq(pipe(ready), 0);
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (geteuid() == 0 &&
            (setresgid(NOBODY, NOBODY, NOBODY) || setresuid(NOBODY, NOBODY, NOBODY)))
            _exit(1);
        prctl(PR_SET_DUMPABLE, 1);
        prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY);
        if (write(ready[1], &byte, 1) == 1)
            for (;;)
                pause();
        _exit(1);
    }
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    close(ready[1]);
    return pid;
}

static int open_socket(int family, int type, const struct sockaddr *at, socklen_t size)
{
    int fd = socket(family, type | SOCK_CLOEXEC, 0);
    ck_assert_int_ge(fd, 0);
    ck_assert_msg(bind(fd, at, size) == 0, "bind: %s", strerror(errno));
    ck_assert(type == SOCK_DGRAM || listen(fd, 100) == 0);
    return fd;
}

static void open_sockets(loot *l)
{
    struct sockaddr_in local = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct sockaddr_un abstract = {.sun_family = AF_UNIX};
    socklen_t size = sizeof local;
    memcpy(abstract.sun_path, ESCAPE_SOCKET, sizeof ESCAPE_SOCKET - 1);
    l->datagrams = open_socket(AF_INET, SOCK_DGRAM, (struct sockaddr *)&local, size);
    ck_assert_int_eq(getsockname(l->datagrams, (struct sockaddr *)&local, &size), 0);
    l->connections = open_socket(AF_INET, SOCK_STREAM, (struct sockaddr *)&local, size);
    l->port = ntohs(local.sin_port);
    l->abstract = open_socket(AF_UNIX, SOCK_STREAM, (struct sockaddr *)&abstract,
                              sizeof abstract.sun_family + sizeof ESCAPE_SOCKET - 1);
}

static void open_terminal(loot *l)
{
    l->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    ck_assert(l->master >= 0 && grantpt(l->master) == 0 && unlockpt(l->master) == 0);
    ck_assert_int_eq(ptsname_r(l->master, l->terminal, sizeof l->terminal), 0);
    ck_assert_int_eq(chmod(l->terminal, 0666), 0);
}

static void loot_open(loot *l)
{
    *l = (loot){.key = (int)getpid()};
    scratch_open(l->directory);
    ck_assert_int_eq(chmod(l->directory, 0777), 0);
    scratch_write(l->file, l->directory, "cases", secret, sizeof secret);
    scratch_write(l->private_file, l->directory, "private", secret, sizeof secret);
    snprintf(l->new_file, sizeof l->new_file, "%s/note", l->directory);
    ck_assert_int_eq(chmod(l->file, 0644), 0);
    ck_assert_int_eq(chmod(l->private_file, 0600), 0);
    int fd = open(l->file, O_RDONLY);
    ck_assert_int_eq(dup2(fd, SECRET_FD), SECRET_FD);
    close(fd);
    setenv(ESCAPE_VARIABLE, ESCAPE_SECRET, 1);
    l->victim = start_victim();
    l->shared = shmget(l->key, 4096, IPC_CREAT | 0666);
    void *memory = shmat(l->shared, NULL, 0);
    ck_assert_ptr_ne(memory, (void *)-1);
    memcpy(memory, secret, sizeof secret);
    shmdt(memory);
    open_sockets(l);
    open_terminal(l);
}

static void loot_close(loot *l)
{
    if (l->victim > 1) {
        kill(l->victim, SIGKILL);
        waitpid(l->victim, NULL, 0);
    }
    shmctl(l->shared, IPC_RMID, NULL);
    remove(l->file);
    remove(l->private_file);
    remove(l->new_file);
    remove(l->directory);
}

static const char *path_for(const loot *l, escape e)
{
    switch (e) {
    case ESCAPE_READ_PRIVATE_FILE:
        return l->private_file;
    case ESCAPE_WRITE_FILE:
        return l->new_file;
    case ESCAPE_TYPE:
        return l->terminal;
    default:
        return l->file;
    }
}

static void write_plan(bench *b, const loot *l, escape e)
{
    const char *path = path_for(l, e);
    memset(b->x, 0, sizeof b->x);
    b->x[PLAN_ESCAPE] = e;
    b->x[PLAN_PID] = l->victim;
    b->x[PLAN_ADDRESS] = (double)(uintptr_t)secret;
    b->x[PLAN_PORT] = l->port;
    b->x[PLAN_KEY] = l->key;
    b->x[PLAN_DESCRIPTOR] = SECRET_FD;
    ck_assert_uint_lt(strlen(path), PLAN_PATH_LENGTH);
    for (size_t i = 0; path[i]; i++)
        b->x[PLAN_PATH + i] = path[i];
}

/* Tries everything without those layers. */
static void try_all(bool gained[ESCAPE_COUNT], const loot *l, unsigned without)
{
    char worker[OPEN_WORKER_PATH];
    error e = {0};
    bench b;
    ck_assert_msg(open_worker_link(worker, without), "%s: %s", worker, strerror(errno));
    bench_open(&b, "escape/escapes");
    sandbox_close(b.sandbox);
    lock_without = without;
    ck_assert_msg(sandbox_open(&b.sandbox, worker, b.submission, &test_limits, &e), "%s", e.text);
    for (escape k = 0; k < ESCAPE_COUNT; k++) {
        write_plan(&b, l, k);
        remove(l->new_file);
        bench_call(&b, FORWARD);
        gained[k] = (b.seen.outcome == CALL_RETURNED || b.seen.outcome == CALL_EXITED) &&
                    b.seen.code == ESCAPE_GAINED;
        ck_assert_msg(k != ESCAPE_WRITE_FILE || gained[k] == (access(l->new_file, F_OK) == 0),
                      "the file is %s there", gained[k] ? "not" : "yet");
        sandbox_renew(b.sandbox);
    }
    lock_without = 0;
    bench_close(&b);
    unlink(worker);
}

/* What came of it all. */
typedef struct findings {
    bool locked[ESCAPE_COUNT];              /* gained with every layer */
    bool open[ESCAPE_COUNT];                /* without any but the other user */
    bool as_root[ESCAPE_COUNT];             /* without any */
    bool alone[LAYER_COUNT][ESCAPE_COUNT];  /* with that layer and the other user */
    bool absent[LAYER_COUNT][ESCAPE_COUNT]; /* with all but that layer */
} findings;

static void find_out(findings *f)
{
    loot l;
    const unsigned others = EVERY_LAYER & ~BIT(LAYER_USER);
    loot_open(&l);
    try_all(f->locked, &l, 0);
    try_all(f->open, &l, others);
    try_all(f->as_root, &l, EVERY_LAYER);
    for (lock_layer layer = 0; layer < LAYER_COUNT; layer++) {
        try_all(f->absent[layer], &l, BIT(layer));
        try_all(f->alone[layer], &l, others & ~BIT(layer));
    }
    loot_close(&l);
}

static bool stops_alone(const findings *f, lock_layer layer, escape k)
{
    return layer == LAYER_USER ? f->as_root[k] && !f->open[k] : f->open[k] && !f->alone[layer][k];
}

static void print_table(const findings *f)
{
    printf("| attempt |");
    for (lock_layer layer = 0; layer < LAYER_COUNT; layer++)
        printf(" %s |", layer_name[layer]);
    printf("\n|---|");
    for (lock_layer layer = 0; layer < LAYER_COUNT; layer++)
        printf("---|");
    for (escape k = 0; k < ESCAPE_COUNT; k++) {
        printf("\n| %s |", attempt[k].text);
        for (lock_layer layer = 0; layer < LAYER_COUNT; layer++)
            printf(" %s |", f->absent[layer][k]        ? "**only**"
                            : stops_alone(f, layer, k) ? "stops"
                                                       : "");
    }
    printf("\n");
    fflush(stdout);
}

START_TEST(nothing_is_gained)
{
    static findings f;
    find_out(&f);
    print_table(&f);
    for (escape k = 0; k < ESCAPE_COUNT; k++)
        ck_assert_msg(!f.locked[k], "%s", attempt[k].text);
    for (escape k = 0; k < ESCAPE_COUNT; k++) {
        if (geteuid() != 0 && (attempt[k].stopped_by & BIT(LAYER_USER)))
            continue;
        ck_assert_msg(f.as_root[k] || f.open[k], "%s: not possible without the lock either",
                      attempt[k].text);
        for (lock_layer layer = 0; layer < LAYER_COUNT; layer++)
            ck_assert_msg(!(attempt[k].stopped_by & BIT(layer)) || stops_alone(&f, layer, k) ||
                              (!f.open[k] && layer != LAYER_USER),
                          "%s: not stopped by %s", attempt[k].text, layer_name[layer]);
    }
}
END_TEST

static bool has_switch(const char *program)
{
    char command[PATH], symbol[256];
    bool found = false;
    size_t seen = 0;
    snprintf(command, sizeof command, "nm -a %s", program);
    FILE *list = popen(command, "r");
    ck_assert_ptr_nonnull(list);
    for (; fgets(symbol, sizeof symbol, list); seen++)
        found = found || strstr(symbol, "lock_without");
    ck_assert_int_eq(pclose(list), 0);
    ck_assert_uint_gt(seen, 20);
    return found;
}

START_TEST(only_tests_have_a_switch)
{
    ck_assert(has_switch(OPEN_WORKER));
    ck_assert(!has_switch(GRADE_WORKER));
    ck_assert(!has_switch(GRADE));
}
END_TEST

int main(void)
{
    close_range(3, ~0U, 0); /* what this process was started with must not be inherited further */
    Suite *suite = suite_create("escape");
    TCase *tests = tcase_create("escapes");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, nothing_is_gained);
    tcase_add_test(tests, only_tests_have_a_switch);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
