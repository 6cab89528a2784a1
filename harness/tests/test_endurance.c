/* test_endurance [GRADINGS] - many gradings in a row in one process: they leave nothing behind. */
#include <dirent.h>
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "graded.h"

/* malloc counts what it keeps at hand for later, up to some 100 KiB, as in use. */
enum { WARM_UP = 100, SLACK = 1 << 17 };

static int gradings = 200;

/* What a process can run out of. */
typedef struct holdings {
    size_t allocated, mappings, descriptors;
} holdings;

static size_t count_lines(const char *path)
{
    size_t count = 0;
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    for (int c; (c = fgetc(file)) != EOF;)
        count += c == '\n';
    fclose(file);
    return count;
}

static holdings take_stock(void)
{
    const struct mallinfo2 heap = mallinfo2();
    holdings h = {.allocated = heap.uordblks + heap.hblkhd,
                  .mappings = count_lines("/proc/self/maps")};
    DIR *open_files = opendir("/proc/self/fd");
    ck_assert_ptr_nonnull(open_files);
    while (readdir(open_files))
        h.descriptors++;
    closedir(open_files);
    return h;
}

/* Right, wrong, crashing and refused ones in turn. */
START_TEST(nothing_grows)
{
    static const char *const files[] = {"reference.so", "mistakes.so",
                                        "tests/submissions/crashing_relu.so", "grade"};
    holdings before = {0};
    error e = {""};
    char path[4096];
    graded g = grade_file("all", "relu", files[0]);
    for (int i = 0; i < gradings; i++) {
        sheet *s = NULL;
        if (i == WARM_UP)
            before = take_stock();
        snprintf(path, sizeof path, "%s/%s", BUILD_DIR, files[i % 4]);
        ck_assert_msg(grading_run(&s, g.plan, path, "student", GRADE_WORKER, NULL, NULL, &e), "%s",
                      e.text);
        ck_assert(!s->interrupted && s->rejected == (i % 4 == 3));
        sheet_free(s);
    }
    const holdings after = take_stock();
    ck_assert_uint_le(after.allocated, before.allocated + SLACK);
    ck_assert_uint_le(after.mappings, before.mappings + 2);
    ck_assert_uint_eq(after.descriptors, before.descriptors);
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
    ck_assert_int_eq(errno, ECHILD);
    release_graded(&g);
}
END_TEST

int main(int argc, char **argv)
{
    if (argc > 1)
        gradings = atoi(argv[1]);
    Suite *suite = suite_create("endurance");
    TCase *tests = tcase_create("grading");
    tcase_set_timeout(tests, 900);
    tcase_add_test(tests, nothing_grows);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
