/* text.h - text that may hold anything, made safe to show. */
#ifndef TEXT_H
#define TEXT_H

#include <stddef.h>
#include <stdio.h>

enum { TEXT_COLUMNS = 80 };

/* Copies text to safe, cut to size: valid UTF-8 of characters that XML 1.0 and a terminal can take.
 * A control character becomes visible as #x1B, a byte that is not UTF-8 as #xFF; line feeds stay
 * where keep_lines is set, and become spaces otherwise. Returns safe. */
char *text_escape(char *safe, size_t size, const char *text, int keep_lines);

/* Writes a path as one word that a shell takes for it, quoted where it has to be, and never for an
 * option; characters that text_escape would not let through are shown as it shows them, and a path
 * that is too long for size is cut. Returns word. */
char *text_shell_word(char *word, size_t size, const char *path);

/* Prints text, made safe, broken between words into lines of at most TEXT_COLUMNS columns. The
 * first line starts at column `at`, where the caller has come to; the others are indented. No line
 * feed follows the last one. */
void text_print(FILE *out, const char *text, size_t at, size_t indent);

/* A string that grows; errors are remembered, so that a whole report can be written and the result
 * looked at once. */
typedef struct text_buffer {
    char *text; /* 0-terminated, NULL while empty */
    size_t length, capacity;
    int failed; /* there was no memory */
} text_buffer;

void text_append(text_buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_free(text_buffer *b);

/* The end of a path, which says most, of at most 200 bytes. Borrowed. */
const char *text_tail(const char *path);

#endif
