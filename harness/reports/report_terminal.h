/* report_terminal.h - the report that a person reads. */
#ifndef REPORT_TERMINAL_H
#define REPORT_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "sheet.h"

typedef struct terminal_style {
    bool color;
    bool verbose; /* every failed case, not only the most telling one of each part */
} terminal_style;

/* Whether a stream shows colour: a terminal, and NO_COLOR is not set. */
bool terminal_color(FILE *stream);

/* The whole report of one submission: a table of its items, what is wrong with them, and one line
 * that sums up. */
void report_terminal(FILE *out, const sheet *s, const terminal_style *style);

/* What comes after the reports of several submissions: the last lines of all of them together. */
void report_terminal_class(FILE *out, sheet *const sheets[], size_t count,
                           const terminal_style *style);

#endif
