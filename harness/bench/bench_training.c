/* bench-training [DIR] [ROUNDS] - seconds for one epoch of the reference's training, 784-H-10 in
 * double precision, beside the bare matrix products of the same shapes and, where it is installed,
 * PyTorch with one and with two threads. To an epoch of the reference belongs a tenth of the time
 * that its lists of non-zero pixels take, which are made once for a training of ten.
 *
 * DIR holds MNIST; without it (or for DIR -) the data are as many synthetic digits. All contestants
 * take turns, an epoch each, ROUNDS times; what is printed are medians and, for the ratios, medians
 * of the rounds' ratios, which a busy machine disturbs less. What runs on one thread is measured in
 * seconds of the processor, PyTorch on two threads by the clock on the wall. Exit status: 0
 * measured, 2 not. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "data/digits.h"
#include "data/idx.h"
#include "products.h"
#include "tensor.h"
#include "training_run.h"

enum { ROUNDS = 5, MOST_ROUNDS = 100, TRAIN_COUNT = 60000, MOST_THREADS = 2 };

typedef struct shape {
    size_t hidden, batch;
    const char *activation;
    bool dense; /* no pixel is 0 */
} shape;

static const shape shapes[] = {
    {128, 100, "relu", false},   {128, 100, "sigmoid", false}, {256, 64, "relu", false},
    {256, 64, "sigmoid", false}, {128, 100, "relu", true},     {256, 64, "sigmoid", true},
};

/* The seconds of every round. */
typedef struct timing {
    double floor, reference, torch[MOST_THREADS];
} timing;

/* Of the processor: all of this is one thread, and other processes shall not count. */
static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare_numbers);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

/* --- the bare products ------------------------------------------------------------------------ */

#define MATRIX(rows, columns, elements)                                                            \
    (&(tensor){.rank = 2, .dims = (size_t[]){rows, columns}, .data = elements})

/* What one layer after the other multiplies, without anything in between. */
typedef struct workspace {
    double *W1, *W2, *A, *Z;
} workspace;

static bool workspace_open(workspace *w, const dataset *d, const shape *s, error *e)
{
    const size_t H = s->hidden,
                 sizes[] = {d->features * H, H * d->classes, s->batch * H, s->batch * d->classes};
    double **arrays[] = {&w->W1, &w->W2, &w->A, &w->Z};
    bool made = true;
    for (size_t i = 0; i < 4; i++) {
        const size_t bytes = (sizes[i] * sizeof(double) + 63) / 64 * 64;
        *arrays[i] = aligned_alloc(64, bytes);
        made = made && *arrays[i];
        if (*arrays[i])
            memset(*arrays[i], 0, bytes);
    }
    return made || fail(e, "no memory");
}

static void workspace_close(workspace *w)
{
    free(w->W1);
    free(w->W2);
    free(w->A);
    free(w->Z);
}

/* The five products of a step, for the rows of d. They are of zeros: how long they take does not
 * depend on the numbers. */
static void run_products(const workspace *w, const dataset *d, const shape *s)
{
    const size_t D = d->features, H = s->hidden, C = d->classes;
    for (size_t first = 0; first < d->count; first += s->batch) {
        const size_t N = d->count - first < s->batch ? d->count - first : s->batch;
        const tensor *X = MATRIX(N, D, d->x + first * D), *W1 = MATRIX(D, H, w->W1);
        const tensor *W2 = MATRIX(H, C, w->W2), *A = MATRIX(N, H, w->A), *Z = MATRIX(N, C, w->Z);
        product_add_ab(X, W1, A);
        product_add_ab(A, W2, Z);
        product_add_atb(A, Z, W2);
        product_add_abt(Z, W2, A);
        product_add_atb(X, A, W1);
    }
}

/* --- PyTorch ---------------------------------------------------------------------------------- */

typedef struct peer {
    pid_t pid; /* 0: there is none */
    FILE *to, *from;
} peer;

