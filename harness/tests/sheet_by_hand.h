/* sheet_by_hand.h - mark sheets made by hand, for tests of what is made from them. */
#ifndef SHEET_BY_HAND_H
#define SHEET_BY_HAND_H

#include <stdlib.h>
#include <string.h>

#include "sheet.h"
#include "testing.h"

static const assignment assignment_by_hand = {.name = "edf9", .title = "An assignment for tests"};
static const plan plan_by_hand = {.assignment = &assignment_by_hand, .seed = "s3cret"};

static inline sheet *sheet_by_hand(const char *path, const char *student, size_t item_count)
{
    sheet *s = sheet_new(&plan_by_hand, path, student, item_count);
    ck_assert_ptr_nonnull(s);
    for (size_t i = 0; i < item_count; i++) {
        s->items[i].group = "ops";
        s->items[i].name = "relu";
    }
    strcpy(s->sha256, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    strcpy(s->layers, "seccomp, Landlock");
    return s;
}

static const char *const case_names_by_hand[] = {"handout", "primes", "kinks", "large", "scalar"};

/* Opens a part of 2 points and of as many cases as kinds are given, the first of them public, and
 * scores it. What can be said of a case is said of those that are wrong. */
static inline part *part_by_hand(sheet *s, item *it, size_t index, const char *name, size_t count,
                                 const verdict_kind kinds[])
{
    part *p = &it->parts[index];
    ck_assert_uint_le(count, sizeof case_names_by_hand / sizeof *case_names_by_hand);
    ck_assert(part_open(p, name, 2, count));
    for (size_t i = 0; i < count; i++) {
        case_mark *c = &p->cases[i];
        c->name = case_names_by_hand[i];
        c->place = "cases/ops/relu.xml:12";
        c->is_public = c->revealed = i == 0;
        c->kind = kinds[i];
        c->credit = kinds[i] == VERDICT_PASSED;
        c->seconds = 0.0125;
        if (kinds[i] == VERDICT_PASSED)
            continue;
        snprintf(c->reason, sizeof c->reason, "%s is wrong", c->name);
        if (c->revealed)
            strcpy(c->numbers, "dx[2]: reference 0.25, (f(x+h)-f(x-h))/2h 0.25, yours -0.5");
    }
    sheet_score(s, p);
    return p;
}

static inline void print_by_hand(case_mark *c, const char *text)
{
    c->printed = strdup(text);
    ck_assert_ptr_nonnull(c->printed);
    c->printed_bytes = strlen(text);
}

#endif
