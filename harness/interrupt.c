#include "interrupt.h"

#include <signal.h>
#include <stddef.h>

/* A handler is given nothing and so can reach only what is static. */
static volatile sig_atomic_t came;

static void note(int number)
{
    came = number;
}

void interrupt_watch(void)
{
    static const int watched[] = {SIGINT, SIGTERM};
    /* SA_RESETHAND: the next one of the kind does what it does by default. */
    struct sigaction old, ask = {.sa_handler = note, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&ask.sa_mask);
    for (size_t i = 0; i < sizeof watched / sizeof *watched; i++)
        if (sigaction(watched[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(watched[i], &ask, NULL);
}

int interrupt_came(void)
{
    return came;
}

bool interrupt_check(error *e)
{
    if (!came)
        return true;
    return fail(e, "interrupted by SIG%s", came == SIGINT ? "INT" : "TERM");
}