static bool peer_open(peer *p, char *const command[])
{
    int in[2], out[2];
    char version[64];
    *p = (peer){0};
    if (pipe2(in, O_CLOEXEC) != 0)
        return false;
    if (pipe2(out, O_CLOEXEC) != 0) {
        close(in[0]);
        close(in[1]);
        return false;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (posix_spawnp(&p->pid, command[0], &actions, NULL, command, environ) != 0)
        p->pid = 0;
    posix_spawn_file_actions_destroy(&actions);
    close(in[0]);
    close(out[1]);
    p->to = fdopen(in[1], "w");
    p->from = fdopen(out[0], "r");
    return p->pid > 0 && p->to && p->from && fgets(version, sizeof version, p->from);
}

static void peer_close(peer *p)
{
    if (p->to)
        fclose(p->to);
    if (p->from)
        fclose(p->from);
    if (p->pid > 0)
        waitpid(p->pid, NULL, 0);
    *p = (peer){0};
}

/* Seconds of one epoch with that many threads; 0 where there is no peer. */
static double peer_epoch(const peer *p, int threads)
{
    char answer[64];
    if (!p->pid)
        return 0;
    fprintf(p->to, "%d\n", threads);
    fflush(p->to);
    return fgets(answer, sizeof answer, p->from) ? strtod(answer, NULL) : 0;
}

/* Starts the first Python that has PyTorch, if any. images, labels: files of them. */
static void peer_find(peer *p, const shape *s, size_t inputs, const char *images,
                      const char *labels)
{
    static const char *const candidates[] = {"python3", "/usr/bin/python3"};
    char script[] = TORCH_SCRIPT, sizes[3][24], files[2][64], unit[16], python[32];
    snprintf(sizes[0], sizeof sizes[0], "%zu", inputs);
    snprintf(sizes[1], sizeof sizes[1], "%zu", s->hidden);
    snprintf(sizes[2], sizeof sizes[2], "%zu", s->batch);
    snprintf(files[0], sizeof files[0], "%s", images);
    snprintf(files[1], sizeof files[1], "%s", labels);
    snprintf(unit, sizeof unit, "%s", s->activation);
    char *const command[] = {python,   script,   files[0], files[1], sizes[0],
                             sizes[1], sizes[2], unit,     NULL};
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        snprintf(python, sizeof python, "%s", candidates[i]);
        if (peer_open(p, command))
            return;
        peer_close(p);
    }
}

/* --- the reference ---------------------------------------------------------------------------- */

/* The data in slices, so that the reference and the bare products can take turns so often that
 * what else the machine does hits both alike. */
enum { SLICES = 20 };

typedef struct contender {
    mlp *m;
    training_data *data[SLICES];
    dataset slice[SLICES];
    recipe r[SLICES];
    sparse_batches *listed[SLICES];
    double list_seconds;
} contender;

static void reference_close(contender *f)
{
    for (size_t i = 0; i < SLICES; i++) {
        sparse_close(f->listed[i]);
        training_data_close(f->data[i]);
    }
    mlp_close(f->m);
}

/* Release: reference_close, also where this fails. */
static bool reference_open(contender *f, const dataset *d, const shape *s, error *e)
{
    char name[32];
    snprintf(name, sizeof name, "mlp_%s", s->activation);
    const training *t = training_find(name);
    const network_size size = {.inputs = d->features, .hidden = s->hidden, .outputs = d->classes};
    const size_t each = (d->count + SLICES - 1) / SLICES;
    parameters p;
    *f = (contender){0};
    if (!parameters_new(&p, t, &size, "bench", e))
        return false;
    op_status status = mlp_open(&f->m, t->model, d->features, p.at, p.count, s->batch);
    parameters_free(&p);
    const double begin = seconds_now();
    for (size_t i = 0; status == OP_OK && i < SLICES; i++) {
        f->slice[i] = dataset_view(d, i * each, each);
        f->r[i] = (recipe){.batch_size = s->batch, .learning_rate = 0.1};
        if (!training_data_open(&f->data[i], t, &f->slice[i], e))
            return false;
        training_data_fill(f->data[i], &f->r[i]);
        status = sparse_open(&f->listed[i], f->r[i].X, s->batch);
    }
    f->list_seconds = seconds_now() - begin;
    return status == OP_OK || fail(e, "%s: no memory for it", name);
}

/* One epoch of each, slice by slice. */
static bool run_slices(contender *f, const workspace *w, const shape *s, timing *t)
{
    t->floor = 0;
    t->reference = f->list_seconds / 10;
    for (size_t i = 0; i < SLICES; i++) {
        const double begin = seconds_now();
        run_products(w, &f->slice[i], s);
        const double between = seconds_now();
        if (mlp_epoch(f->m, &f->r[i], f->listed[i]) != OP_OK)
            return false;
        t->floor += between - begin;
        t->reference += seconds_now() - between;
    }
    return true;
}

/* --- the race --------------------------------------------------------------------------------- */

static double best_torch(const timing *t)
{
    return t->torch[0] < t->torch[1] ? t->torch[0] : t->torch[1];
}

static void print_times(const shape *s, const timing *times, size_t rounds)
{
    double floor[MOST_ROUNDS], reference[MOST_ROUNDS], share[MOST_ROUNDS], torch[2][MOST_ROUNDS];
    double gain[MOST_ROUNDS];
    for (size_t i = 0; i < rounds; i++) {
        const timing *t = &times[i];
        floor[i] = t->floor;
        reference[i] = t->reference;
        share[i] = t->reference / t->floor;
        torch[0][i] = t->torch[0];
        torch[1][i] = t->torch[1];
        gain[i] = best_torch(t) / t->reference;
    }
    printf("H=%-3zu B=%-3zu %-7s %-6s  products %.3f  reference %.3f = %.2f of them", s->hidden,
           s->batch, s->activation, s->dense ? "dense" : "", median(floor, rounds),
           median(reference, rounds), median(share, rounds));
    if (best_torch(times) > 0)
        printf("  PyTorch %.3f, 2 threads %.3f: %.2f times the reference", median(torch[0], rounds),
               median(torch[1], rounds), median(gain, rounds));
    putchar('\n');
    fflush(stdout);
}

