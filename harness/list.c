#include "list.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static int is_assignment(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && entry->d_name[0] != '.' && strcmp(dot, ".xml") == 0;
}

/* All that can be read; fails with the first that cannot. */
static bool list_assignments(FILE *out, const char *directory, error *e)
{
    struct dirent **entries;
    int count = scandir(directory, &entries, is_assignment, alphasort);
    if (count < 0)
        return fail(e, "%s: %s", directory, strerror(errno));
    bool ok = true;
    fputs("assignments:\n", out);
    for (int i = 0; i < count; i++) {
        assignment *a = NULL;
        error later;
        char *name = entries[i]->d_name;
        *strrchr(name, '.') = '\0';
        if (assignment_open(&a, directory, name, ok ? e : &later))
            fprintf(out, "  %-8s %s\n", a->name, a->title);
        else
            ok = false;
        assignment_close(a);
        free(entries[i]);
    }
    free(entries);
    return ok;
}

/* What is printed behind a task's name and points: on their line if it fits, else the formula on
 * one of its own. at: the column. options: attributes or settings. */
static void list_formula(FILE *out, size_t at, const char *signature, const char *options,
                         const char *formula)
{
    char text[400];
    int length = snprintf(text, sizeof text, "%s%s%s", signature, *options ? "; " : "", options);
    bool fits = at + (size_t)length + strlen(", ") + strlen(formula) <= TEXT_COLUMNS;
    text_print(out, text, at, 8);
    fputs(fits ? ", " : "\n        ", out);
    text_print(out, formula, fits ? at + (size_t)length + 2 : 8, 8);
    fputc('\n', out);
}

static void list_task(FILE *out, const op_task *t)
{
    int at = fprintf(out, "  %-28s %g + %g + %g  ", t->op->name, t->points[FORWARD],
                     t->points[BACKWARD], t->points[JVP]);
    list_formula(out, (size_t)at, t->op->signature, t->op->attributes, t->op->formula);
}

static void list_function(FILE *out, const function_task *t)
{
    int at = fprintf(out, "  %-28s %g  ", t->f->name, t->points);
    list_formula(out, (size_t)at, t->f->signature, t->f->settings, t->f->formula);
}

static void list_training(FILE *out, const training_task *t)
{
    int at = fprintf(out, "  %-28s %g + %g + %g  ", t->name, t->points[PART_STEPS],
                     t->points[PART_THRESHOLD], t->points[PART_SWEEP]);
    list_formula(out, (size_t)at, t->t->name, t->t->signature, t->t->formula);
}

bool list_print(FILE *out, const assignment *a, const char *directory, error *e)
{
    bool ok = list_assignments(out, directory, e);
    if (a->task_count)
        fprintf(out, "\nops of %s (points forward + backward + jvp):\n", a->name);
    for (size_t i = 0; i < a->task_count; i++)
        list_task(out, &a->task[i]);
    if (a->function_count)
        fprintf(out, "\nfunctions of %s (points):\n", a->name);
    for (size_t i = 0; i < a->function_count; i++)
        list_function(out, &a->function[i]);
    if (a->training_count)
        fprintf(out, "\ntrainings of %s (points steps + threshold + sweep):\n", a->name);
    for (size_t i = 0; i < a->training_count; i++)
        list_training(out, &a->training[i]);
    return ok;
}
