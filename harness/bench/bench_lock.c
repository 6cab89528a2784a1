/* bench-lock [ROUNDS] - what the lock costs: for each worker and in whole runs of grade, with it
 * and with a worker made for tests that leaves out all but the other user. Turn and turn about, on
 * one core, with the reference as the submission; what one costs more is the median over the
 * rounds, as the machine's speed changes from round to round. Exit status: 0 measured, 2 not. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "lock_layers.h"
#include "open_worker.h"
#include "sandbox.h"
#include "tensor.h"

enum { ROUNDS = 20, MOST_ROUNDS = 1000, WORKERS_PER_ROUND = 50, ELEMENTS = 8 };
enum { LOCKED, OPEN, KINDS };

static const unsigned without[KINDS] = {[OPEN] = 1U << LAYER_NAMESPACES | 1U << LAYER_SECCOMP |
                                                 1U << LAYER_LANDLOCK | 1U << LAYER_LIMITS |
                                                 1U << LAYER_DESCRIPTORS};

/* Times in milliseconds, and the worker that they are of. */
typedef struct measured {
    char worker[OPEN_WORKER_PATH];
    size_t count;
    double per_worker[MOST_ROUNDS], per_run[MOST_ROUNDS];
} measured;

static double milliseconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static bool call_square(sandbox *box, error *e)
{
    static const op square = {.name = "square", .input_count = 1};
    size_t dims[1] = {ELEMENTS};
    double x[ELEMENTS] = {0}, y[ELEMENTS];
    tensor in = {1, dims, x}, out = {1, dims, y};
    const attributes none = {0};
    const call c = {.op = &square, .in = {&in}, .attr = &none, .result = {&out}};
    observation seen;
    if (!sandbox_call(box, &c, &seen, e))
        return false;
    return seen.outcome == CALL_COMPLETED ||
           fail(e, "the reference's square ended with outcome %d", seen.outcome);
}

/* The time of one worker from its birth to its end, with one call. */
static bool time_workers(const char *worker, const submission *s, double *each, error *e)
{
    const limits allowed = {.call_seconds = 5,
                            .wall_factor = 10,
                            .memory_bytes = 512 << 20,
                            .printed_bytes = 1 << 16,
                            .file_bytes = 16 << 20};
    sandbox *box = NULL;
    if (!sandbox_open(&box, worker, s, &allowed, e))
        return false;
    bool ok = true;
    double start = milliseconds_now();
    for (int i = 0; i < WORKERS_PER_ROUND && ok; i++) {
        ok = call_square(box, e);
        sandbox_renew(box);
    }
    *each = (milliseconds_now() - start) / WORKERS_PER_ROUND;
    sandbox_close(box);
    return ok;
}

static bool time_run(char *worker, double *all, error *e)
{
    char *const command[] = {GRADE, "--seed",       "bench",   "--worker", worker,
                             "-a",  OPS_ASSIGNMENT, REFERENCE, NULL};
    pid_t child;
    int ending = -1;
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    double start = milliseconds_now();
    int problem = posix_spawn(&child, GRADE, &files, NULL, command, environ);
    posix_spawn_file_actions_destroy(&files);
    if (problem)
        return fail(e, "%s: %s", GRADE, strerror(problem));
    if (waitpid(child, &ending, 0) != child || ending != 0)
        return fail(e, "%s: ended with %d; a time of it means nothing", GRADE, ending);
    *all = milliseconds_now() - start;
    return true;
}

static bool measure(measured m[KINDS], size_t rounds, const submission *s, error *e)
{
    for (size_t i = 0; i <= rounds; i++)
        for (size_t turn = 0; turn < KINDS; turn++) {
            const size_t k = i % 2 ? KINDS - 1 - turn : turn; /* each is first as often */
            size_t at = m[k].count;
            if (!time_workers(m[k].worker, s, &m[k].per_worker[at], e) ||
                !time_run(m[k].worker, &m[k].per_run[at], e))
                return false;
            m[k].count += i > 0; /* the first brings all files into memory */
        }
    return true;
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double times[], size_t count)
{
    qsort(times, count, sizeof *times, compare_numbers);
    return (times[(count - 1) / 2] + times[count / 2]) / 2;
}

static void print_costs(measured m[KINDS])
{
    const size_t count = m[LOCKED].count;
    double more_ms[MOST_ROUNDS], more_percent[MOST_ROUNDS], worker[KINDS], run[KINDS];
    for (size_t i = 0; i < count; i++) {
        more_ms[i] = m[LOCKED].per_worker[i] - m[OPEN].per_worker[i];
        more_percent[i] = 100 * (m[LOCKED].per_run[i] / m[OPEN].per_run[i] - 1);
    }
    for (size_t k = 0; k < KINDS; k++) {
        worker[k] = median(m[k].per_worker, count);
        run[k] = median(m[k].per_run, count);
    }
    printf("a worker:    %7.3f ms with the lock, %7.3f ms without: %+.3f ms\n", worker[LOCKED],
           worker[OPEN], median(more_ms, count));
    printf("a whole run: %7.1f ms with the lock, %7.1f ms without: %+.1f %%\n", run[LOCKED],
           run[OPEN], median(more_percent, count));
}

/* Everything that this process starts shares one core with it. */
static bool pin_to_one_core(error *e)
{
    cpu_set_t one;
    int core = sched_getcpu();
    CPU_ZERO(&one);
    CPU_SET((size_t)(core < 0 ? 0 : core), &one);
    return sched_setaffinity(0, sizeof one, &one) == 0 ||
           fail(e, "cannot stay on core %d: %s", core, strerror(errno));
}

static bool bench(measured m[KINDS], size_t rounds, error *e)
{
    const limits any = {.file_bytes = 16 << 20, .memory_bytes = 512 << 20};
    submission *s = NULL;
    bool grader_fault;
    if (!pin_to_one_core(e) || !submission_open(&s, REFERENCE, &any, &grader_fault, e))
        return false;
    bool ok = true;
    for (size_t k = 0; k < KINDS && ok; k++)
        ok = open_worker_link(m[k].worker, without[k]) ||
             fail(e, "%s: %s", m[k].worker, strerror(errno));
    ok = ok && measure(m, rounds, s, e);
    submission_close(s);
    for (size_t k = 0; k < KINDS; k++)
        unlink(m[k].worker);
    if (ok)
        print_costs(m);
    return ok;
}

int main(int argc, char **argv)
{
    error e = {""};
    long rounds = argc > 1 ? strtol(argv[1], NULL, 10) : ROUNDS;
    measured *m = calloc(KINDS, sizeof *m);
    bool ok = false;
    if (argc > 2 || rounds < 1 || rounds >= MOST_ROUNDS)
        fail(&e, "usage: bench-lock [ROUNDS], 1 to %d", MOST_ROUNDS - 1);
    else
        ok = m ? bench(m, (size_t)rounds, &e) : fail(&e, "no memory");
    if (!ok)
        fprintf(stderr, "bench-lock: %s\n", e.text);
    free(m);
    return ok ? EXIT_SUCCESS : 2;
}
