/* file_replace.h - writing a file so that a crash at any moment leaves the old one or the new one,
 * whole. */
#ifndef FILE_REPLACE_H
#define FILE_REPLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"

/* Writes to a file beside path, flushes it to the disk and renames it over path, or over the file
 * that path is a symbolic link to; the permissions of a file that was there are kept. On failure
 * whatever was at path is untouched and nothing is left beside it. A device or a pipe is written
 * to.
 *
 * The new file has no name while it is written (O_TMPFILE), so that a process that is killed leaves
 * none. But a rename over an old file needs a name: for that moment, and for the whole time where
 * the file system has no O_TMPFILE, it is .NAME.grade-PID-N, locked (flock). What a process killed
 * just then leaves is locked no more, and the next file_replace of the same path removes it. */
bool file_replace(const char *path, const void *data, size_t size, error *e);

/* Whether file_replace could write there now, to be asked before the work that is to be reported.
 * Leaves path untouched, and nothing beside it; a pipe need not have a reader yet. */
bool file_replace_check(const char *path, error *e);

#endif
