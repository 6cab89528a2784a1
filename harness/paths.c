#include "paths.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

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

bool paths_check_directory(const char *path, const char *option, error *e)
{
    struct stat about;
    if (!*path)
        return true;
    if (stat(path, &about) == 0 && !S_ISDIR(about.st_mode))
        return fail(e, "%s: not a folder, which %s wants", text_tail(path), option);
    if (access(path, X_OK) != 0)
        return fail(e, "%s: %s; %s DIR names a folder", text_tail(path), strerror(errno), option);
    return true;
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
    if (!paths_check_directory(p->cases, "--cases", e))
        return false;
    if (access(p->worker, X_OK) != 0)
        return fail(e, "%s: %s; --worker FILE names the grade-worker", text_tail(p->worker),
                    strerror(errno));
    return true;
}

bool paths_same_file(const char *path, const char *other)
{
    struct stat a, b;
    return stat(path, &a) == 0 && stat(other, &b) == 0 && S_ISREG(a.st_mode) &&
           a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* Whether path is a file of its name in this part of the folder of cases. */
static bool is_among(const paths *p, const char *part, const char *path)
{
    char file[sizeof p->cases + PATH_MAX];
    snprintf(file, sizeof file, "%s%s%s", p->cases, part, strrchr(path, '/'));
    return paths_same_file(path, file);
}

bool paths_check_report(const paths *p, const char *assignment, const char *report, error *e)
{
    char path[PATH_MAX], own[PATH_MAX];
    if (!realpath(report, path)) /* it takes no place */
        return true;
    const char *name = strrchr(path, '/') + 1;
    snprintf(own, sizeof own, "%s.xml", assignment);
    if (paths_same_file(path, p->worker) || is_among(p, "/ops", path) ||
        is_among(p, "/functions", path) ||
        (is_among(p, "", path) && (strcmp(name, own) == 0 || strstr(name, ".xsd"))))
        return fail(e, "--junit %s: this file is to be read, not written; name another",
                    text_tail(report));
    return true;
}
