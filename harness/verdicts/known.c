#include "known.h"

#include <stdio.h>
#include <string.h>

#include "wrong.h"

static bool answers(void *context, const inquiry *q, tensor *wrong)
{
    const wrong_variant *w = context;
    call_arguments a = inquiry_arguments(q);
    a.forward = w->forward;
    a.backward = w->backward;
    a.jvp = w->jvp;
    return inquiry_run(q, &a, wrong);
}

static bool is_of(const wrong_variant *w, direction d)
{
    return d == FORWARD ? w->forward != NULL : d == BACKWARD ? w->backward != NULL : w->jvp != NULL;
}

/* Whether the variant also gives the submission's gradients by the other inputs. */
static bool explains_the_rest(const investigation *v, wrong_variant *w)
{
    const op *o = v->planned->task->op;
    investigation other = *v;
    for (size_t i = 0; v->direction == BACKWARD && i < o->input_count; i++) {
        other.input = i;
        if (i != v->input && !o->input[i].constant && !investigation_consistent(&other, answers, w))
            return false;
    }
    return true;
}

/* Names the variant, beside those that were named before. */
static void add(mistake *m, const wrong_variant *w)
{
    char before[sizeof m->text];
    snprintf(before, sizeof before, "%s", m->text);
    if (m->found)
        snprintf(m->text, sizeof m->text, "either %.190s; or %.190s", before, w->sentence);
    else
        snprintf(m->text, sizeof m->text, "%s", w->sentence);
    snprintf(m->hint, sizeof m->hint, "%s", m->found ? "" : w->hint);
    m->found = true;
}

bool known_mistake(mistake *m, const investigation *v)
{
    const wrong_op known = wrong_variants(v->planned->task->op->name);
    mistake whole = {0}, part = {0};
    for (size_t i = 0; i < known.count; i++) {
        wrong_variant w = known.variants[i];
        if (!is_of(&w, v->direction) || !investigation_explained(v, answers, &w))
            continue;
        mistake *of = explains_the_rest(v, &w) ? &whole : &part;
        if (!strstr(of->text, w.sentence))
            add(of, &w);
    }
    *m = whole.found ? whole : part;
    return m->found;
}
