/* plan_functions.h - the plan's part for course functions. For plan.c only. */
#ifndef PLAN_FUNCTIONS_H
#define PLAN_FUNCTIONS_H

#include "plan.h"

/* Adds the cases of the assignment's functions that the filter leaves, drawn and proved. */
bool plan_add_functions(plan *p, const char *directory, xml_schema *schema,
                        const plan_filter *filter, error *e);

void plan_free_functions(plan *p);

/* What plan.c decides for ops, and functions and trainings share: whether the filter leaves a
 * case. */
bool plan_wants(const plan_filter *filter, const char *case_name, bool is_public);

#endif
