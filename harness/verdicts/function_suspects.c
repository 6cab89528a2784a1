#include "function_suspects.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tensor.h"

enum { MAX_LETTERS = 8, SETTINGS = 15 }; /* SETTINGS: as setting_fields has */

static const tensor *right(const planned_function_case *c, size_t output)
{
    return c->expected->out[output].value;
}

static size_t output_count(const planned_function_case *c)
{
    return c->test->f->output_count;
}

/* What the reference answers to other settings or inputs. */
static bool solve(const function_case *changed, const tensor *const in[], tensor *const wrong[])
{
    return function_solve(changed->f->call, changed, in, 0, wrong) == OP_OK;
}

static bool solve_with(const planned_function_case *c, const settings *set, tensor *const wrong[])
{
    function_case changed = *c->test;
    changed.set = *set;
    return solve(&changed, (const tensor *const *)c->test->in, wrong);
}

static bool predict_zeros(const planned_function_case *c, size_t variant, tensor *const wrong[],
                          char *detail, size_t size)
{
    (void)variant, (void)detail, (void)size;
    for (size_t i = 0; i < output_count(c); i++)
        tensor_fill(wrong[i], 0);
    return true;
}

static bool scale(const planned_function_case *c, double factor, tensor *const wrong[])
{
    for (size_t i = 0; i < output_count(c); i++)
        for (size_t k = 0; k < element_count(wrong[i]); k++)
            wrong[i]->data[k] = factor * right(c, i)->data[k];
    return true;
}

static bool predict_negated(const planned_function_case *c, size_t variant, tensor *const wrong[],
                            char *detail, size_t size)
{
    (void)variant, (void)detail, (void)size;
    return scale(c, -1, wrong);
}

/* The extents of a case by their letters; letter[0] is 1, for factors of a single letter. */
static size_t find_letters(const function_case *c, char letter[MAX_LETTERS],
                           double extent[MAX_LETTERS])
{
    size_t count = 1;
    letter[0] = '1';
    extent[0] = 1;
    for (size_t i = 0; i < c->f->input_count; i++)
        for (size_t axis = 0; axis < c->f->input[i].rank; axis++) {
            const char found = c->f->input[i].extent[axis].letter;
            if (!found || memchr(letter, found, count) || count == MAX_LETTERS)
                continue;
            letter[count] = found;
            extent[count++] = (double)c->in[i]->dims[axis];
        }
    return count;
}

/* A factor of 2 or 1/2, or a ratio of two extents, 1 among them. */
static bool predict_scaled(const planned_function_case *c, size_t variant, tensor *const wrong[],
                           char *detail, size_t size)
{
    char letter[MAX_LETTERS];
    double extent[MAX_LETTERS];
    if (variant < 2) {
        snprintf(detail, size, "%s", variant ? "1/2" : "2");
        return scale(c, variant ? 0.5 : 2, wrong);
    }
    const size_t count = find_letters(c->test, letter, extent);
    const size_t above = (variant - 2) / MAX_LETTERS, below = (variant - 2) % MAX_LETTERS;
    if (above >= count || below >= count || above == below)
        return false;
    if (below)
        snprintf(detail, size, "%c/%c", letter[above], letter[below]);
    else
        snprintf(detail, size, "%c", letter[above]);
    return scale(c, extent[above] / extent[below], wrong);
}

/* The right matrix, written down column by column. */
static bool predict_transposed(const planned_function_case *c, size_t variant,
                               tensor *const wrong[], char *detail, size_t size)
{
    (void)variant, (void)detail, (void)size;
    const tensor *J = right(c, 0);
    if (output_count(c) != 1 || J->rank != 2)
        return false;
    const size_t rows = J->dims[0], columns = J->dims[1];
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++)
            wrong[0]->data[j * rows + i] = J->data[i * columns + j];
    return true;
}

static bool predict_diagonal(const planned_function_case *c, size_t variant, tensor *const wrong[],
                             char *detail, size_t size)
{
    (void)variant, (void)detail, (void)size;
    const tensor *J = right(c, 0);
    if (output_count(c) != 1 || J->rank != 2 || J->dims[0] != J->dims[1])
        return false;
    for (size_t k = 0; k < element_count(J); k++)
        wrong[0]->data[k] = k % (J->dims[0] + 1) == 0 ? J->data[k] : 0;
    return true;
}

static bool predict_swapped_outputs(const planned_function_case *c, size_t variant,
                                    tensor *const wrong[], char *detail, size_t size)
{
    (void)variant, (void)detail, (void)size;
    if (output_count(c) != 2 || !same_shape(wrong[0], wrong[1]))
        return false;
    for (size_t i = 0; i < 2; i++)
        memcpy(wrong[i]->data, right(c, 1 - i)->data,
               element_count(wrong[i]) * sizeof *wrong[i]->data);
    return true;
}

/* An input taken for zeros (even variants) or ones. */
static bool predict_constant_input(const planned_function_case *c, size_t variant,
                                   tensor *const wrong[], char *detail, size_t size)
{
    const tensor *in[MAX_FUNCTION_INPUTS];
    const size_t input = variant / 2;
    if (input >= c->test->f->input_count)
        return false;
    tensor *constant = tensor_copy(c->test->in[input]);
    if (!constant)
        return false;
    tensor_fill(constant, (double)(variant % 2));
    memcpy(in, c->test->in, sizeof in);
    in[input] = constant;
    snprintf(detail, size, "%s were all %zu", c->test->f->input[input].name, variant % 2);
    const bool solved = solve(c->test, in, wrong);
    free(constant);
    return solved;
}

