/* paths.h - where grade finds what belongs to it. */
#ifndef PATHS_H
#define PATHS_H

#include <stdbool.h>

#include "error.h"

typedef struct paths {
    char cases[4096];  /* the folder of assignments and cases */
    char worker[4096]; /* the grade-worker executable */
} paths;

/* Looks beside the running executable, as installed (../share/grade/cases, ../libexec/grade-worker)
 * or as built; an argument that is not empty is taken instead. */
bool paths_find(paths *p, const char *cases, const char *worker, error *e);

/* Fails where path is not "" and is no directory that may be searched. option: for the message. */
bool paths_check_directory(const char *path, const char *option, error *e);

/* Whether both paths lead to one regular file. */
bool paths_same_file(const char *path, const char *other);

/* Fails where a report at this path would take the place of what grade reads: its worker, a case
 * file, a schema, or the assignment of this name. */
bool paths_check_report(const paths *p, const char *assignment, const char *report, error *e);

#endif
