#include "function_table.h"

#include <assert.h>
#include <string.h>

#define COUNT_FUNCTION(id, operands, setting_names, text) +1
enum { FUNCTION_COUNT = 0 FUNCTIONS(COUNT_FUNCTION) };
#undef COUNT_FUNCTION

static void parse_row(function *f)
{
    const char *text = f->signature;
    f->input_count = signature_parse(&text, f->input, MAX_FUNCTION_INPUTS);
    f->output_count = signature_parse(&text, f->output, MAX_FUNCTION_OUTPUTS);
}

static const function *table(void)
{
#define ROW(id, operands, setting_names, text)                                                     \
    {.name = #id, .signature = operands, .settings = setting_names, .formula = text, .call = id},
    static function rows[FUNCTION_COUNT] = {FUNCTIONS(ROW)};
#undef ROW
    static bool parsed;
    if (!parsed)
        for (size_t i = 0; i < FUNCTION_COUNT; i++)
            parse_row(&rows[i]);
    parsed = true;
    return rows;
}

size_t function_count(void)
{
    return FUNCTION_COUNT;
}

const function *function_at(size_t i)
{
    assert(i < FUNCTION_COUNT);
    return &table()[i];
}

const function *function_find(const char *name)
{
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        if (strcmp(function_at(i)->name, name) == 0)
            return function_at(i);
    return NULL;
}

bool function_reads(const function *f, const char *setting)
{
    return signature_behind_word(f->settings, setting) != NULL;
}

bool function_output_shape(const function *f, const tensor *const in[], size_t output, size_t *rank,
                           size_t dims[MAX_RANK], error *e)
{
    assert(output < f->output_count);
    signature_bindings bound = {0};
    for (size_t i = 0; i < f->input_count; i++)
        if (!signature_bind(f->signature, &f->input[i], in[i], &bound, e))
            return false;
    signature_shape(&f->output[output], &bound, rank, dims);
    return true;
}
