#include "tally.h"

#include <stdio.h>

static const char *const remark[NAMING_COUNT] = {"", "shared", "not named", "NAMED WRONG"};

void tally_wrong(tally *t, const char *name, bool survived, naming how, const char *said)
{
    t->wrong++;
    if (survived) {
        t->survived++;
        printf("  %-12s %s: %s\n", "SURVIVED", t->kind, name);
        return;
    }
    t->named[how]++;
    if (how != NAMED_RIGHT)
        printf("  %-12s %s: %s%s%s\n", remark[how], t->kind, name, *said ? ": " : "", said);
}

void tally_right(tally *t, const char *name, const char *why)
{
    t->right++;
    t->false_failures += why != NULL;
    if (why)
        printf("  %-12s %s: %s: %s\n", "FAILED", t->kind, name, why);
}

void tally_print_head(void)
{
    printf(
        "\n| variants | wrong | killed | survived | named right | shared | unnamed | named wrong | "
        "right | false failures |\n|---|---|---|---|---|---|---|---|---|---|\n");
}

void tally_print(const tally *t)
{
    printf("| %s | %zu | %zu | %zu | %zu | %zu | %zu | %zu | %zu | %zu |\n", t->kind, t->wrong,
           t->wrong - t->survived, t->survived, t->named[NAMED_RIGHT], t->named[NAMED_SHARED],
           t->named[NAMED_NOT], t->named[NAMED_WRONG], t->right, t->false_failures);
}

bool tally_good(const tally *t)
{
    return !t->survived && !t->false_failures && !t->named[NAMED_WRONG] &&
           100 * t->named[NAMED_RIGHT] >= 95 * (t->wrong - t->survived);
}
