/* A submission that tries to get out. It returns ESCAPE_GAINED where it has gained something. */
#include "../prelude.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "escape_plan.h"

typedef struct plan {
    char path[PLAN_PATH_LENGTH];
    pid_t pid;
    uintptr_t address;
    int port, key, descriptor;
    char *input;
} plan;

static bool is_secret(const char *text)
{
    return memcmp(text, ESCAPE_SECRET, sizeof ESCAPE_SECRET - 1) == 0;
}

static bool read_secret(int fd, off_t at)
{
    char text[sizeof ESCAPE_SECRET] = "";
    return fd >= 0 && pread(fd, text, sizeof ESCAPE_SECRET - 1, at) > 0 && is_secret(text);
}

static bool read_file(const plan *p)
{
    return read_secret(open(p->path, O_RDONLY), 0);
}

static bool measure_file(const plan *p)
{
    struct stat s = {0};
    return syscall(SYS_newfstatat, AT_FDCWD, p->path, &s, AT_EMPTY_PATH) == 0 && s.st_size > 0;
}

static bool write_file(const plan *p)
{
    int fd = open(p->path, O_WRONLY | O_CREAT, 0600);
    return fd >= 0;
}

static bool type(const plan *p)
{
    int fd = open(p->path, O_WRONLY | O_NOCTTY);
    return fd >= 0 && write(fd, "x", 1) == 1;
}

static bool read_environment(const plan *p)
{
    (void)p;
    for (char **variable = environ; variable && *variable; variable++)
        if (strcmp(*variable, ESCAPE_VARIABLE "=" ESCAPE_SECRET) == 0)
            return true;
    return false;
}

static bool read_descriptor(const plan *p)
{
    return read_secret(p->descriptor, 0);
}

static bool read_memory(const plan *p)
{
    char text[sizeof ESCAPE_SECRET] = "";
    struct iovec here = {text, sizeof text}, there = {(void *)p->address, sizeof text};
    return process_vm_readv(p->pid, &here, 1, &there, 1, 0) > 0 && is_secret(text);
}

static bool read_memory_file(const plan *p)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/%d/mem", (int)p->pid);
    return read_secret(open(path, O_RDONLY), (off_t)p->address);
}

static bool trace(const plan *p)
{
    return ptrace(PTRACE_SEIZE, p->pid, NULL, NULL) == 0;
}

static bool reach_by_signal(const plan *p)
{
    return p->pid > 1 && kill(p->pid, 0) == 0;
}

static bool read_limit(const plan *p)
{
    struct rlimit r;
    return syscall(SYS_prlimit64, p->pid, RLIMIT_NOFILE, NULL, &r) == 0;
}

static bool change_input(const plan *p)
{
    if (mprotect(p->input, 4096, PROT_READ | PROT_WRITE) < 0)
        return false;
    p->input[0] = 1;
    return true;
}

static bool shrink_arena(const plan *p)
{
    bool shrunk = false;
    (void)p;
    for (int fd = 4; fd < 16; fd++) {
        struct stat s;
        if (syscall(SYS_newfstatat, fd, "", &s, AT_EMPTY_PATH) == 0 && s.st_size > 1 << 20)
            shrunk = ftruncate(fd, s.st_size - 4096) == 0 || shrunk;
    }
    return shrunk;
}

static struct sockaddr_in address_of(const plan *p)
{
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)p->port),
                                .sin_addr = {htonl(INADDR_LOOPBACK)}};
}

static bool send_datagram(const plan *p)
{
    struct sockaddr_in to = address_of(p);
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    return fd >= 0 && sendto(fd, "x", 1, 0, (struct sockaddr *)&to, sizeof to) == 1;
}

static bool reach_by_tcp(const plan *p)
{
    struct sockaddr_in to = address_of(p);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0;
}

static bool reach_abstract_socket(const plan *p)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    (void)p;
    memcpy(to.sun_path, ESCAPE_SOCKET, sizeof ESCAPE_SOCKET - 1);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    return fd >= 0 && connect(fd, (struct sockaddr *)&to,
                              sizeof to.sun_family + sizeof ESCAPE_SOCKET - 1) == 0;
}

