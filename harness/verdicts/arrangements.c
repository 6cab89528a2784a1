#include "arrangements.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tensor.h"

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A sorted copy of the elements; the caller's to free. */
static tensor *sorted(const tensor *t)
{
    tensor *copy = tensor_copy(t);
    if (copy)
        qsort(copy->data, element_count(copy), sizeof *copy->data, ascending);
    return copy;
}

/* Whether a test holds for all wrong answers with more than one element, of which there are some.
 */
static bool all_wrong(const investigation *v,
                      bool (*holds)(const investigation *v, size_t k, size_t which), size_t which)
{
    size_t found = 0;
    for (size_t k = 0; k < v->planned->case_count; k++) {
        const tensor *got = investigation_answer(v, k);
        if (!got || !investigation_by_numbers(v->kinds[k]))
            continue;
        if (!holds(v, k, which))
            return false;
        found += element_count(got) > 1;
    }
    return found >= 2;
}

static bool reordered(const investigation *v, size_t k, size_t which)
{
    (void)which;
    const expected *x = investigation_expected(v, k);
    tensor *got = sorted(investigation_answer(v, k)), *right = sorted(x->value);
    bool same = got && right;
    for (size_t i = 0; same && i < element_count(got); i++)
        same = fabs(got->data[i] - right->data[i]) <= x->tolerance->data[i];
    free(got);
    free(right);
    return same;
}

/* Whether every element of the answer is one of the input of that number (or, for MAX_INPUTS, of
 * the upstream gradient), or 0. */
static bool taken(const investigation *v, size_t k, size_t which)
{
    const test_case *c = v->planned->cases[k].test;
    const tensor *got = investigation_answer(v, k);
    tensor *from = sorted(which == MAX_INPUTS ? c->dout : c->in[which]);
    bool all = from != NULL;
    for (size_t i = 0; all && i < element_count(got); i++)
        all = got->data[i] == 0 || bsearch(&got->data[i], from->data, element_count(from),
                                           sizeof *from->data, ascending);
    free(from);
    return all;
}

bool arrangement_mistake(mistake *m, const investigation *v)
{
    const op *o = v->planned->task->op;
    char answer[40];
    investigation_answer_name(v, answer, sizeof answer);
    m->found = true;
    if (all_wrong(v, reordered, 0)) {
        snprintf(m->text, sizeof m->text, "%s holds the right numbers, but in the wrong places",
                 answer);
        snprintf(m->hint, sizeof m->hint, "write down at which index each element lies");
        return true;
    }
    if (v->direction == BACKWARD && all_wrong(v, taken, MAX_INPUTS)) {
        snprintf(m->text, sizeof m->text,
                 "%s is made of elements of d%s, but they are not those that belong there", answer,
                 o->output.name);
        snprintf(m->hint, sizeof m->hint, "which elements of %s does each element of %s move?",
                 o->output.name, o->input[v->input].name);
        return true;
    }
    for (size_t i = 0; v->direction == FORWARD && i < o->input_count; i++)
        if (all_wrong(v, taken, i)) {
            snprintf(m->text, sizeof m->text,
                     "%s is made of elements of %s, but they are not those that belong there",
                     answer, o->input[i].name);
            snprintf(m->hint, sizeof m->hint, "compare the indices with %s", o->formula);
            return true;
        }
    m->found = false;
    return false;
}
