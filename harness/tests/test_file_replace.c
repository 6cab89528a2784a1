#include "file_replace.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "scratch.h"

static char directory[SCRATCH_DIRECTORY], path[SCRATCH_PATH], other[SCRATCH_PATH];
static error e;

static void set_up(void)
{
    scratch_open(directory);
    snprintf(path, sizeof path, "%s/report.xml", directory);
    snprintf(other, sizeof other, "%s/other.xml", directory);
}

/* The same where no file can be without a name, as on NFS: the bit of O_TMPFILE alone is refused.
 */
static void set_up_without_nameless_files(void)
{
    const uint32_t nameless = O_TMPFILE & ~O_DIRECTORY;
    struct sock_filter rule[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, nameless, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EOPNOTSUPP),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof rule / sizeof *rule, .filter = rule};
    set_up();
    ck_assert_int_eq(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
    ck_assert_int_eq(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), 0);
    ck_assert_int_eq(open(directory, O_TMPFILE | O_WRONLY, 0600), -1);
}

static void tear_down(void)
{
    remove(path);
    remove(other);
    remove(directory);
}

static void assert_holds(const char *file, const char *expected)
{
    char got[64] = "";
    FILE *f = fopen(file, "r");
    ck_assert_ptr_nonnull(f);
    got[fread(got, 1, sizeof got - 1, f)] = '\0';
    fclose(f);
    ck_assert_str_eq(got, expected);
}

