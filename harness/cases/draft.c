#include "draft.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The attributes of the contract that a case gives by name. */
typedef enum attribute_kind { REAL, AXIS, COUNT } attribute_kind;
static const struct attribute_field {
    const char *name;
    attribute_kind kind;
    size_t offset;
} attribute_fields[ATTRIBUTE_FIELDS] = {
    {"k", REAL, offsetof(attributes, k)},
    {"c", REAL, offsetof(attributes, c)},
    {"slope", REAL, offsetof(attributes, slope)},
    {"axis", AXIS, offsetof(attributes, axis)},
    {"repeats", COUNT, offsetof(attributes, repeats)},
};
/* Reads an attribute with the extents of a shape; unknown where there is none. */
static bool read_shape(shape *s, const xmlNode *node, const char *name, error *e)
{
    double extents[MAX_RANK];
    shape read = {.known = true};
    size_t elements = 1;
    if (!xmlHasProp(node, (const xmlChar *)name))
        return true;
    if (!xml_numbers(node, name, MAX_RANK, extents, &read.rank, e))
        return false;
    for (size_t axis = 0; axis < read.rank; axis++) {
        if (!(extents[axis] >= 1 && extents[axis] <= ELEMENT_LIMIT) ||
            extents[axis] != floor(extents[axis]))
            return xml_fail(node, e, "extent %g; expected a whole number from 1 to %d",
                            extents[axis], ELEMENT_LIMIT);
        read.dims[axis] = (size_t)extents[axis];
        elements *= read.dims[axis];
        if (elements > ELEMENT_LIMIT)
            return xml_fail(node, e, "shape with more than %d elements; expected a small tensor",
                            ELEMENT_LIMIT);
    }
    *s = read;
    return true;
}

/* The place of the input that the node names; checked. */
static bool find_input(const op *o, const xmlNode *node, const char *attribute, size_t *place,
                       error *e)
{
    char name[CASE_NAME];
    xml_text(node, attribute, name, sizeof name);
    for (size_t i = 0; i < o->input_count; i++)
        if (strcmp(name, o->input[i].name) == 0) {
            *place = i;
            return true;
        }
    return xml_fail(node, e, "%s has no input '%s'; expected one of: %s", o->name, name,
                    o->signature);
}

static bool set_attribute(attributes *attr, const struct attribute_field *field, double value,
                          const xmlNode *node, error *e)
{
    char *place = (char *)attr + field->offset;
    if (field->kind == REAL) {
        memcpy(place, &value, sizeof value);
        return true;
    }
    double least = field->kind == COUNT ? 1 : 0;
    if (!(value >= least && value <= ELEMENT_LIMIT) || value != floor(value))
        return xml_fail(node, e, "%s is %g; expected a whole number from %g on", field->name, value,
                        least);
    if (field->kind == COUNT)
        *(size_t *)(void *)place = (size_t)value;
    else
        *(ptrdiff_t *)(void *)place = (ptrdiff_t)value;
    return true;
}

static bool read_attribute(draft *d, const xmlNode *node, error *e)
{
    char name[CASE_NAME], text[CASE_NAME];
    xml_text(node, "name", name, sizeof name);
    xml_text(node, "value", text, sizeof text);
    for (size_t i = 0; i < ATTRIBUTE_FIELDS && op_reads(d->op, name); i++) {
        const struct attribute_field *field = &attribute_fields[i];
        if (strcmp(name, field->name) != 0)
            continue;
        d->attribute_given[i] = true;
        if (field->kind == AXIS && strcmp(text, "all") == 0) {
            d->attr.axis = ALL_AXES;
            return true;
        }
        double value;
        return xml_number(node, "value", 0, &value, e) &&
               set_attribute(&d->attr, field, value, node, e);
    }
    return xml_fail(node, e, "%s has no attribute '%s'; expected %s", d->op->name, name,
                    *d->op->attributes ? d->op->attributes : "none");
}

/* Keeps the node for later; a second one of the kind is an error. */
static bool keep(const xmlNode **kept, const xmlNode *node, error *e)
{
    if (*kept)
        return xml_fail(node, e, "a second <%s> for the same; expected one",
                        (const char *)node->name);
    *kept = node;
    return true;
}

static bool read_input(draft *d, const xmlNode *node, error *e)
{
    size_t i = 0;
    return find_input(d->op, node, "name", &i, e) && distribution_read(&d->how[i], node, e) &&
           read_shape(&d->input[i], node, "shape", e);
}

static bool read_tensor(draft *d, const xmlNode *node, error *e)
{
    size_t i = 0;
    return find_input(d->op, node, "name", &i, e) && keep(&d->tensor[i], node, e) &&
           read_shape(&d->input[i], node, "shape", e);
}

static bool read_index(draft *d, const xmlNode *node, error *e)
{
    if (!op_reads(d->op, "index"))
        return xml_fail(node, e, "%s has no index; expected %s", d->op->name,
                        *d->op->attributes ? d->op->attributes : "no attributes");
    return keep(&d->index, node, e);
}

static bool read_upstream(draft *d, const xmlNode *node, error *e)
{
    return keep(&d->upstream, node, e);
}

