#include "paths.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The folder of the running executable. */
static bool own_folder(char folder[2048], error *e)
{
    ssize_t length = readlink("/proc/self/exe", folder, 2047);
    if (length <= 0 || length >= 2047)
        return fail(e, "/proc/self/exe: %s; grade needs /proc", strerror(errno));
    folder[length] = '\0';
    *strrchr(folder, '/') = '\0';
    return true;
}

/* The first of the two that is there. */
static void pick(char chosen[4096], const char *folder, const char *installed, const char *built)
{
    snprintf(chosen, 4096, "%s/%s", folder, installed);
    if (access(chosen, R_OK) != 0)
        snprintf(chosen, 4096, "%s", built);
}

bool paths_find(paths *p, const char *cases, const char *worker, error *e)
{
    char folder[2048], built_worker[4096];
    if (!own_folder(folder, e))
        return false;
    snprintf(built_worker, sizeof built_worker, "%s/grade-worker", folder);
    pick(p->cases, folder, "../share/grade/cases", GRADE_CASES);
    pick(p->worker, folder, "../libexec/grade-worker", built_worker);
    if (*cases)
        snprintf(p->cases, sizeof p->cases, "%s", cases);
    if (*worker)
        snprintf(p->worker, sizeof p->worker, "%s", worker);
    if (access(p->cases, R_OK | X_OK) != 0)
        return fail(e, "%s: %s; --cases DIR names the folder of assignments", p->cases,
                    strerror(errno));
    if (access(p->worker, X_OK) != 0)
        return fail(e, "%s: %s; --worker FILE names the grade-worker", p->worker, strerror(errno));
    return true;
}
