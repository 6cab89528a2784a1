/* grade on machines that lack a part of the lock, which are made here by a filter of system calls
 * in front of it: the whole lock, less namespaces only, or a refusal that names the missing layer.
 */
#include <errno.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include "cli.h"

enum { ORDINARY_USER = 65533, MOST_DENIED = 8, CLONE_ANY_NAMESPACE = 0x7e020000 };

/* A machine: whom grade runs as, and what the kernel denies. */
typedef struct machine {
    const char *text;
    bool ordinary_user, user_namespace;
    bool no_namespaces; /* EPERM from unshare and from clone with such flags */
    int denied[MOST_DENIED];
    int reason;
    const char *missing; /* what the refusal names; NULL: it grades */
    const char *says;    /* what the report's list of layers has */
    const char *lacks;   /* and has not */
} machine;

static const machine machines[] = {
    {"root", .says = "process", .lacks = "user 0"},
    {"an ordinary user", .ordinary_user = true, .says = "Landlock", .lacks = "user 0"},
    {"a user namespace", .user_namespace = true, .says = "Landlock", .lacks = "user 0"},
    {"root without namespaces", .no_namespaces = true, .says = "namespaces: none"},
    {"an ordinary user without namespaces", .ordinary_user = true, .no_namespaces = true,
     .says = "namespaces: none"},
    {"no Landlock in the kernel",
     .denied = {SYS_landlock_create_ruleset, SYS_landlock_restrict_self}, .reason = ENOSYS,
     .missing = "Landlock is missing"},
    {"Landlock not switched on", .denied = {SYS_landlock_create_ruleset}, .reason = EOPNOTSUPP,
     .missing = "Landlock is missing"},
    {"Landlock not permitted", .denied = {SYS_landlock_restrict_self}, .reason = EPERM,
     .missing = "Landlock cannot be enforced"},
    {"no seccomp", .denied = {SYS_seccomp}, .reason = EINVAL, .missing = "seccomp"},
    {"no capset", .denied = {SYS_capset}, .reason = EPERM, .missing = "capabilities"},
    {"no limits", .denied = {SYS_prlimit64, SYS_setrlimit}, .reason = EPERM, .missing = "limit on"},
    {"no other user", .denied = {SYS_setresuid, SYS_setresgid, SYS_setgroups}, .reason = EPERM,
     .missing = "root cannot become user"},
};

enum { MACHINE_COUNT = sizeof machines / sizeof *machines };

/* Answers one system call with an error from now on, also in all that is executed. mask: only where
 * the first argument has one of these bits; 0: always. */
static bool deny(int call, int reason, uint32_t mask)
{
    struct sock_filter rule[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args)),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, mask ? mask : UINT32_MAX, 0, mask ? 1 : 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)reason),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof rule / sizeof *rule, .filter = rule};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static bool be_on(const machine *m)
{
    if (m->ordinary_user && (setgroups(0, NULL) || setresgid(ORDINARY_USER, ORDINARY_USER, -1U) ||
                             setresuid(ORDINARY_USER, ORDINARY_USER, ORDINARY_USER)))
        return false;
    if (m->user_namespace && unshare(CLONE_NEWUSER) < 0)
        return false;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return false;
    if (m->no_namespaces &&
        (!deny(SYS_unshare, EPERM, 0) || !deny(SYS_clone, EPERM, CLONE_ANY_NAMESPACE)))
        return false;
    for (size_t i = 0; i < MOST_DENIED && m->denied[i]; i++)
        if (m->denied[i] != SYS_seccomp && !deny(m->denied[i], m->reason, 0))
            return false;
    /* At last, as it is the one that makes the others. */
    return m->denied[0] != SYS_seccomp || deny(SYS_seccomp, m->reason, 0);
}

/* Grades the reference there. The status 3 is that the machine cannot be made. */
static process_end grade_on(const machine *m)
{
    FILE *out = tmpfile(), *errors = tmpfile();
    int status = -1;
    ck_assert(out && errors);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        dup2(fileno(out), STDOUT_FILENO);
        dup2(fileno(errors), STDERR_FILENO);
        if (be_on(m))
            execl(GRADE, GRADE, "-v", "--op", "square", REFERENCE, (char *)NULL);
        _exit(3);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return (process_end){status, process_text(out), process_text(errors)};
}

/* The lines that say which layers there are, as one. */
static void layers_of(char *text, size_t size, const char *report)
{
    const char *line = strstr(report, "\nlock: ");
    size_t used = 0;
    ck_assert_msg(line != NULL, "%s", report);
    const char *end = strstr(line, "\n\n");
    for (line++; line < end && used + 1 < size; line++) {
        bool blank = *line == ' ' || *line == '\n';
        if (!blank)
            text[used++] = *line;
        else if (used > 0 && text[used - 1] != ' ')
            text[used++] = ' ';
    }
    text[used] = '\0';
}

START_TEST(the_whole_lock_or_a_refusal)
{
    const machine *m = &machines[_i];
    if (geteuid() != 0 && (m->ordinary_user || m->denied[0] == SYS_setresuid))
        return; /* it needs root to be made */
    process_end p = grade_on(m);
    if (p.status == 3) {
        printf("skipped: %s cannot be had here\n", m->text);
    } else if (m->missing) {
        ck_assert_msg(p.status == 2, "%s: status %d\n%s", m->text, p.status, p.out);
        assert_fails(&p, m->missing);
        assert_lacks(p.out, "points (");
    } else {
        char layers[1024];
        assert_quiet(&p, 0);
        assert_says(p.out, "(100.0 %)");
        layers_of(layers, sizeof layers, p.out);
        assert_says(layers, "no capabilities, no-new-privs");
        assert_says(layers, "(seccomp), Landlock");
        assert_says(layers, "denies all, resource limits");
        assert_says(layers, m->says);
        if (m->lacks)
            assert_lacks(layers, m->lacks);
    }
    process_release(&p);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lock");
    TCase *tests = tcase_create("machines");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, the_whole_lock_or_a_refusal, 0, MACHINE_COUNT);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
