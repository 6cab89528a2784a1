/* submission.h - a submitted shared object: one sealed copy of it, and what its ELF tables say.
 *
 * The file is read once, into a memfd that nobody can change any more; everything after that - the
 * check, the SHA-256, the worker's dlopen - looks at that copy. Nothing of it is ever executed in
 * this process. */
#ifndef SUBMISSION_H
#define SUBMISSION_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"
#include "submission_limits.h"

typedef struct submission submission;

/* Reads and checks the file: a regular file of at most limits->file_bytes, an x86-64 ELF shared
 * object whose segments lie inside the file, not writable and executable at once, no executable
 * stack, no run path, needing only libraries that the worker provides. Fails with one line that
 * says what is wrong with the file and what to do; that is the student's failure, not the
 * grader's, except where *grader_fault is set (no memory, no descriptors). */
bool submission_open(submission **out, const char *path, const limits *limits, bool *grader_fault,
                     error *e);
void submission_close(submission *s);

const char *submission_path(const submission *s);
const char *submission_sha256(const submission *s); /* 64 hexadecimal digits */
int submission_fd(const submission *s);             /* the sealed copy; borrowed */

/* The libraries it needs, out of those the worker provides: count, and name i. */
size_t submission_library_count(const submission *s);
const char *submission_library(const submission *s, size_t i);

/* Whether it defines a function of that name. */
bool submission_defines(const submission *s, const char *symbol);

/* Why submission_defines said no, as a hint for the student, or "" if there is nothing to say: the
 * symbol is data; it is there as a C++ name; a name close to it is defined instead. */
const char *submission_hint(const submission *s, const char *symbol, char *text, size_t size);

#endif