/* How many files there are in the directory, hidden ones too: no leftovers. */
static void assert_file_count(int expected)
{
    int count = 0;
    DIR *d = opendir(directory);
    ck_assert_ptr_nonnull(d);
    for (struct dirent *entry; (entry = readdir(d));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(d);
    ck_assert_int_eq(count, expected);
}

/* That file_replace fails there can be told without trying, and names the path. */
static void assert_known_beforehand(const char *where)
{
    *e.text = '\0';
    ck_assert(!file_replace_check(where, &e));
    ck_assert_msg(strncmp(e.text, where, strnlen(where, 100)) == 0, "%s", e.text);
}

static mode_t mode_of(const char *file)
{
    struct stat status;
    ck_assert_int_eq(stat(file, &status), 0);
    return status.st_mode & 07777;
}

START_TEST(a_new_file_is_whole_and_has_ordinary_permissions)
{
    mode_t mask = umask(027);
    ck_assert_msg(file_replace(path, "whole", 5, &e), "%s", e.text);
    umask(mask);
    assert_holds(path, "whole");
    ck_assert_uint_eq(mode_of(path), 0640);
    assert_file_count(1);
}
END_TEST

START_TEST(an_old_file_is_replaced_and_keeps_its_permissions)
{
    scratch_write(path, directory, "report.xml", "something longer", 16);
    ck_assert_int_eq(chmod(path, 0600), 0);
    ck_assert(file_replace(path, "new", 3, &e));
    assert_holds(path, "new");
    ck_assert_uint_eq(mode_of(path), 0600);
    ck_assert(file_replace(path, "", 0, &e));
    assert_holds(path, "");
    assert_file_count(1);
}
END_TEST

START_TEST(a_reader_of_the_old_file_is_not_disturbed)
{
    char got[8] = "";
    scratch_write(path, directory, "report.xml", "old", 3);
    int fd = open(path, O_RDONLY);
    ck_assert(file_replace(path, "new one", 7, &e));
    ck_assert_int_eq(read(fd, got, sizeof got), 3);
    ck_assert_str_eq(got, "old");
    close(fd);
}
END_TEST

START_TEST(a_symbolic_link_stays_one)
{
    struct stat status;
    scratch_write(other, directory, "other.xml", "old", 3);
    ck_assert_int_eq(symlink("other.xml", path), 0);
    ck_assert_msg(file_replace(path, "new", 3, &e), "%s", e.text);
    assert_holds(other, "new");
    ck_assert_int_eq(lstat(path, &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
    assert_file_count(2);
}
END_TEST

START_TEST(a_link_to_nowhere_fails)
{
    ck_assert_int_eq(symlink("nowhere", path), 0);
    ck_assert(!file_replace(path, "new", 3, &e));
    ck_assert_msg(strstr(e.text, "report.xml") && strstr(e.text, "link"), "%s", e.text);
    assert_known_beforehand(path);
    assert_file_count(1);
}
END_TEST

START_TEST(a_pipe_is_written_to)
{
    char got[16] = "";
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    int fd = open(path, O_RDONLY | O_NONBLOCK);
    ck_assert(file_replace(path, "through", 7, &e));
    ck_assert_int_eq(read(fd, got, sizeof got), 7);
    ck_assert_str_eq(got, "through");
    close(fd);
    struct stat status;
    ck_assert_int_eq(lstat(path, &status), 0);
    ck_assert(S_ISFIFO(status.st_mode));
}
END_TEST

START_TEST(a_full_device_is_an_error)
{
    ck_assert(!file_replace("/dev/full", "x", 1, &e));
    ck_assert_msg(strstr(e.text, "/dev/full") && strstr(e.text, "space"), "%s", e.text);
}
END_TEST

START_TEST(a_folder_is_not_replaced)
{
    ck_assert_int_eq(mkdir(path, 0700), 0);
    ck_assert(!file_replace(path, "x", 1, &e));
    ck_assert_msg(strstr(e.text, "report.xml: a folder"), "%s", e.text);
    assert_known_beforehand(path);
    assert_file_count(1);
}
END_TEST

START_TEST(a_missing_folder_is_an_error)
{
    char below[SCRATCH_PATH + 16];
    snprintf(below, sizeof below, "%s/nowhere/r.xml", directory);
    ck_assert(!file_replace(below, "x", 1, &e));
    ck_assert_msg(strstr(e.text, "nowhere/r.xml"), "%s", e.text);
    assert_known_beforehand(below);
    snprintf(below, sizeof below, "%s/", directory);
    ck_assert(!file_replace(below, "x", 1, &e));
    assert_known_beforehand(below);
}
END_TEST

START_TEST(a_path_that_is_too_long_is_an_error)
{
    char long_path[5000] = "/";
    memset(long_path + 1, 'x', sizeof long_path - 2);
    ck_assert(!file_replace(long_path, "x", 1, &e));
    ck_assert_msg(strstr(e.text, "too long"), "%s", e.text);
    assert_known_beforehand(long_path);
    snprintf(long_path, sizeof long_path, "%s/%0300d", directory, 0);
    ck_assert(!file_replace(long_path, "x", 1, &e));
    assert_known_beforehand(long_path);
}
END_TEST

/* The name beside it has no room for all of such a name. */
START_TEST(a_name_may_be_as_long_as_names_can_be)
{
    snprintf(other, sizeof other, "%s/%0255d", directory, 0);
    for (int i = 0; i < 2; i++) {
        ck_assert_msg(file_replace_check(other, &e), "%s", e.text);
        ck_assert_msg(file_replace(other, "new", 3, &e), "%s", e.text);
        assert_holds(other, "new");
        assert_file_count(1);
    }
}
END_TEST

START_TEST(a_question_changes_nothing)
{
    ck_assert_msg(file_replace_check(path, &e), "%s", e.text);
    assert_file_count(0);
    scratch_write(path, directory, "report.xml", "old", 3);
    ck_assert_msg(file_replace_check(path, &e), "%s", e.text);
    assert_holds(path, "old");
    assert_file_count(1);
    ck_assert(file_replace_check("/dev/null", &e));
}
END_TEST

/* The folder's permissions count, as the file is replaced; root needs none, so it steps down. */
START_TEST(a_folder_that_must_not_be_written_to_is_an_error)
{
    scratch_write(path, directory, "report.xml", "old", 3);
    ck_assert_int_eq(chmod(directory, 0555), 0);
    ck_assert(geteuid() != 0 || seteuid(65534) == 0);
    ck_assert(!file_replace(path, "new", 3, &e));
    assert_known_beforehand(path);
    ck_assert(getuid() != 0 || seteuid(0) == 0);
    ck_assert_int_eq(chmod(directory, 0700), 0);
    assert_holds(path, "old");
}
END_TEST

/* A disk that fills up in the middle, played by a limit on the size of files. */
START_TEST(what_was_there_outlives_a_full_disk)
{
    static char large[100000];
    scratch_write(path, directory, "report.xml", "good", 4);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        const struct rlimit limit = {8192, 8192};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        _exit(file_replace(path, large, sizeof large, &e) ? 1 : 0);
    }
    int status = -1;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    assert_holds(path, "good");
    assert_file_count(1);
}
END_TEST

/* What a process that was killed leaves; what one that lives is about to rename; the user's own. */
START_TEST(only_what_nobody_needs_is_removed)
{
    char stale[SCRATCH_PATH], live[SCRATCH_PATH], own[SCRATCH_PATH];
    scratch_write(stale, directory, ".report.xml.grade-1-0", "stale", 5);
    scratch_write(live, directory, ".report.xml.grade-1-1", "live", 4);
    scratch_write(own, directory, "report.xml.backup", "own", 3);
    int fd = open(live, O_RDONLY);
    ck_assert_int_eq(flock(fd, LOCK_EX), 0);
    ck_assert_msg(file_replace(path, "new", 3, &e), "%s", e.text);
    ck_assert_int_eq(access(stale, F_OK), -1);
    assert_holds(live, "live");
    assert_holds(own, "own");
    close(fd);
    ck_assert(file_replace(path, "new", 3, &e));
    ck_assert_int_eq(access(live, F_OK), -1);
    remove(own);
}
END_TEST

static TCase *all_tests(const char *name, SFun before)
{
    TCase *tests = tcase_create(name);
    tcase_add_checked_fixture(tests, before, tear_down);
    tcase_add_test(tests, a_new_file_is_whole_and_has_ordinary_permissions);
    tcase_add_test(tests, an_old_file_is_replaced_and_keeps_its_permissions);
    tcase_add_test(tests, a_reader_of_the_old_file_is_not_disturbed);
    tcase_add_test(tests, a_symbolic_link_stays_one);
    tcase_add_test(tests, a_link_to_nowhere_fails);
    tcase_add_test(tests, a_pipe_is_written_to);
    tcase_add_test(tests, a_full_device_is_an_error);
    tcase_add_test(tests, a_folder_is_not_replaced);
    tcase_add_test(tests, a_missing_folder_is_an_error);
    tcase_add_test(tests, a_path_that_is_too_long_is_an_error);
    tcase_add_test(tests, a_name_may_be_as_long_as_names_can_be);
    tcase_add_test(tests, a_question_changes_nothing);
    tcase_add_test(tests, a_folder_that_must_not_be_written_to_is_an_error);
    tcase_add_test(tests, what_was_there_outlives_a_full_disk);
    tcase_add_test(tests, only_what_nobody_needs_is_removed);
    return tests;
}

int main(void)
{
    Suite *suite = suite_create("file_replace");
    suite_add_tcase(suite, all_tests("file_replace", set_up));
    suite_add_tcase(suite, all_tests("without O_TMPFILE", set_up_without_nameless_files));
    return run_suite(suite);
}
