/* options.h - the command line of grade. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "assignment.h"
#include "cases.h"
#include "error.h"

typedef enum action {
    ACTION_GRADE,
    ACTION_REPLAY,
    ACTION_LIST,
    ACTION_HELP,
    ACTION_VERSION
} action;

/* All text is borrowed from argv, except the seed. */
typedef struct options {
    action action;
    const char *assignment; /* name or path */
    const char *cases;      /* directory, "" for the installed one */
    const char *worker;     /* path of grade-worker, "" for the installed one */
    const char *data;       /* directory of MNIST, "" where digits are to be made */
    const char *student;
    const char *op_name;
    char case_name[CASE_NAME];
    char op_of_case[64]; /* the op of --case OP/CASE and --replay, else "" */
    const char *junit;
    const char *seed_file; /* that the seed came from, or "" */
    bool junit_rich;
    bool public_only;
    bool verbose;
    char seed[SEED_TEXT]; /* "" where none is given */
    /* The beginning of a command that grades in the same way: the program, the assignment and where
     * things are, as words of a shell. */
    char command[1024];
    size_t submission_count;
    char **submissions;
} options;

/* Reads the command line. Fails with one line that says what is wrong with which option. */
bool options_parse(options *o, int argc, char **argv, error *e);

/* What --help prints. */
extern const char options_help[];

#endif
