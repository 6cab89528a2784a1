/* function_cases.h - the cases of a course function: read from its file as specifications, and
 * drawn from a seed, as those of ops are (cases.h).
 *
 * cases/functions/NAME.xml holds the cases of function NAME. */
#ifndef FUNCTION_CASES_H
#define FUNCTION_CASES_H

#include "callbacks.h"
#include "cases.h"
#include "function_table.h"

/* A case as its file describes it. */
typedef struct function_spec function_spec;

/* All cases of one function, in the file's order. */
typedef struct function_case_set function_case_set;

/* Reads directory/functions/NAME.xml. schema: that of directory/cases.xsd. Fails, naming file and
 * line, where the file does not fit the schema or the function's row. */
bool function_case_set_open(function_case_set **out, const char *directory, const function *f,
                            xml_schema *schema, error *e);
void function_case_set_close(function_case_set *set);

size_t function_case_set_count(const function_case_set *set);
const function_spec *function_case_set_at(const function_case_set *set, size_t i);

const char *function_spec_name(const function_spec *spec);
bool function_spec_public(const function_spec *spec);
bool function_spec_drawn(const function_spec *spec);
const char *function_spec_place(const function_spec *spec); /* "FILE:LINE" */

/* A case with all its numbers. Everything in it is owned by it. */
typedef struct function_case {
    char name[CASE_NAME];
    const function *f;
    settings set;              /* f and context are callback_run and the callback */
    course_callback *callback; /* NULL where the function takes none */
    op_status status;          /* what the function must return */
    tensor *in[MAX_FUNCTION_INPUTS];
    tensor *golden[MAX_FUNCTION_OUTPUTS]; /* the file's own expected outputs, or NULL */
} function_case;

/* Draws the case from a seed; attempt as for case_draw. */
bool function_case_draw(function_case **out, const function_spec *spec, const char *seed,
                        unsigned attempt, error *e);
void function_case_free(function_case *c);

/* The settings that a case gives as numbers, for whoever prints or changes them. */
typedef struct setting_field {
    const char *name;
    enum { SETTING_REAL, SETTING_FLAG, SETTING_COUNT } kind;
    size_t offset; /* in settings: of a double, an int or a size_t */
} setting_field;

enum { SETTING_FIELDS = 15 };
extern const setting_field setting_fields[SETTING_FIELDS];

double setting_get(const settings *set, const setting_field *field);
void setting_put(settings *set, const setting_field *field, double value);

/* How many steps a descent takes on all its scales: jitter has two numbers for each. */
size_t settings_steps(const settings *set);

#endif
