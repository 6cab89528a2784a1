/* Reading a submission: what kinds of file are refused, and that the copy is sealed. */
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "scratch.h"
#include "submission.h"

static const limits test_limits = {.call_seconds = 1,
                                   .wall_factor = 10,
                                   .memory_bytes = 128 << 20,
                                   .printed_bytes = 1 << 16,
                                   .file_bytes = 1 << 20};

static char directory[SCRATCH_DIRECTORY];

static void set_up(void)
{
    scratch_open(directory);
}

static void tear_down(void)
{
    char command[SCRATCH_DIRECTORY + 16];
    snprintf(command, sizeof command, "rm -rf '%s'", directory);
    ck_assert_int_eq(system(command), 0);
}

static void run(const char *format, const char *name)
{
    char command[1024], inside[1400];
    snprintf(command, sizeof command, format, name);
    snprintf(inside, sizeof inside, "cd '%s' && %s", directory, command);
    ck_assert_msg(system(inside) == 0, "%s fails", inside);
}

static void build(const char *name)
{
    run("echo 'int relu_forward(void) { return 0; }"
        " const unsigned grade_contract_version = 1;' > a.c && cc -shared -fPIC -o '%s' a.c -lm",
        name);
}

static submission *open_named(const char *name, bool *grader_fault, error *e)
{
    char path[SCRATCH_PATH];
    submission *s = NULL;
    snprintf(path, sizeof path, "%s/%s", directory, name);
    bool ok = submission_open(&s, path, &test_limits, grader_fault, e);
    ck_assert_int_eq(ok, s != NULL);
    return s;
}

static void expect_refused(const char *name, const char *text)
{
    error e = {0};
    bool grader_fault = true;
    submission *s = open_named(name, &grader_fault, &e);
    ck_assert_msg(!s, "%s is accepted", name);
    ck_assert_msg(strstr(e.text, text) != NULL, "said: %s; wanted: %s", e.text, text);
    ck_assert(!grader_fault);
}

START_TEST(a_good_file_is_described)
{
    error e = {0};
    char text[200];
    bool grader_fault = true;
    build("good.so");
    submission *s = open_named("good.so", &grader_fault, &e);
    ck_assert_msg(s != NULL, "%s", e.text);
    ck_assert(!grader_fault);
    ck_assert_ptr_nonnull(strstr(submission_path(s), "/good.so"));
    ck_assert_uint_eq(strlen(submission_sha256(s)), 64);
    snprintf(text, sizeof text, "sha256sum good.so | grep -q ^%s", submission_sha256(s));
    run("%s", text);
    ck_assert(submission_defines(s, "relu_forward"));
    ck_assert(!submission_defines(s, "relu_backward"));
    ck_assert_str_eq(submission_hint(s, "elu_backward", text, sizeof text), "");
    ck_assert_str_eq(submission_hint(s, "elu_forward", text, sizeof text), "");
    ck_assert_str_eq(submission_hint(s, "relu_forwards", text, sizeof text), "");
    submission_close(s);
}
END_TEST

START_TEST(a_misspelt_name_is_hinted_at)
{
    error e = {0};
    char text[200];
    bool grader_fault;
    run("echo 'int Relu_Forward(void) { return 0; }' > a.c && cc -shared -fPIC -o '%s' a.c",
        "a.so");
    submission *s = open_named("a.so", &grader_fault, &e);
    ck_assert_msg(s != NULL, "%s", e.text);
    ck_assert_ptr_nonnull(
        strstr(submission_hint(s, "relu_forward", text, sizeof text), "Relu_Forward is defined"));
    submission_close(s);
}
END_TEST

START_TEST(the_copy_is_sealed_and_apart)
{
    error e = {0};
    bool grader_fault;
    build("good.so");
    submission *s = open_named("good.so", &grader_fault, &e);
    ck_assert_msg(s != NULL, "%s", e.text);
    int fd = submission_fd(s);
    int seals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
    ck_assert_int_eq(fcntl(fd, F_GET_SEALS) & seals, seals);
    ck_assert_int_lt((int)pwrite(fd, "x", 1, 0), 0);
    ck_assert_int_lt(ftruncate(fd, 0), 0);
    ck_assert_int_eq(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    run("echo other > '%s'", "good.so");
    ck_assert(submission_defines(s, "relu_forward"));
    submission_close(s);
}
END_TEST

static const struct {
    const char *command, *text;
} refused[] = {
    {"mkfifo x", "a named pipe, not a regular file"},
    {"mkdir x", "a directory, not a regular file"},
    {"ln -s /lib/x86_64-linux-gnu/libm.so.6 x", "a symbolic link"},
    {"ln -s x x", "a symbolic link"},
    {"ln -s /dev/zero x", "a symbolic link"},
    {"true", "No such file"},
    {": > x", "only 0 bytes"},
    {"echo 01234567890123456 > x", "only 18 bytes"},
    {"truncate -s 10G x", "more than the 1048576 allowed"},
    {"head -c 4096 /dev/urandom > x", "not a shared object"},
    {"yes 'int x;' | head -n 20 > x", "text"},
    {"mkdir d; date > d/a; tar cf x d", "a tar archive"},
    {"echo 'int f(void) { return 0; } const unsigned grade_contract_version = 9;' > x.c && "
     "cc -shared -fPIC -o x x.c",
     "built for version 9 of contract.h, and this is version 1"},
    {"echo 'static int f(void) { return 0; } int x;' > x.c && cc -w -shared -fPIC -o x x.c",
     "defines no function that can be called from outside"},
    {"echo 'int f(void) { return 0; }' > x.c && cc -shared -fPIC -fvisibility=hidden -o x x.c",
     "defines no function that can be called from outside"},
};

START_TEST(other_files_are_refused)
{
    run("%s", refused[_i].command);
    expect_refused("x", refused[_i].text);
}
END_TEST

START_TEST(a_socket_is_refused)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ck_assert_int_lt(snprintf(address.sun_path, sizeof address.sun_path, "%s/x", directory), 108);
    ck_assert_int_eq(bind(s, (struct sockaddr *)&address, sizeof address), 0);
    expect_refused("x", "x: a socket, not a regular file");
    close(s);
}
END_TEST

START_TEST(names_are_shown_safely)
{
    run("mkdir '%s'", "\033[31mx\ny");
    expect_refused("\033[31mx\ny", "/#x1B[31mx y: a directory");
}
END_TEST

START_TEST(nothing_is_left_open)
{
    error e;
    bool grader_fault;
    build("good.so");
    int before = dup(0);
    close(before);
    for (int i = 0; i < 20; i++) {
        submission_close(open_named("good.so", &grader_fault, &e));
        submission_close(open_named("a.c", &grader_fault, &e));
    }
    int after = dup(0);
    close(after);
    ck_assert_int_eq(before, after);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("submission");
    TCase *one = tcase_create("submission");
    tcase_set_timeout(one, 60);
    tcase_add_checked_fixture(one, set_up, tear_down);
    tcase_add_test(one, a_good_file_is_described);
    tcase_add_test(one, a_misspelt_name_is_hinted_at);
    tcase_add_test(one, the_copy_is_sealed_and_apart);
    tcase_add_loop_test(one, other_files_are_refused, 0, sizeof refused / sizeof *refused);
    tcase_add_test(one, a_socket_is_refused);
    tcase_add_test(one, names_are_shown_safely);
    tcase_add_test(one, nothing_is_left_open);
    suite_add_tcase(suite, one);
    return run_suite(suite);
}