static bool race(const shape *s, const dataset *d, size_t rounds, const char *images,
                 const char *labels, error *e)
{
    timing times[MOST_ROUNDS];
    contender f;
    workspace w = {0};
    peer p = {0};
    bool done = false;
    if (!reference_open(&f, d, s, e) || !workspace_open(&w, d, s, e))
        goto done;
    if (!s->dense) /* PyTorch takes no notice of zeros */
        peer_find(&p, s, d->features, images, labels);
    timing first = {0};
    done = run_slices(&f, &w, s, &first);
    for (int threads = 1; threads <= MOST_THREADS; threads++)
        first.torch[threads - 1] = peer_epoch(&p, threads);
    for (size_t i = 0; done && i < rounds; i++) {
        times[i] = first;
        done = run_slices(&f, &w, s, &times[i]);
        for (int threads = 1; threads <= MOST_THREADS; threads++)
            if (first.torch[threads - 1] < 2 * best_torch(&first)) /* no use in waiting for it */
                times[i].torch[threads - 1] = peer_epoch(&p, threads);
    }
    if (done)
        print_times(s, times, rounds);
    else
        fail(e, "the reference could not train");
done:
    peer_close(&p);
    workspace_close(&w);
    reference_close(&f);
    return done;
}

/* The notebook's training from the first number read to the last one written. */
static bool time_notebook(const dataset *train, const dataset *test, error *e)
{
    static const sweep_setting notebook[] = {{0.5, 64, 1}};
    const recipe r = {.epochs = 10, .batch_size = 64};
    sweep_result result;
    const double begin = seconds_now();
    if (!training_sweep(&result, training_find("mlp_sigmoid"), &r, train, test, notebook, 1,
                        "bench", e))
        return false;
    printf("10 epochs, 64 sigmoid units, batch 64, evaluated: %.2f s, test error %.2f %%\n",
           seconds_now() - begin, 100 * result.test.error);
    return true;
}

/* --- data ------------------------------------------------------------------------------------- */

/* A file in memory, under a name that a child can open. */
static bool share(char name[64], const void *data, size_t bytes, error *e)
{
    const int fd = memfd_create("bench-training", 0);
    if (fd < 0)
        return fail(e, "memfd_create: %s", strerror(errno));
    snprintf(name, 64, "/proc/%ld/fd/%d", (long)getpid(), fd);
    for (size_t at = 0; at < bytes;) {
        const ssize_t written = write(fd, (const char *)data + at, bytes - at);
        if (written <= 0)
            return fail(e, "no memory for a copy of the data");
        at += (size_t)written;
    }
    return true;
}

static bool bench(const dataset *train, const dataset *test, dataset *dense, size_t rounds,
                  error *e)
{
    char images[64], labels[64];
    const size_t pixels = train->count * train->features;
    if (!share(images, train->x, pixels * sizeof *train->x, e) ||
        !share(labels, train->label, train->count * sizeof *train->label, e) ||
        !time_notebook(train, test, e))
        return false;
    for (size_t i = 0; i < pixels; i++)
        dense->x[i] = train->x[i] + 0.01;
    memcpy(dense->label, train->label, train->count * sizeof *train->label);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (!race(&shapes[i], shapes[i].dense ? dense : train, rounds, images, labels, e))
            return false;
    return true;
}

int main(int argc, char **argv)
{
    error e = {""};
    const char *directory = argc > 1 && strcmp(argv[1], "-") != 0 ? argv[1] : NULL;
    const long rounds = argc > 2 ? strtol(argv[2], NULL, 10) : ROUNDS;
    dataset *train = NULL, *test = NULL, *dense = NULL;
    bool done = false;
    signal(SIGPIPE, SIG_IGN);
    if (argc > 3 || rounds < 1 || rounds > MOST_ROUNDS)
        fail(&e, "usage: bench-training [DIR] [ROUNDS], 1 to %d", MOST_ROUNDS);
    else if (directory ? dataset_read_mnist(&train, &test, directory, &e)
                       : dataset_digits(&train, &test, TRAIN_COUNT, TRAIN_COUNT / 6, "bench", &e)) {
        dense = dataset_new(train->count, train->features, 0, train->classes);
        done = dense ? bench(train, test, dense, (size_t)rounds, &e) : fail(&e, "no memory");
    }
    dataset_free(train);
    dataset_free(test);
    dataset_free(dense);
    if (!done)
        fprintf(stderr, "bench-training: %s\n", e.text);
    return done ? 0 : 2;
}
