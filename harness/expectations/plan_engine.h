/* plan_engine.h - the plan's part for engines and graphs. For plan.c only. */
#ifndef PLAN_ENGINE_H
#define PLAN_ENGINE_H

#include "plan.h"

/* Adds what the assignment asks for, if the filter leaves it. */
bool plan_add_engine(plan *p, const plan_filter *filter, error *e);
bool plan_add_graphs(plan *p, const plan_filter *filter, error *e);

void plan_free_engine(plan *p);

#endif
