#include "signature.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Copies [begin, end) to one of an operand's short texts. */
static void copy_word(char word[16], const char *begin, const char *end)
{
    const size_t length = (size_t)(end - begin);
    assert(length > 0 && length < 16);
    memcpy(word, begin, length);
    word[length] = '\0';
}

/* Reads "N,D" or "2,m" up to the bracket that closes it. */
static void parse_extents(const char *text, const char *end, signature_operand *o)
{
    while (text < end) {
        assert(o->rank < MAX_RANK);
        signature_extent *extent = &o->extent[o->rank++];
        if (isdigit((unsigned char)*text)) {
            char *behind;
            extent->fixed = strtoul(text, &behind, 10);
            assert(extent->fixed > 0);
            text = behind;
        } else {
            assert(isalpha((unsigned char)*text));
            extent->letter = *text++;
        }
        assert(text == end || (*text == ',' && text + 1 < end));
        text += text < end;
    }
}

/* Reads one operand, such as "const y[N,1]", and returns what follows it. */
static const char *parse_operand(const char *text, signature_operand *o)
{
    static const char constant[] = "const ";
    *o = (signature_operand){.constant = strncmp(text, constant, strlen(constant)) == 0};
    if (o->constant)
        text += strlen(constant);
    const char *open = text + strcspn(text, "[ ");
    const char *close = open + strcspn(open, "]");
    assert(*open == '[' && *close == ']');
    copy_word(o->name, text, open);
    open++;
    if (strncmp(open, "...", 3) == 0)
        o->any_shape = close == open + 3;
    else if (close - open > 1 && isalpha((unsigned char)open[0]) && isalpha((unsigned char)open[1]))
        copy_word(o->rule, open, close);
    else
        parse_extents(open, close, o);
    return close + 1;
}

size_t signature_parse(const char **text, signature_operand operand[], size_t capacity)
{
    static const char arrow[] = " -> ";
    for (size_t count = 0; count < capacity; (*text)++) {
        *text = parse_operand(*text, &operand[count++]);
        if (**text == '\0')
            return count;
        if (strncmp(*text, arrow, strlen(arrow)) == 0) {
            *text += strlen(arrow);
            return count;
        }
        assert(**text == ' ');
    }
    assert(false && "more operands than fit");
    return capacity;
}

/* The extent that the signature asks for, 0 where it leaves it open. */
static size_t wanted_extent(const signature_extent *extent, const signature_bindings *bound)
{
    return extent->letter ? bound->extent[(unsigned char)extent->letter] : extent->fixed;
}

bool signature_bind(const char *signature, const signature_operand *operand, const tensor *t,
                    signature_bindings *bound, error *e)
{
    static const char *const ordinal[MAX_RANK] = {"first", "second", "third", "fourth"};
    char text[SHAPE_TEXT];
    if (t->rank != operand->rank)
        return fail(e, "%s is %s, but the signature %.*s needs it to have rank %zu", operand->name,
                    shape_text(t, text), signature_inputs_length(signature), signature,
                    operand->rank);
    for (size_t axis = 0; axis < t->rank; axis++) {
        const signature_extent *extent = &operand->extent[axis];
        const size_t wanted = wanted_extent(extent, bound);
        const char letter[] = {extent->letter, '\0'};
        if (wanted && t->dims[axis] != wanted)
            return fail(e, "%s is %s, but the signature %.*s needs its %s extent %s%s%zu",
                        operand->name, shape_text(t, text), signature_inputs_length(signature),
                        signature, ordinal[axis], letter, letter[0] ? " = " : "to be ", wanted);
        if (extent->letter)
            bound->extent[(unsigned char)extent->letter] = t->dims[axis];
    }
    return true;
}

void signature_shape(const signature_operand *operand, const signature_bindings *bound,
                     size_t *rank, size_t dims[MAX_RANK])
{
    assert(!operand->any_shape && !operand->rule[0]);
    *rank = operand->rank;
    for (size_t axis = 0; axis < operand->rank; axis++) {
        dims[axis] = wanted_extent(&operand->extent[axis], bound);
        assert(dims[axis] > 0);
    }
}

int signature_inputs_length(const char *signature)
{
    return (int)(strstr(signature, " ->") - signature);
}

const char *signature_behind_word(const char *column, const char *word)
{
    while (*column) {
        const size_t length = strcspn(column, " [");
        if (length == strlen(word) && strncmp(column, word, length) == 0)
            return column + length;
        column += strcspn(column, " ");
        column += strspn(column, " ");
    }
    return NULL;
}

const char *shape_text(const tensor *t, char text[SHAPE_TEXT])
{
    int used = snprintf(text, SHAPE_TEXT, "[");
    for (size_t axis = 0; axis < t->rank; axis++)
        used +=
            snprintf(text + used, SHAPE_TEXT - (size_t)used, axis ? ",%zu" : "%zu", t->dims[axis]);
    snprintf(text + used, SHAPE_TEXT - (size_t)used, "]");
    return text;
}
