/* plan_trainings.h - the plan's part for trainings. For plan.c only. */
#ifndef PLAN_TRAININGS_H
#define PLAN_TRAININGS_H

#include "plan.h"

/* Adds the cases of the assignment's trainings that the filter leaves, drawn and proved. */
bool plan_add_trainings(plan *p, const plan_filter *filter, error *e);

void plan_free_trainings(plan *p);

#endif