static bool read_shared_memory(const plan *p)
{
    int id = shmget(p->key, 4096, 0);
    void *memory = id >= 0 ? shmat(id, NULL, SHM_RDONLY) : (void *)-1;
    return memory != (void *)-1 && is_secret(memory);
}

static bool use_keyring(const plan *p)
{
    enum { USER_KEYRING = -4, UNLINK = 9 };
    (void)p;
    long key = syscall(SYS_add_key, "user", "grade-test", "x", 1, USER_KEYRING);
    if (key > 0)
        syscall(SYS_keyctl, UNLINK, key, USER_KEYRING);
    return key > 0;
}

/* Those on their way are counted for all processes of a user. */
static bool leave_descriptor_on_its_way(const plan *p)
{
    int ends[2];
    (void)p;
    return socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) == 0 && send_descriptor(ends[0]) == 0;
}

static bool fork_child(const plan *p)
{
    (void)p;
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return pid > 0;
}

/* The test sees it by the worker's exit status. */
static bool execute(const plan *p)
{
    (void)p;
    execl("/bin/sh", "sh", "-c", "exit 77", (char *)NULL);
    return false;
}

static bool take_more_memory(const plan *p)
{
    (void)p;
    return mmap(NULL, (size_t)1 << 33, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
                0) != MAP_FAILED;
}

static bool is_root(const plan *p)
{
    (void)p;
    return geteuid() == 0;
}

static bool (*const attempts[ESCAPE_COUNT])(const plan *) = {
    [ESCAPE_READ_FILE] = read_file,
    [ESCAPE_READ_PRIVATE_FILE] = read_file,
    [ESCAPE_MEASURE_FILE] = measure_file,
    [ESCAPE_WRITE_FILE] = write_file,
    [ESCAPE_TYPE] = type,
    [ESCAPE_READ_ENVIRONMENT] = read_environment,
    [ESCAPE_READ_DESCRIPTOR] = read_descriptor,
    [ESCAPE_READ_MEMORY] = read_memory,
    [ESCAPE_READ_MEMORY_FILE] = read_memory_file,
    [ESCAPE_TRACE] = trace,
    [ESCAPE_SIGNAL] = reach_by_signal,
    [ESCAPE_READ_LIMIT] = read_limit,
    [ESCAPE_CHANGE_INPUT] = change_input,
    [ESCAPE_SHRINK_ARENA] = shrink_arena,
    [ESCAPE_SEND_DATAGRAM] = send_datagram,
    [ESCAPE_CONNECT] = reach_by_tcp,
    [ESCAPE_ABSTRACT_SOCKET] = reach_abstract_socket,
    [ESCAPE_SHARED_MEMORY] = read_shared_memory,
    [ESCAPE_KEYRING] = use_keyring,
    [ESCAPE_SEND_DESCRIPTOR] = leave_descriptor_on_its_way,
    [ESCAPE_FORK] = fork_child,
    [ESCAPE_EXECUTE] = execute,
    [ESCAPE_MORE_MEMORY] = take_more_memory,
    [ESCAPE_IS_ROOT] = is_root,
};

FORWARD
{
    plan p = {.pid = (pid_t)x[PLAN_PID],
              .address = (uintptr_t)x[PLAN_ADDRESS],
              .port = (int)x[PLAN_PORT],
              .key = (int)x[PLAN_KEY],
              .descriptor = (int)x[PLAN_DESCRIPTOR],
              .input = (char *)((uintptr_t)x & ~(uintptr_t)4095)};
    for (int i = 0; i < PLAN_PATH_LENGTH; i++)
        p.path[i] = (char)x[PLAN_PATH + i];
    right(x, n, y);
    return attempts[(int)x[PLAN_ESCAPE]](&p) ? (op_status)ESCAPE_GAINED : OP_OK;
}
