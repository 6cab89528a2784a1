/* id=X29 outcome=completed prints=done */
#include "prelude.h"

static int compare(const void *a, const void *b)
{
    return *(const double *)a < *(const double *)b;
}

/* Not hostile: what the C library does on behalf of ordinary code is allowed. */
FORWARD
{
    struct timespec t = {0, 1000};
    double *copy = malloc(1 << 20);
    memset(copy, 0, 1 << 20);
    memcpy(copy, x, n * sizeof *x);
    qsort(copy, (1 << 20) / sizeof *copy, sizeof *copy, compare);
    copy = realloc(copy, 1 << 23);
    free(copy);
    nanosleep(&t, NULL);
    srand((unsigned)time(NULL) + (unsigned)clock());
    rand();
    getchar();
    fprintf(stderr, "%d of %ld\n", getpid(), sysconf(_SC_NPROCESSORS_ONLN) > 0 ? 1L : 0L);
    puts("done");
    return right(x, n, y);
}
