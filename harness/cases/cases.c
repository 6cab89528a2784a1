#include "cases.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case_spec.h"
#include "draft.h"
#include "tensor.h"

struct case_set {
    const op *op;
    size_t count;
    case_spec **spec;
};

/* A shape of its own must be what the extents say, as far as they say anything. */
static bool check_extents(const draft *d, const op_operand *operand, const shape *s, error *e)
{
    for (size_t axis = 0; axis < operand->rank && axis < s->rank; axis++) {
        unsigned char letter = (unsigned char)operand->extent[axis].letter;
        if (letter && d->extent[letter] && d->extent[letter] != s->dims[axis])
            return xml_fail(d->node, e,
                            "extent %zu of '%s' is %zu, and %c is %zu; expected one size", axis,
                            operand->name, s->dims[axis], letter, d->extent[letter]);
    }
    return true;
}

/* Finds the shape of input i: its own, else the case's for [...], else from the extents. */
static bool find_shape(const draft *d, size_t i, shape *s, error *e)
{
    const op_operand *operand = &d->op->input[i];
    *s = d->input[i];
    if (s->known)
        return check_extents(d, operand, s, e);
    if (operand->any_shape) {
        *s = d->common;
        return s->known ||
               xml_fail(d->node, e, "no shape for '%s'; expected shape=\"...\"", operand->name);
    }
    *s = (shape){.known = true, .rank = operand->rank};
    for (size_t axis = 0; axis < operand->rank; axis++) {
        const op_extent *extent = &operand->extent[axis];
        s->dims[axis] = extent->letter ? d->extent[(unsigned char)extent->letter] : extent->fixed;
        if (s->dims[axis] == 0)
            return xml_fail(d->node, e, "no extent %c for '%s'; expected extents=\"%c=...\"",
                            extent->letter, operand->name, extent->letter);
    }
    return true;
}

/* A new tensor of the shape; NULL with *e filled in where it is too large. */
static tensor *new_tensor(const draft *d, const char *name, size_t rank, const size_t *dims,
                          error *e)
{
    double elements = 1;
    for (size_t axis = 0; axis < rank; axis++)
        elements *= (double)dims[axis];
    if (elements > ELEMENT_LIMIT) {
        xml_fail(d->node, e, "'%s' has %.0f elements; expected at most %d", name, elements,
                 ELEMENT_LIMIT);
        return NULL;
    }
    tensor *t = tensor_new(rank, dims);
    if (!t)
        xml_fail(d->node, e, "no memory");
    return t;
}

/* Reads the numbers of a node into t. */
static bool fill_tensor(tensor *t, const xmlNode *node, error *e)
{
    double values[ELEMENT_LIMIT];
    size_t count, wanted = element_count(t);
    if (!xml_numbers(node, NULL, ELEMENT_LIMIT, values, &count, e))
        return false;
    if (count != wanted)
        return xml_fail(node, e, "%zu numbers; expected %zu, as the shape says", count, wanted);
    memcpy(t->data, values, count * sizeof *values);
    return true;
}

static bool read_numbers(tensor **out, const draft *d, const xmlNode *node, const tensor *like,
                         error *e)
{
    if (!node)
        return true;
    *out = new_tensor(d, (const char *)node->name, like->rank, like->dims, e);
    return *out && fill_tensor(*out, node, e);
}

/* Where what the input avoids is an attribute, its value in this case. */
static bool find_kink(distribution *how, const draft *d, error *e)
{
    return !how->avoid[0] || draft_attribute(d, how->avoid, &how->kink) ||
           xml_fail(d->node, e, "avoid=\"%s\"; expected a number or an attribute of the op",
                    how->avoid);
}

static bool make_input(case_spec *spec, const draft *d, size_t i, error *e)
{
    shape s;
    const char *name = d->op->input[i].name;
    if (!find_shape(d, i, &s, e))
        return false;
    tensor *t = spec->fixed.in[i] = new_tensor(d, name, s.rank, s.dims, e);
    spec->how[i] = d->how[i];
    spec->fixed.domain[i] = d->how[i].domain;
    spec->in_given[i] = d->tensor[i] != NULL;
    if (!t || !find_kink(&spec->how[i], d, e))
        return false;
    if (!spec->in_given[i])
        return distribution_check(&spec->how[i], d->node, e);
    if (!fill_tensor(t, d->tensor[i], e))
        return false;
    for (size_t n = 0, count = element_count(t); n < count; n++)
        if (!(domain_distance(spec->fixed.domain[i], t->data[n]) > 0))
            return xml_fail(d->tensor[i], e, "%g in %s; expected numbers %s", t->data[n], name,
                            domain_text(spec->fixed.domain[i]));
    return true;
}