/* Two inputs of the same shape that take each other's place, or one that takes the other's. */
static bool predict_swapped_inputs(const planned_function_case *c, size_t variant,
                                   tensor *const wrong[], char *detail, size_t size)
{
    const tensor *in[MAX_FUNCTION_INPUTS];
    const size_t first = variant / 2 / MAX_FUNCTION_INPUTS,
                 second = variant / 2 % MAX_FUNCTION_INPUTS, count = c->test->f->input_count;
    const bool both = variant % 2 == 0;
    if (first >= count || second >= count || first == second || (both && first > second) ||
        !same_shape(c->test->in[first], c->test->in[second]))
        return false;
    memcpy(in, c->test->in, sizeof in);
    in[first] = c->test->in[second];
    if (both)
        in[second] = c->test->in[first];
    snprintf(detail, size, both ? "%s and %s changed places" : "%s were %s",
             c->test->f->input[first].name, c->test->f->input[second].name);
    return solve(c->test, in, wrong);
}

/* Ways to mistake one setting. */
typedef struct setting_slip {
    const char *text;
    double (*changed)(double value);
} setting_slip;

static double left_out(double value)
{
    (void)value;
    return 0;
}

static double as_switch(double value)
{
    return value != 0;
}

static double negated(double value)
{
    return -value;
}

static double one_more(double value)
{
    return value + 1;
}

static double halved(double value)
{
    return value / 2;
}

static const setting_slip setting_slips[] = {
    {"%s is ignored", left_out},         {"%s is taken for a switch", as_switch},
    {"%s has the wrong sign", negated},  {"%s counts one more", one_more},
    {"only half of %s is used", halved},
};
enum { SETTING_SLIPS = sizeof setting_slips / sizeof *setting_slips };

static bool predict_setting(const planned_function_case *c, size_t variant, tensor *const wrong[],
                            char *detail, size_t size)
{
    const size_t i = variant / SETTING_SLIPS;
    const setting_slip *slip = &setting_slips[variant % SETTING_SLIPS];
    if (i >= SETTING_FIELDS || !function_reads(c->test->f, setting_fields[i].name))
        return false;
    const setting_field *field = &setting_fields[i];
    settings set = c->test->set;
    const double value = setting_get(&set, field);
    const bool steps = strcmp(field->name, "steps") == 0;
    /* jitter has room for the steps there are, and no negative number is a count. */
    if ((slip->changed == negated && field->kind != SETTING_REAL) ||
        (slip->changed == one_more && field->kind != SETTING_COUNT) ||
        (slip->changed == one_more && steps && set.jitter))
        return false;
    setting_put(&set, field, slip->changed(value));
    const char *place = strstr(slip->text, "%s");
    snprintf(detail, size, "%.*s%s%s", (int)(place - slip->text), slip->text, field->name,
             place + 2);
    return solve_with(c, &set, wrong);
}

/* One setting in another's place, or both in each other's. */
static bool predict_mixed_settings(const planned_function_case *c, size_t variant,
                                   tensor *const wrong[], char *detail, size_t size)
{
    const size_t first = variant / 2 / SETTING_FIELDS, second = variant / 2 % SETTING_FIELDS;
    const bool both = variant % 2 == 0;
    if (first >= SETTING_FIELDS || first == second || (both && first > second))
        return false;
    const setting_field *a = &setting_fields[first], *b = &setting_fields[second];
    if (!function_reads(c->test->f, a->name) || !function_reads(c->test->f, b->name) ||
        a->kind != SETTING_REAL || b->kind != SETTING_REAL)
        return false;
    settings set = c->test->set;
    setting_put(&set, a, setting_get(&c->test->set, b));
    if (both)
        setting_put(&set, b, setting_get(&c->test->set, a));
    snprintf(detail, size, both ? "%s and %s changed places" : "%s were %s", a->name, b->name);
    return solve_with(c, &set, wrong);
}

static bool predict_no_jitter(const planned_function_case *c, size_t variant, tensor *const wrong[],
                              char *detail, size_t size)
{
    (void)variant, (void)detail, (void)size;
    settings set = c->test->set;
    set.jitter = NULL;
    return function_reads(c->test->f, "jitter") && solve_with(c, &set, wrong);
}

/* The step divided by the number of elements. */
static bool predict_averaged_step(const planned_function_case *c, size_t variant,
                                  tensor *const wrong[], char *detail, size_t size)
{
    (void)variant, (void)detail, (void)size;
    settings set = c->test->set;
    set.learning_rate /= (double)element_count(c->test->in[0]);
    return function_reads(c->test->f, "learning_rate") && solve_with(c, &set, wrong);
}

static const function_suspect suspects[] = {
    {"all results are 0", 1, predict_zeros},
    {"negated: the sign is wrong", 1, predict_negated},
    {"%s", SETTING_SLIPS *SETTINGS, predict_setting},
    {"jitter is ignored", 1, predict_no_jitter},
    {"the step is divided by the number of elements", 1, predict_averaged_step},
    {"right but for a factor of %s", 2 + MAX_LETTERS *MAX_LETTERS, predict_scaled},
    {"transposed: written column by column, or the transpose of the right matrix", 1,
     predict_transposed},
    {"keeps only the diagonal of the Jacobian", 1, predict_diagonal},
    {"the two outputs have changed places", 1, predict_swapped_outputs},
    {"as if %s", 2 * MAX_FUNCTION_INPUTS, predict_constant_input},
    {"as if %s", 2 * MAX_FUNCTION_INPUTS *MAX_FUNCTION_INPUTS, predict_swapped_inputs},
    {"as if %s", 2 * SETTINGS *SETTINGS, predict_mixed_settings},
};

size_t function_suspect_count(void)
{
    return sizeof suspects / sizeof *suspects;
}

const function_suspect *function_suspect_at(size_t i)
{
    return &suspects[i];
}
