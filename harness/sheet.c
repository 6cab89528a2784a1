#include "sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The student's name where none is given: the file's, or its folder's for a plain submission.so. */
static void name_student(sheet *s, const char *student)
{
    char path[4096];
    if (*student) {
        snprintf(s->student, sizeof s->student, "%s", student);
        return;
    }
    snprintf(path, sizeof path, "%s", s->path);
    char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    if (strcmp(base, "submission.so") == 0 && slash && slash != path) {
        *slash = '\0';
        char *above = strrchr(path, '/');
        base = above ? above + 1 : path;
    } else {
        char *dot = strrchr(base, '.');
        if (dot && dot != base)
            *dot = '\0';
    }
    snprintf(s->student, sizeof s->student, "%.*s", STUDENT_NAME - 1, *base ? base : "submission");
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
    s->item_count = item_count;
    s->started = time(NULL);
    name_student(s, student);
    return s;
}

void sheet_free(sheet *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->item_count; i++)
        for (size_t k = 0; k < MAX_PARTS; k++) {
            part *p = &s->items[i].parts[k];
            for (size_t c = 0; c < p->count; c++)
                free(p->cases[c].printed);
            free(p->cases);
        }
    free(s->items);
    free(s);
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
