#include "interrupt.h"

#include <signal.h>
#include <stddef.h>

/* Of a terminal that is closed, of a key, of kill. */
static const struct {
    int number;
    const char *name;
} watched[] = {{SIGHUP, "SIGHUP"}, {SIGINT, "SIGINT"}, {SIGTERM, "SIGTERM"}};

enum { WATCHED_COUNT = sizeof watched / sizeof *watched };

/* A handler is given nothing and so can reach only what is static. */
static volatile sig_atomic_t came;

static void note(int number)
{
    came = number;
}

void interrupt_watch(void)
{
    /* SA_RESETHAND: the next one of the kind does what it does by default. */
    struct sigaction old, ask = {.sa_handler = note, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&ask.sa_mask);
    for (size_t i = 0; i < WATCHED_COUNT; i++)
        if (sigaction(watched[i].number, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(watched[i].number, &ask, NULL);
}

int interrupt_came(void)
{
    return came;
}

bool interrupt_check(error *e)
{
    for (size_t i = 0; i < WATCHED_COUNT; i++)
        if (came == watched[i].number)
            return fail(e, "interrupted by %s", watched[i].name);
    return true;
}
