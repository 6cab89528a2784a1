/* libraries.h - the shared libraries that a submission may need, and that the worker provides. */
#ifndef LIBRARIES_H
#define LIBRARIES_H

#include <stddef.h>

enum { LIBRARY_COUNT = 12 };

/* Their names as in DT_NEEDED. */
extern const char *const library_name[LIBRARY_COUNT];

/* The place of a name in library_name, or LIBRARY_COUNT. */
size_t library_find(const char *name);

#endif
