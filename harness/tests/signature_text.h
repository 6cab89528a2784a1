/* signature_text.h - writes parsed operands as a signature does, to see whether they were parsed
 * right. */
#ifndef SIGNATURE_TEXT_H
#define SIGNATURE_TEXT_H

#include <stdio.h>
#include <string.h>

#include "signature.h"

/* Appends the operands, separated by spaces, to the text. */
static inline void signature_write(const signature_operand operand[], size_t count, char *text,
                                   size_t size)
{
    size_t used = strlen(text);
    for (size_t i = 0; i < count; i++) {
        const signature_operand *o = &operand[i];
        used += (size_t)snprintf(text + used, size - used, "%s%s%s[%s%s", i ? " " : "",
                                 o->constant ? "const " : "", o->name, o->any_shape ? "..." : "",
                                 o->rule);
        for (size_t axis = 0; axis < o->rank; axis++) {
            const char letter[] = {o->extent[axis].letter, '\0'};
            used += (size_t)snprintf(text + used, size - used, "%s%s", axis ? "," : "", letter);
            if (!letter[0])
                used += (size_t)snprintf(text + used, size - used, "%zu", o->extent[axis].fixed);
        }
        used += (size_t)snprintf(text + used, size - used, "]");
    }
}

#endif
