/* Command lines: the words of the input, separated by line ends. */
#include <stdlib.h>
#include <string.h>

#include "options.h"

enum { MOST_WORDS = 24 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    error e;
    options o;
    char *words[MOST_WORDS + 2] = {(char[]){"grade"}};
    int count = 1;
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    for (char *word = strtok(text, "\n"); word && count <= MOST_WORDS; word = strtok(NULL, "\n"))
        words[count++] = word;
    options_parse(&o, count, words, &e);
    free(text);
    return 0;
}
