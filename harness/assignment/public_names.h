/* public_names.h - which cases of a task students may see, where its row in the assignment says. */
#ifndef PUBLIC_NAMES_H
#define PUBLIC_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "xml.h"

typedef struct public_names {
    size_t count; /* 0 with given: none is public */
    bool given;   /* false: as the case itself says */
    char (*name)[64];
    char place[256]; /* FILE:LINE of the row, where given */
} public_names;

/* Reads public="handout primes" of a row. Release *p with public_names_free, also on failure. */
bool public_names_read(public_names *p, const xmlNode *node, error *e);
void public_names_free(public_names *p);

/* Whether students may see the case. by_default: what it says itself. */
bool public_names_allow(const public_names *p, const char *case_name, bool by_default);

#endif
