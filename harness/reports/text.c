#include "text.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The length of the well-formed UTF-8 sequence at s that stands for a character of XML 1.0 which is
 * no control; 0 where there is none. */
static size_t character_length(const unsigned char *s)
{
    if (s[0] < 0x80)
        return s[0] >= 0x20 && s[0] != 0x7f;
    size_t length = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t code = s[0] & (0x7fu >> length);
    if (s[0] < 0xc2 || s[0] > 0xf4)
        return 0;
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
        code = code << 6 | (s[i] & 0x3fu);
    }
    int surrogate = code >= 0xd800 && code <= 0xdfff;
    int control = code >= 0x80 && code <= 0x9f;
    /* Marks that change the direction of the text around them could hide what it says. */
    int direction = code == 0x061c || code == 0x200e || code == 0x200f ||
                    (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    int none = code == 0xfffe || code == 0xffff || code > 0x10ffff || code < smallest[length];
    return surrogate || control || direction || none ? 0 : length;
}

char *text_escape(char *safe, size_t size, const char *text, int keep_lines)
{
    size_t used = 0;
    for (const unsigned char *s = (const unsigned char *)text; *s;) {
        char piece[8];
        size_t length = character_length(s);
        if (length) {
            memcpy(piece, s, length);
        } else if (*s == '\n') {
            piece[0] = keep_lines ? '\n' : ' ';
        } else {
            snprintf(piece, sizeof piece, "#x%02X", *s);
        }
        size_t shown = length ? length : *s == '\n' ? 1 : strlen(piece);
        if (used + shown >= size)
            break;
        memcpy(safe + used, piece, shown);
        used += shown;
        s += length ? length : 1;
    }
    if (size)
        safe[used] = '\0';
    return safe;
}

static int needs_no_quotes(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           strchr("_./-+@%:,=", c);
}

char *text_shell_word(char *word, size_t size, const char *path)
{
    char safe[4096];
    text_escape(safe, sizeof safe, path, 0);
    const char *here = *safe == '-' ? "./" : "", *c = safe;
    while (*c && needs_no_quotes(*c))
        c++;
    if (!*c && *safe) {
        snprintf(word, size, "%s%s", here, safe);
        return word;
    }
    size_t used = (size_t)snprintf(word, size, "'%s", here);
    for (c = safe; *c; c++) {
        const char *piece = *c == '\'' ? "'\\''" : (const char[]){*c, '\0'};
        if (used + strlen(piece) + 2 > size)
            break;
        used += (size_t)snprintf(word + used, size - used, "%s", piece);
    }
    snprintf(word + used, size - used, "'");
    return word;
}

/* How many columns the word takes: its characters, not its bytes. */
static size_t column_count(const char *word, size_t bytes)
{
    size_t columns = 0;
    for (size_t i = 0; i < bytes; i++)
        columns += ((unsigned char)word[i] & 0xc0) != 0x80;
    return columns;
}

void text_print(FILE *out, const char *text, size_t at, size_t indent)
{
    char safe[1024];
    const char *word = text_escape(safe, sizeof safe, text, 0);
    for (bool first = true; *(word += strspn(word, " ")); first = false) {
        size_t bytes = strcspn(word, " "), columns = column_count(word, bytes);
        if (!first && at + 1 + columns > TEXT_COLUMNS) {
            fprintf(out, "\n%*s", (int)indent, "");
            at = indent;
        } else if (!first) {
            fputc(' ', out);
            at++;
        }
        fwrite(word, 1, bytes, out);
        at += columns;
        word += bytes;
    }
}

void text_append(text_buffer *b, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    size_t needed = b->length + (size_t)length + 1;
    if (needed > b->capacity) {
        size_t capacity = needed * 2;
        char *larger = realloc(b->text, capacity);
        if (!larger) {
            b->failed = 1;
            goto done;
        }
        b->text = larger;
        b->capacity = capacity;
    }
    vsnprintf(b->text + b->length, b->capacity - b->length, format, again);
    b->length += (size_t)length;
done:
    va_end(again);
    va_end(arguments);
}

void text_free(text_buffer *b)
{
    free(b->text);
    *b = (text_buffer){0};
}

const char *text_tail(const char *path)
{
    size_t length = strlen(path), most = 200;
    return length > most ? path + (length - most) : path;
}
