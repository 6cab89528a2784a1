/* text.h - text that may hold anything, made safe to show. */
#ifndef TEXT_H
#define TEXT_H

#include <stddef.h>

/* Copies text to safe, cut to size: valid UTF-8 of characters that XML 1.0 and a terminal can take.
 * A control character becomes visible as #x1B, a byte that is not UTF-8 as #xFF; line feeds stay
 * where keep_lines is set, and become spaces otherwise. Returns safe. */
char *text_escape(char *safe, size_t size, const char *text, int keep_lines);

/* A string that grows; errors are remembered, so that a whole report can be written and the result
 * looked at once. */
typedef struct text_buffer {
    char *text; /* 0-terminated, NULL while empty */
    size_t length, capacity;
    int failed; /* there was no memory */
} text_buffer;

void text_append(text_buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_free(text_buffer *b);

#endif