/* The index has a column of the first input for each of its rows. */
static bool make_index(case_spec *spec, const draft *d, error *e)
{
    if (!op_reads(d->op, "index"))
        return true;
    const tensor *matrix = spec->fixed.in[0];
    if (matrix->rank != 2)
        return xml_fail(d->node, e, "'%s' is not a matrix; expected %s", d->op->input[0].name,
                        d->op->signature);
    size_t rows = matrix->dims[0], columns = matrix->dims[1], count = 0;
    double given[ELEMENT_LIMIT];
    distribution *how = &spec->how_index;
    *how = (distribution){.kind = COLUMNS, .high = (double)columns, .kink = NAN};
    size_t *index = calloc(rows, sizeof *index);
    spec->fixed.attr.index = index;
    spec->fixed.attr.index_count = rows;
    if (!index)
        return xml_fail(d->node, e, "no memory");
    if (!d->index)
        return true;
    bool choice = xmlHasProp(d->index, (const xmlChar *)"choice") != NULL;
    if (!xml_numbers(d->index, choice ? "choice" : NULL, choice ? CHOICE_LIMIT : ELEMENT_LIMIT,
                     given, &count, e))
        return false;
    if (choice ? count == 0 : count != rows)
        return xml_fail(d->index, e, "%zu columns in the index; expected %s, here %zu", count,
                        choice ? "some" : "one for each row", choice ? columns : rows);
    for (size_t n = 0; n < count; n++) {
        if (!(given[n] >= 0 && given[n] < (double)columns) || given[n] != floor(given[n]))
            return xml_fail(d->index, e, "column %g; expected a whole number from 0 to %zu",
                            given[n], columns - 1);
        if (choice)
            how->value[n] = given[n];
        else
            index[n] = (size_t)given[n];
    }
    how->kind = choice ? CHOICE : COLUMNS;
    how->value_count = choice ? count : 0;
    spec->index_given = !choice;
    return true;
}

/* Golden numbers hold for numbers that are written down, not for drawn ones. */
static bool check_expectations(const case_spec *spec, const draft *d, error *e)
{
    const xmlNode *expected = d->expected_output;
    bool gradient = false;
    for (size_t i = 0; i < d->op->input_count; i++)
        if (d->expected_gradient[i]) {
            expected = d->expected_gradient[i];
            gradient = true;
        }
    if (!expected)
        return true;
    for (size_t i = 0; i < d->op->input_count; i++)
        if (!spec->in_given[i])
            return xml_fail(expected, e, "expects numbers where '%s' is drawn; expected a <tensor>",
                            d->op->input[i].name);
    if (op_reads(d->op, "index") && !spec->index_given)
        return xml_fail(expected, e, "expects numbers where the index is drawn; expected <index>");
    if (gradient && !spec->dout_given)
        return xml_fail(expected, e,
                        "expects a gradient where the upstream gradient is drawn; expected "
                        "<upstream>");
    return true;
}

static bool make_output(case_spec *spec, const draft *d, error *e)
{
    test_case *c = &spec->fixed;
    size_t rank, dims[MAX_RANK];
    error inner;
    const tensor *in[MAX_INPUTS];
    for (size_t i = 0; i < MAX_INPUTS; i++)
        in[i] = c->in[i];
    if (!op_output_shape(d->op, in, &c->attr, &rank, dims, &inner))
        return xml_fail(d->node, e, "%s; expected %s", inner.text, d->op->signature);
    c->dout = new_tensor(d, d->op->output.name, rank, dims, e);
    if (!c->dout || !read_numbers(&c->golden_out, d, d->expected_output, c->dout, e))
        return false;
    for (size_t i = 0; i < d->op->input_count; i++)
        if (!read_numbers(&c->golden_gradient[i], d, d->expected_gradient[i], c->in[i], e))
            return false;
    spec->dout_given = d->upstream != NULL;
    return (!d->upstream || fill_tensor(c->dout, d->upstream, e)) && check_expectations(spec, d, e);
}

static void spec_free(case_spec *spec)
{
    if (!spec)
        return;
    for (size_t i = 0; i < MAX_INPUTS; i++) {
        free(spec->fixed.in[i]);
        free(spec->fixed.golden_gradient[i]);
    }
    free(spec->fixed.dout);
    free(spec->fixed.golden_out);
    free((size_t *)spec->fixed.attr.index);
    free(spec->place);
    free(spec);
}

