/* bench-grade [RUNS] - times whole runs of grade on the reference: every op, every case, one core.
 *
 * Where python3 and numpy are installed, the same cases go through numpy_grader.py, an ordinary
 * course grader, turn and turn about. Whole runs with the course functions as well, which that one
 * cannot do, are timed beside them. Exit status: 0 measured, 2 not. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "dump_cases.h"
#include "paths.h"

#define SEED "bench"

enum { RUNS = 20, MOST_RUNS = 10000 };
enum { OPS, EVERYTHING, SCRIPT, CONTESTANTS };

/* What is timed: its command, and a time for every run so far. */
typedef struct contestant {
    const char *name;
    char *const *command;
    size_t run_count;
    double milliseconds[MOST_RUNS];
} contestant;

/* Everything that this process starts shares one core with it. */
static bool pin_to_one_core(error *e)
{
    cpu_set_t one;
    int core = sched_getcpu();
    CPU_ZERO(&one);
    CPU_SET((size_t)(core < 0 ? 0 : core), &one);
    if (sched_setaffinity(0, sizeof one, &one) != 0)
        return fail(e, "cannot stay on core %d: %s", core, strerror(errno));
    return true;
}

/* Runs the command to its end. quiet: without its output. *status: its exit status, -1 for a
 * signal. */
static bool run_command(char *const *command, bool quiet, int *status, error *e)
{
    pid_t child;
    int ending;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (quiet) {
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    }
    int problem = posix_spawnp(&child, command[0], &actions, NULL, command, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (problem)
        return fail(e, "%s: %s", command[0], strerror(problem));
    if (waitpid(child, &ending, 0) != child)
        return fail(e, "%s: %s", command[0], strerror(errno));
    *status = WIFEXITED(ending) ? WEXITSTATUS(ending) : -1;
    return true;
}

static bool run_timed(contestant *c, error *e)
{
    struct timespec begin, end;
    int status;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    if (!run_command(c->command, true, &status, e))
        return false;
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (status != 0)
        return fail(e, "%s ended with status %d; a time of it means nothing", c->name, status);
    c->milliseconds[c->run_count++] =
        1e3 * (double)(end.tv_sec - begin.tv_sec) + 1e-6 * (double)(end.tv_nsec - begin.tv_nsec);
    return true;
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(const contestant *c)
{
    return (c->milliseconds[(c->run_count - 1) / 2] + c->milliseconds[c->run_count / 2]) / 2;
}

static void print_times(contestant *c)
{
    qsort(c->milliseconds, c->run_count, sizeof *c->milliseconds, compare_numbers);
    printf("%-16s median %8.1f ms, fastest %8.1f ms, %zu runs\n", c->name, median(c),
           c->milliseconds[0], c->run_count);
}

/* A Python that has NumPy, or NULL. The first in the path may be one that has not. */
static const char *find_python(void)
{
    static const char *const candidates[] = {"python3", "/usr/bin/python3"};
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        char python[32];
        char *const command[] = {python, "-c", "import numpy", NULL};
        int status;
        snprintf(python, sizeof python, "%s", candidates[i]);
        if (run_command(command, true, &status, NULL) && status == 0)
            return candidates[i];
    }
    return NULL;
}

/* Writes the cases that grade will draw to a new temporary file. */
static bool write_cases(char path[], error *e)
{
    bool written = false;
    paths where;
    assignment *a = NULL;
    plan *p = NULL;
    FILE *file = NULL;
    const plan_filter everything = {.op_name = "", .case_name = ""};
    if (!paths_find(&where, "", "", e) || !assignment_open(&a, where.cases, OPS_ASSIGNMENT, e) ||
        !plan_make(&p, a, where.cases, SEED, &everything, e))
        goto done;
    int fd = mkstemp(path);
    if (fd < 0 || !(file = fdopen(fd, "w"))) {
        fail(e, "%s: %s", path, strerror(errno));
        goto done;
    }
    dump_cases(file, p);
    printf("%zu ops, %zu cases, forward and backward, one core\n", p->op_count, p->case_count);
    written = true;
done:
    if (file && fclose(file) != 0)
        written = fail(e, "%s: %s", path, strerror(errno));
    plan_free(p);
    assignment_close(a);
    return written;
}

/* Runs each once unmeasured, so that all files are in memory, then in turns. */
static bool compete(contestant all[], size_t count, size_t runs, error *e)
{
    int status;
    for (size_t k = 0; k < count; k++)
        if (!run_command(all[k].command, k != SCRIPT, &status, e))
            return false;
    for (size_t i = 0; i < runs; i++)
        for (size_t k = 0; k < count; k++)
            if (!run_timed(&all[k], e))
                return false;
    return true;
}

static bool bench(size_t runs, contestant all[CONTESTANTS], const char *cases, error *e)
{
    const char *found = find_python();
    char python[32], path[64];
    char *const ops_command[] = {GRADE, "--seed", SEED, "-a", OPS_ASSIGNMENT, REFERENCE, NULL};
    char *const everything_command[] = {GRADE, "--seed", SEED, REFERENCE, NULL};
    char *const script_command[] = {python, NUMPY_GRADER, path, REFERENCE, NULL};
    size_t count = found ? CONTESTANTS : SCRIPT;
    snprintf(python, sizeof python, "%s", found ? found : "");
    snprintf(path, sizeof path, "%s", cases);
    all[OPS] = (contestant){.name = "grade", .command = ops_command};
    all[EVERYTHING] = (contestant){.name = "  with functions", .command = everything_command};
    all[SCRIPT] = (contestant){.name = "Python + NumPy", .command = script_command};
    if (!compete(all, count, runs, e))
        return false;
    for (size_t k = 0; k < count; k++)
        print_times(&all[k]);
    if (found)
        printf("grade is %.1f times as fast, on the same ops and cases\n",
               median(&all[SCRIPT]) / median(&all[OPS]));
    else
        puts("nothing to compare with: there is no python3 with numpy (Debian: python3-numpy)");
    return true;
}

int main(int argc, char **argv)
{
    error e = {""};
    char cases[] = "/tmp/bench-grade-XXXXXX";
    long runs = argc > 1 ? strtol(argv[1], NULL, 10) : RUNS;
    contestant *contestants = calloc(CONTESTANTS, sizeof *contestants);
    bool done = false;
    if (argc > 2 || runs < 1 || runs > MOST_RUNS)
        fail(&e, "usage: bench-grade [RUNS], 1 to %d", MOST_RUNS);
    else if (!contestants)
        fail(&e, "no memory");
    else if (pin_to_one_core(&e) && write_cases(cases, &e)) {
        fflush(stdout);
        done = bench((size_t)runs, contestants, cases, &e);
        unlink(cases);
    }
    free(contestants);
    if (!done)
        fprintf(stderr, "bench-grade: %s\n", e.text);
    return done ? 0 : 2;
}
