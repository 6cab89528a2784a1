/* report_junit.h - the report that machines read: JUnit XML.
 *
 * One suite for every item of every submission, its cases as test cases named PART/CASE. By
 * default valid against both schemas in common use (Ant's and Jenkins'); rich adds what GitHub and
 * GitLab make use of and Ant's schema does not know. */
#ifndef REPORT_JUNIT_H
#define REPORT_JUNIT_H

#include "sheet.h"

/* Writes the report of all sheets to path, whole or not at all. */
bool report_junit(const char *path, const sheet *const sheets[], size_t count, bool rich, error *e);

#endif