static bool read_expect(draft *d, const xmlNode *node, error *e)
{
    char name[CASE_NAME];
    size_t i = 0;
    bool output = xml_text(node, "name", name, sizeof name);
    if (output == (xmlHasProp(node, (const xmlChar *)"gradient") != NULL))
        return xml_fail(
            node, e,
            "<expect> of neither or of both; expected name=\"%s\" or gradient=\"an input\"",
            d->op->output.name);
    if (output && strcmp(name, d->op->output.name) != 0)
        return xml_fail(node, e, "the output of %s is not '%s'; expected '%s'", d->op->name, name,
                        d->op->output.name);
    if (output)
        return keep(&d->expected_output, node, e);
    if (!find_input(d->op, node, "gradient", &i, e))
        return false;
    if (d->op->input[i].constant)
        return xml_fail(node, e, "'%s' is const; expected an input with a gradient",
                        d->op->input[i].name);
    return keep(&d->expected_gradient[i], node, e);
}

static bool read_child(draft *d, const xmlNode *node, error *e)
{
    static const struct {
        const char *name;
        bool (*read)(draft *, const xmlNode *, error *);
    } readers[] = {{"input", read_input}, {"attribute", read_attribute}, {"tensor", read_tensor},
                   {"index", read_index}, {"upstream", read_upstream},   {"expect", read_expect}};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (xml_is(node, readers[i].name))
            return readers[i].read(d, node, e);
    return xml_fail(node, e, "unknown element <%s>; expected those of the schema",
                    (const char *)node->name);
}

/* Reads one of extents="N=7 D=3". */
static bool read_extent(draft *d, const char *item, error *e)
{
    unsigned char letter = (unsigned char)item[0];
    unsigned long extent = strtoul(item + 2, NULL, 10); /* the schema checked its form */
    if (extent < 1 || extent > ELEMENT_LIMIT)
        return xml_fail(d->node, e, "extent '%s'; expected a number from 1 to %d", item,
                        ELEMENT_LIMIT);
    bool used = false;
    for (size_t i = 0; i < d->op->input_count; i++)
        for (size_t axis = 0; axis < d->op->input[i].rank; axis++)
            used = used || d->op->input[i].extent[axis].letter == item[0];
    if (!used || d->extent[letter])
        return xml_fail(d->node, e, "extent '%s' is %s; expected one for each letter of %s", item,
                        used ? "given twice" : "not of this op", d->op->signature);
    d->extent[letter] = extent;
    return true;
}

static bool read_extents(draft *d, error *e)
{
    xmlChar *text = xmlGetNoNsProp(d->node, (const xmlChar *)"extents");
    char *rest = (char *)text;
    bool ok = true;
    for (char *item; ok && text && (item = strtok_r(rest, " \t\r\n", &rest));)
        ok = read_extent(d, item, e);
    xmlFree(text);
    return ok;
}

/* What belongs to cases of functions, or to ops whose inputs have any shape. */
static bool check_attributes_of_case(const draft *d, error *e)
{
    bool any_shape = false;
    for (size_t i = 0; i < d->op->input_count; i++)
        any_shape = any_shape || d->op->input[i].any_shape;
    if (xmlHasProp(d->node, (const xmlChar *)"status"))
        return xml_fail(d->node, e, "a status in a case of an op; expected one of functions only");
    if (xmlHasProp(d->node, (const xmlChar *)"shape") && !any_shape)
        return xml_fail(d->node, e, "a shape where %s has none to choose; expected extents for %s",
                        d->op->name, d->op->signature);
    return true;
}

draft draft_start(const op *o)
{
    draft d = {.op = o};
    for (size_t i = 0; i < MAX_INPUTS; i++)
        d.how[i] = distribution_default;
    return d;
}

bool draft_read_children(draft *d, const xmlNode *node, error *e)
{
    for (const xmlNode *child = xml_first(node); child; child = xml_next(child))
        if (!xml_is(child, "case") && (!xml_is_first(child, "name", e) || !read_child(d, child, e)))
            return false;
    return true;
}

bool draft_read_case(draft *d, const xmlNode *node, error *e)
{
    d->node = node;
    return check_attributes_of_case(d, e) && read_extents(d, e) &&
           read_shape(&d->common, node, "shape", e) && draft_read_children(d, node, e);
}

bool draft_check_attributes(const draft *d, error *e)
{
    for (size_t i = 0; i < ATTRIBUTE_FIELDS; i++)
        if (op_reads(d->op, attribute_fields[i].name) && !d->attribute_given[i])
            return xml_fail(d->node, e, "no %s; expected <attribute name=\"%s\" value=\"...\"/>",
                            attribute_fields[i].name, attribute_fields[i].name);
    return true;
}

bool draft_attribute(const draft *d, const char *name, double *value)
{
    for (size_t i = 0; i < ATTRIBUTE_FIELDS; i++)
        if (attribute_fields[i].kind == REAL && d->attribute_given[i] &&
            strcmp(name, attribute_fields[i].name) == 0) {
            memcpy(value, (const char *)&d->attr + attribute_fields[i].offset, sizeof *value);
            return true;
        }
    return false;
}
