/* The line that says how far it is: drawn on a terminal, never into a pipe. */
#include "progress.h"

#include <poll.h>
#include <pty.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "testing.h"

/* What progress writes to fd while it shows one item, 0.4 s after its start. */
static void show(int fd)
{
    const struct timespec pause = {.tv_nsec = 400000000};
    FILE *stream = fdopen(fd, "w");
    ck_assert_ptr_nonnull(stream);
    progress p = progress_start(stream, "ada.so");
    progress_step(&p, 1, 9, "too early to be worth a line");
    nanosleep(&pause, NULL);
    progress_step(&p, 2, 9, "mlp_relu: epoch 1 of 4");
    progress_end(&p);
    fclose(stream);
}

/* What was written to the other end, as a text: all that comes until nothing more does for a while,
 * as a terminal hands on what it is given when it finds the time. */
static void read_all(int fd, char *text, size_t size)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    size_t used = 0;
    while (used + 1 < size && poll(&ready, 1, 300) > 0) {
        const ssize_t length = read(fd, text + used, size - 1 - used);
        if (length <= 0)
            break;
        used += (size_t)length;
    }
    text[used] = '\0';
    close(fd);
}

START_TEST(a_terminal_is_drawn_on)
{
    int ours, theirs;
    char text[512];
    ck_assert_int_eq(openpty(&ours, &theirs, NULL, NULL, NULL), 0);
    const int kept = dup(theirs); /* what was written is lost with the last descriptor */
    show(theirs);
    read_all(ours, text, sizeof text);
    close(kept);
    ck_assert_str_eq(text, "\r\033[Kada.so: 2 of 9, mlp_relu: epoch 1 of 4\r\033[K");
}
END_TEST

START_TEST(a_pipe_stays_silent)
{
    int ends[2];
    char text[512];
    ck_assert_int_eq(pipe(ends), 0);
    show(ends[1]);
    read_all(ends[0], text, sizeof text);
    ck_assert_str_eq(text, "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("progress");
    TCase *tests = tcase_create("progress");
    tcase_add_test(tests, a_terminal_is_drawn_on);
    tcase_add_test(tests, a_pipe_stays_silent);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
