#include "list.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static int is_assignment(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && dot != entry->d_name && strcmp(dot, ".xml") == 0;
}

static bool list_assignments(FILE *out, const char *directory, error *e)
{
    struct dirent **entries;
    int count = scandir(directory, &entries, is_assignment, alphasort);
    if (count < 0)
        return fail(e, "%s: %s", directory, strerror(errno));
    bool ok = true;
    fputs("assignments:\n", out);
    for (int i = 0; i < count; i++) {
        char path[4096];
        assignment *a = NULL;
        snprintf(path, sizeof path, "%s/%s", directory, entries[i]->d_name);
        if (ok && assignment_open(&a, directory, path, e))
            fprintf(out, "  %-8s %s\n", a->name, a->title);
        else
            ok = false;
        assignment_close(a);
        free(entries[i]);
    }
    free(entries);
    return ok;
}

bool list_print(FILE *out, const assignment *a, const char *directory, error *e)
{
    if (!list_assignments(out, directory, e))
        return false;
    fprintf(out, "\nops of %s (points forward + backward + jvp):\n", a->name);
    for (size_t i = 0; i < a->task_count; i++) {
        const op_task *t = &a->task[i];
        char what[512];
        int at = fprintf(out, "  %-25s %g + %g + %g  ", t->op->name, t->points[FORWARD],
                         t->points[BACKWARD], t->points[JVP]);
        snprintf(what, sizeof what, "%s%s%s, %s", t->op->signature, *t->op->attributes ? "; " : "",
                 t->op->attributes, t->op->formula);
        text_print(out, what, (size_t)at, (size_t)at);
        fputc('\n', out);
    }
    return true;
}
