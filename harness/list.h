/* list.h - what can be graded: grade --list. */
#ifndef LIST_H
#define LIST_H

#include <stdbool.h>
#include <stdio.h>

#include "assignment.h"

/* Prints the assignments of the folder, and the ops of this one with points and formulas. Where an
 * assignment cannot be read, fails with the reason, and prints all others. */
bool list_print(FILE *out, const assignment *a, const char *directory, error *e);

#endif
