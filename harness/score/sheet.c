#include "sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* The student's name where none is given: the file's, or its folder's for a plain submission.so. */
static void name_student(sheet *s, const char *student)
{
    char path[4096];
    snprintf(path, sizeof path, "%s", s->path);
    char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    if (*student) {
        base = NULL;
    } else if (strcmp(base, "submission.so") == 0 && slash && slash != path) {
        *slash = '\0';
        char *above = strrchr(path, '/');
        base = above ? above + 1 : path;
        if (strcmp(base, ".") == 0 || strcmp(base, "..") == 0)
            base = "submission";
    } else {
        char *dot = strrchr(base, '.');
        if (dot && dot != base)
            *dot = '\0';
    }
    text_escape(s->student, sizeof s->student, base ? base : student, 0);
    if (!*s->student)
        strcpy(s->student, "submission");
}

sheet *sheet_new(const plan *p, const char *path, const char *student, size_t item_count)
{
    sheet *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->items = calloc(item_count, sizeof *s->items);
    if (!s->items) {
        free(s);
        return NULL;
    }
    s->plan = p;
    s->path = path;
    s->command = "grade";
    s->item_count = item_count;
    s->started = time(NULL);
    name_student(s, student);
    return s;
}

void item_clear(item *it)
{
    for (size_t k = 0; k < MAX_PARTS; k++) {
        for (size_t c = 0; c < it->parts[k].count; c++)
            free(it->parts[k].cases[c].printed);
        free(it->parts[k].cases);
    }
    *it = (item){0};
}

void sheet_free(sheet *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->item_count; i++)
        item_clear(&s->items[i]);
    free(s->items);
    free(s);
}

void sheet_student_word(char word[STUDENT_NAME], const sheet *s)
{
    strcpy(word, s->student);
    for (char *c = word; *c; c++)
        if (strchr(". /", *c))
            *c = '_';
}

static bool is_taken(const sheet *s, sheet *const before[], size_t count)
{
    char own[STUDENT_NAME], other[STUDENT_NAME];
    sheet_student_word(own, s);
    for (size_t i = 0; i < count; i++) {
        sheet_student_word(other, before[i]);
        if (strcmp(own, other) == 0)
            return true;
    }
    return false;
}

/* Whether it is the name, or the name with a number that tells it apart. */
static bool is_numbered(const char *student, const char *name)
{
    size_t length = strlen(name);
    if (strncmp(student, name, length) != 0)
        return false;
    const char *rest = student + length;
    return *rest == '\0' ||
           (*rest == '-' && rest[1] && strspn(rest + 1, "0123456789") == strlen(rest + 1));
}

void sheet_tell_apart(sheet *s, sheet *const before[], size_t count)
{
    char name[STUDENT_NAME - 22]; /* leaves room for any number */
    size_t same = 0;
    text_escape(name, sizeof name, s->student, 0);
    for (size_t i = 0; i < count; i++)
        same += is_numbered(before[i]->student, name);
    for (size_t number = same > 1 ? same + 1 : 2; is_taken(s, before, count); number++)
        snprintf(s->student, sizeof s->student, "%s-%zu", name, number);
}

char *sheet_replay_command(char *text, size_t size, const sheet *s, const item *it,
                           const case_mark *c)
{
    char path[4096], seed[SEED_TEXT + 1] = "", which[2 * CASE_NAME + SEED_TEXT], word[512];
    if (!c->is_public)
        snprintf(seed, sizeof seed, "@%s", s->plan->seed);
    snprintf(which, sizeof which, "%s/%s%s", it->name, c->name, seed);
    snprintf(text, size, "%s --replay %s %s", s->command, text_shell_word(word, sizeof word, which),
             text_shell_word(path, sizeof path, s->path));
    return text;
}

bool part_open(part *p, const char *name, double points, size_t case_count)
{
    p->cases = calloc(case_count, sizeof *p->cases);
    if (!p->cases)
        return false;
    p->name = name;
    p->points = points;
    p->count = case_count;
    return true;
}

void sheet_score(sheet *s, part *p)
{
    size_t passed = 0;
    double credit = 0;
    for (size_t i = 0; i < p->count; i++) {
        if (p->cases[i].kind == VERDICT_PASSED)
            passed++;
        credit += p->cases[i].credit;
    }
    p->score = score_cases(p->points, credit, passed, p->count);
    s->total = score_add(s->total, p->score);
}

bool part_follows(const part *p)
{
    bool follows = false;
    for (size_t i = 0; i < p->count; i++) {
        if (p->cases[i].kind != VERDICT_PASSED && !p->cases[i].follows)
            return false;
        follows = follows || p->cases[i].follows;
    }
    return follows;
}

bool part_missing(const part *p)
{
    return p->count && p->cases[0].kind == VERDICT_NOT_IMPLEMENTED;
}

bool part_interrupted(const part *p)
{
    return p->count && p->cases[0].kind == VERDICT_INTERRUPTED;
}

void item_interrupt(item *it, const char *why)
{
    for (size_t k = 0; k < MAX_PARTS; k++)
        for (size_t c = 0; c < it->parts[k].count; c++) {
            case_mark *m = &it->parts[k].cases[c];
            m->kind = VERDICT_INTERRUPTED;
            snprintf(m->reason, sizeof m->reason, "not graded: %s", why);
        }
}