/* Puts the draft's shapes and numbers together. */
static bool make_spec(case_spec *spec, const draft *d, error *e)
{
    test_case *c = &spec->fixed;
    c->op = d->op;
    c->attr = d->attr;
    if (!draft_check_attributes(d, e))
        return false;
    for (size_t i = 0; i < d->op->input_count; i++)
        if (!make_input(spec, d, i, e))
            return false;
    return make_index(spec, d, e) && make_output(spec, d, e);
}

static bool says(const xmlNode *node, const char *name, const char *expected)
{
    char text[16];
    return xml_text(node, name, text, sizeof text) && strcmp(text, expected) == 0;
}

/* Reads one case into the set, which takes it over at once so that closing the set frees it. */
static bool read_case(case_set *set, const draft *defaults, const xmlNode *root,
                      const xmlNode *node, error *e)
{
    draft d = *defaults;
    if (set->count == CASE_LIMIT)
        return xml_fail(node, e, "more than %d cases; expected fewer", CASE_LIMIT);
    case_spec *spec = calloc(1, sizeof *spec);
    if (!spec)
        return xml_fail(node, e, "no memory");
    set->spec[set->count++] = spec;
    xml_text(node, "id", spec->fixed.name, sizeof spec->fixed.name);
    for (size_t i = 0; i + 1 < set->count; i++)
        if (strcmp(set->spec[i]->fixed.name, spec->fixed.name) == 0)
            return xml_fail(node, e, "a second case '%s'; expected another id (the first: %s)",
                            spec->fixed.name, set->spec[i]->place);
    if (asprintf(&spec->place, "%s:%ld", (const char *)node->doc->URL, xmlGetLineNo(node)) < 0) {
        spec->place = NULL;
        return xml_fail(node, e, "no memory");
    }
    spec->public = says(node, "public", "true");
    spec->fixed.kink_pinned = says(root, "kink", "pinned");
    return draft_read_case(&d, node, e) && make_spec(spec, &d, e);
}

static bool read_set(case_set *set, const xmlNode *root, error *e)
{
    char name[CASE_NAME];
    xml_text(root, "op", name, sizeof name);
    if (strcmp(name, set->op->name) != 0)
        return xml_fail(root, e, "cases of '%s'; expected op=\"%s\"", name, set->op->name);
    if (xmlHasProp(root, (const xmlChar *)"function"))
        return xml_fail(root, e, "both op= and function=; expected one of them");
    draft defaults = draft_start(set->op);
    if (!draft_read_children(&defaults, root, e))
        return false;
    size_t children = xmlChildElementCount((xmlNode *)root);
    set->spec = calloc(children, sizeof(case_spec *));
    if (!set->spec)
        return xml_fail(root, e, "no memory");
    for (const xmlNode *node = xml_first(root); node; node = xml_next(node))
        if (xml_is(node, "case") && !read_case(set, &defaults, root, node, e))
            return false;
    return true;
}

bool case_set_open(case_set **out, const char *directory, const op *o, xml_schema *schema, error *e)
{
    char *path;
    xmlDoc *doc = NULL;
    if (asprintf(&path, "%s/ops/%s.xml", directory, o->name) < 0)
        return fail(e, "%s: no memory", o->name);
    case_set *set = calloc(1, sizeof *set);
    bool ok = set || fail(e, "%s: no memory", path);
    if (set) {
        set->op = o;
        ok = xml_load(&doc, path, schema, e) && read_set(set, xmlDocGetRootElement(doc), e);
    }
    xmlFreeDoc(doc);
    free(path);
    if (ok)
        *out = set;
    else
        case_set_close(set);
    return ok;
}

void case_set_close(case_set *set)
{
    if (!set)
        return;
    for (size_t i = 0; i < set->count; i++)
        spec_free(set->spec[i]);
    free(set->spec);
    free(set);
}

size_t case_set_count(const case_set *set)
{
    return set->count;
}

const case_spec *case_set_at(const case_set *set, size_t i)
{
    return set->spec[i];
}

const char *case_spec_name(const case_spec *spec)
{
    return spec->fixed.name;
}

bool case_spec_public(const case_spec *spec)
{
    return spec->public;
}

bool case_spec_drawn(const case_spec *spec)
{
    const op *o = spec->fixed.op;
    for (size_t i = 0; i < o->input_count; i++)
        if (!spec->in_given[i])
            return true;
    return !spec->dout_given || (op_reads(o, "index") && !spec->index_given);
}

const char *case_spec_place(const case_spec *spec)
{
    return spec->place;
}
