#include "function_cases.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draft.h"
#include "function_spec.h"
#include "tensor.h"

struct function_case_set {
    const function *f;
    size_t count;
    function_spec **spec;
};

enum { STEP_LIMIT = 1000 };

/* What a case file says, first its defaults and then the case; as draft.h is for ops. */
typedef struct function_draft {
    const function *f;
    const xmlNode *node; /* the <case> */
    settings set;
    bool setting_given[SETTING_FIELDS];
    distribution how[MAX_FUNCTION_INPUTS];
    signature_bindings extents;
    const xmlNode *tensor[MAX_FUNCTION_INPUTS], *expected[MAX_FUNCTION_OUTPUTS], *jitter;
    char callback[CASE_NAME];
    bool slope;
    size_t fails_at;
    op_status status;
} function_draft;

/* Shapes follow from the extents, and kinks are those of ops. */
static bool has_no(const char *name, const xmlNode *node, error *e)
{
    return !xmlHasProp(node, (const xmlChar *)name) ||
           xml_fail(node, e, "%s= in <%s> of a function; expected it for ops only", name,
                    (const char *)node->name);
}

/* The place of the operand that the node names; checked. */
static bool find_operand(const function_draft *d, const signature_operand *operand, size_t count,
                         const xmlNode *node, size_t *place, error *e)
{
    char name[CASE_NAME];
    xml_text(node, "name", name, sizeof name);
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, operand[i].name) == 0) {
            *place = i;
            return true;
        }
    return xml_fail(node, e, "%s has no '%s' there; expected one of: %s", d->f->name, name,
                    d->f->signature);
}

static bool keep(const xmlNode **kept, const xmlNode *node, error *e)
{
    if (*kept)
        return xml_fail(node, e, "a second <%s> for the same; expected one",
                        (const char *)node->name);
    *kept = node;
    return true;
}

static bool read_input(function_draft *d, const xmlNode *node, error *e)
{
    size_t i = 0;
    return has_no("shape", node, e) && has_no("domain", node, e) &&
           find_operand(d, d->f->input, d->f->input_count, node, &i, e) &&
           distribution_read(&d->how[i], node, e) &&
           (!*d->how[i].avoid ||
            xml_fail(node, e, "avoid=\"%s\"; expected a number", d->how[i].avoid));
}

static bool read_tensor(function_draft *d, const xmlNode *node, error *e)
{
    size_t i = 0;
    return has_no("shape", node, e) &&
           find_operand(d, d->f->input, d->f->input_count, node, &i, e) &&
           keep(&d->tensor[i], node, e);
}

static bool read_expect(function_draft *d, const xmlNode *node, error *e)
{
    size_t i = 0;
    return has_no("gradient", node, e) &&
           find_operand(d, d->f->output, d->f->output_count, node, &i, e) &&
           keep(&d->expected[i], node, e);
}

static bool read_setting(function_draft *d, const xmlNode *node, error *e)
{
    char name[CASE_NAME];
    double value;
    xml_text(node, "name", name, sizeof name);
    if (!xml_number(node, "value", 0, &value, e))
        return false;
    for (size_t i = 0; i < SETTING_FIELDS && function_reads(d->f, name); i++) {
        const setting_field *field = &setting_fields[i];
        if (strcmp(name, field->name) != 0)
            continue;
        const double limit = field->kind == SETTING_FLAG ? 1 : STEP_LIMIT;
        if (field->kind != SETTING_REAL && !(value >= 0 && value <= limit && value == floor(value)))
            return xml_fail(node, e, "%s is %g; expected a whole number from 0 to %g", name, value,
                            limit);
        setting_put(&d->set, field, value);
        d->setting_given[i] = true;
        return true;
    }
    return xml_fail(node, e, "%s has no setting '%s'; expected one of: %s", d->f->name, name,
                    *d->f->settings ? d->f->settings : "none");
}

static bool read_callback(function_draft *d, const xmlNode *node, error *e)
{
    char gives[16];
    double fails_at;
    if (!function_reads(d->f, "f"))
        return xml_fail(node, e, "%s takes no f; expected one of: %s", d->f->name, d->f->settings);
    if (!xml_number(node, "fails-at", 0, &fails_at, e))
        return false;
    d->fails_at = (size_t)fails_at;
    if (xml_text(node, "gives", gives, sizeof gives))
        d->slope = strcmp(gives, "slope") == 0;
    xml_text(node, "name", d->callback, sizeof d->callback);
    return true;
}

static bool read_jitter(function_draft *d, const xmlNode *node, error *e)
{
    if (!function_reads(d->f, "jitter"))
        return xml_fail(node, e, "%s takes no jitter; expected one of: %s", d->f->name,
                        d->f->settings);
    return keep(&d->jitter, node, e);
}

static bool read_children(function_draft *d, const xmlNode *node, error *e)
{
    static const struct {
        const char *name;
        bool (*read)(function_draft *, const xmlNode *, error *);
    } readers[] = {{"input", read_input},   {"setting", read_setting}, {"f", read_callback},
                   {"tensor", read_tensor}, {"jitter", read_jitter},   {"expect", read_expect}};
    for (const xmlNode *child = xml_first(node); child; child = xml_next(child)) {
        bool known = xml_is(child, "case");
        for (size_t i = 0; i < sizeof readers / sizeof *readers && !known; i++)
            if (xml_is(child, readers[i].name)) {
                known = true;
                if (!xml_is_first(child, xml_is(child, "f") ? NULL : "name", e) ||
                    !readers[i].read(d, child, e))
                    return false;
            }
        if (!known)
            return xml_fail(child, e, "<%s> in a case of a function; expected what README.md says",
                            (const char *)child->name);
    }
    return true;
}

/* Reads one of extents="N=7 D=3". */
static bool read_extent(function_draft *d, const char *item, error *e)
{
    const unsigned char letter = (unsigned char)item[0];
    const unsigned long extent = strtoul(item + 2, NULL, 10); /* the schema checked its form */
    bool used = false;
    for (size_t i = 0; i < d->f->input_count; i++)
        for (size_t axis = 0; axis < d->f->input[i].rank; axis++)
            used = used || d->f->input[i].extent[axis].letter == item[0];
    if (!used || extent < 1 || extent > ELEMENT_LIMIT || d->extents.extent[letter])
        return xml_fail(d->node, e, "extent '%s'; expected one for each letter of %s", item,
                        d->f->signature);
    d->extents.extent[letter] = extent;
    return true;
}

static bool read_extents(function_draft *d, error *e)
{
    xmlChar *text = xmlGetNoNsProp(d->node, (const xmlChar *)"extents");
    char *rest = (char *)text;
    bool ok = true;
    for (char *item; ok && text && (item = strtok_r(rest, " \t\r\n", &rest));)
        ok = read_extent(d, item, e);
    xmlFree(text);
    return ok;
}

static bool read_status(function_draft *d, error *e)
{
    static const struct {
        const char *text;
        op_status status;
    } known[] = {{"ok", OP_OK}, {"bad-input", OP_BAD_INPUT}, {"no-memory", OP_NO_MEMORY}};
    char text[16];
    if (!xml_text(d->node, "status", text, sizeof text))
        return true;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(text, known[i].text) == 0) {
            d->status = known[i].status;
            return true;
        }
    return xml_fail(d->node, e, "status '%s'; expected ok, bad-input or no-memory", text);
}

/* A new tensor for the operand; NULL with *e filled in where a letter has no extent, or it is too
 * large. */
static tensor *new_operand(const function_draft *d, const signature_operand *operand, error *e)
{
    size_t rank, dims[MAX_RANK];
    double elements = 1;
    for (size_t axis = 0; axis < operand->rank; axis++) {
        const char letter = operand->extent[axis].letter;
        if (letter && d->extents.extent[(unsigned char)letter] == 0) {
            xml_fail(d->node, e, "no extent %c for '%s'; expected extents=\"%c=...\"", letter,
                     operand->name, letter);
            return NULL;
        }
    }
    signature_shape(operand, &d->extents, &rank, dims);
    for (size_t axis = 0; axis < rank; axis++)
        elements *= (double)dims[axis];
    if (elements > ELEMENT_LIMIT) {
        xml_fail(d->node, e, "'%s' has %.0f elements; expected at most %d", operand->name, elements,
                 ELEMENT_LIMIT);
        return NULL;
    }
    tensor *t = tensor_new(rank, dims);
    if (!t)
        xml_fail(d->node, e, "no memory");
    return t;
}

/* What is computed must not be too large either. */
static bool check_outputs(const function_draft *d, error *e)
{
    for (size_t i = 0; i < d->f->output_count; i++) {
        tensor *t = new_operand(d, &d->f->output[i], e);
        if (!t)
            return false;
        free(t);
    }
    return true;
}

static bool fill_tensor(tensor *t, const xmlNode *node, error *e)
{
    double values[ELEMENT_LIMIT];
    size_t count, wanted = element_count(t);
    if (!xml_numbers(node, NULL, ELEMENT_LIMIT, values, &count, e))
        return false;
    if (count != wanted)
        return xml_fail(node, e, "%zu numbers; expected %zu, as the extents say", count, wanted);
    memcpy(t->data, values, count * sizeof *values);
    return true;
}

static bool make_inputs(function_spec *spec, const function_draft *d, error *e)
{
    for (size_t i = 0; i < d->f->input_count; i++) {
        tensor *t = spec->fixed.in[i] = new_operand(d, &d->f->input[i], e);
        spec->how[i] = d->how[i];
        spec->in_given[i] = d->tensor[i] != NULL;
        if (!t || !(d->tensor[i] ? fill_tensor(t, d->tensor[i], e)
                                 : distribution_check(&d->how[i], d->node, e)))
            return false;
    }
    return true;
}

/* Golden numbers hold for numbers that are written down, not for drawn ones. */
static bool make_golden(function_spec *spec, const function_draft *d, error *e)
{
    for (size_t i = 0; i < d->f->output_count; i++) {
        if (!d->expected[i])
            continue;
        for (size_t k = 0; k < d->f->input_count; k++)
            if (!spec->in_given[k])
                return xml_fail(d->expected[i], e,
                                "expects numbers where '%s' is drawn; expected a <tensor>",
                                d->f->input[k].name);
        spec->fixed.golden[i] = new_operand(d, &d->f->output[i], e);
        if (!spec->fixed.golden[i] || !fill_tensor(spec->fixed.golden[i], d->expected[i], e))
            return false;
    }
    return true;
}

static bool make_jitter(function_spec *spec, const function_draft *d, error *e)
{
    const size_t wanted = 2 * settings_steps(&d->set);
    double below, values[ELEMENT_LIMIT];
    size_t count;
    if (!d->jitter)
        return true;
    size_t *jitter = calloc(wanted + 1, sizeof *jitter);
    spec->fixed.set.jitter = jitter;
    if (!jitter)
        return xml_fail(d->jitter, e, "no memory");
    if (!xml_number(d->jitter, "below", 0, &below, e) ||
        !xml_numbers(d->jitter, NULL, ELEMENT_LIMIT, values, &count, e))
        return false;
    spec->jitter_below = (size_t)below;
    if (count != (below > 0 ? 0 : wanted))
        return xml_fail(d->jitter, e,
                        "%zu numbers; expected %zu, two for every step, or below=", count, wanted);
    for (size_t i = 0; i < count; i++)
        jitter[i] = (size_t)values[i];
    return true;
}

static bool make_spec(function_spec *spec, const function_draft *d, error *e)
{
    static const char *const required[] = {"h", "learning_rate"};
    for (size_t i = 0; i < SETTING_FIELDS; i++)
        for (size_t k = 0; k < sizeof required / sizeof *required; k++)
            if (strcmp(setting_fields[i].name, required[k]) == 0 &&
                function_reads(d->f, required[k]) && !d->setting_given[i])
                return xml_fail(d->node, e, "no %s; expected <setting name=\"%s\" value=\"...\"/>",
                                required[k], required[k]);
    if (function_reads(d->f, "f") && !*d->callback)
        return xml_fail(d->node, e, "no f; expected <f name=\"...\"/>");
    spec->fixed.f = d->f;
    spec->fixed.set = d->set;
    spec->fixed.status = d->status;
    spec->slope = d->slope;
    spec->fails_at = d->fails_at;
    memcpy(spec->callback, d->callback, sizeof spec->callback);
    return make_inputs(spec, d, e) && check_outputs(d, e) && make_golden(spec, d, e) &&
           make_jitter(spec, d, e);
}

static void spec_free(function_spec *spec)
{
    if (!spec)
        return;
    for (size_t i = 0; i < MAX_FUNCTION_INPUTS; i++)
        free(spec->fixed.in[i]);
    for (size_t i = 0; i < MAX_FUNCTION_OUTPUTS; i++)
        free(spec->fixed.golden[i]);
    free((size_t *)spec->fixed.set.jitter);
    free(spec->place);
    free(spec);
}

/* Reads one case into the set, which takes it over at once so that closing the set frees it. */
static bool read_case(function_case_set *set, const function_draft *defaults, const xmlNode *node,
                      error *e)
{
    char text[16];
    function_draft d = *defaults;
    if (set->count == CASE_LIMIT)
        return xml_fail(node, e, "more than %d cases; expected fewer", CASE_LIMIT);
    function_spec *spec = calloc(1, sizeof *spec);
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
    spec->public = xml_text(node, "public", text, sizeof text) && strcmp(text, "true") == 0;
    d.node = node;
    return has_no("shape", node, e) && read_extents(&d, e) && read_status(&d, e) &&
           read_children(&d, node, e) && make_spec(spec, &d, e);
}

static bool read_set(function_case_set *set, const xmlNode *root, error *e)
{
    char name[CASE_NAME];
    xml_text(root, "function", name, sizeof name);
    if (strcmp(name, set->f->name) != 0)
        return xml_fail(root, e, "cases of '%s'; expected function=\"%s\"", name, set->f->name);
    function_draft defaults = {.f = set->f};
    for (size_t i = 0; i < MAX_FUNCTION_INPUTS; i++)
        defaults.how[i] = distribution_default;
    if (!has_no("op", root, e) || !has_no("kink", root, e) || !read_children(&defaults, root, e))
        return false;
    set->spec = calloc(xmlChildElementCount((xmlNode *)root), sizeof(function_spec *));
    if (!set->spec)
        return xml_fail(root, e, "no memory");
    for (const xmlNode *node = xml_first(root); node; node = xml_next(node))
        if (xml_is(node, "case") && !read_case(set, &defaults, node, e))
            return false;
    return true;
}

bool function_case_set_open(function_case_set **out, const char *directory, const function *f,
                            xml_schema *schema, error *e)
{
    char *path;
    xmlDoc *doc = NULL;
    if (asprintf(&path, "%s/functions/%s.xml", directory, f->name) < 0)
        return fail(e, "%s: no memory", f->name);
    function_case_set *set = calloc(1, sizeof *set);
    bool ok = set || fail(e, "%s: no memory", path);
    if (ok) {
        set->f = f;
        ok = xml_load(&doc, path, schema, e) && read_set(set, xmlDocGetRootElement(doc), e);
    }
    xmlFreeDoc(doc);
    free(path);
    if (ok)
        *out = set;
    else
        function_case_set_close(set);
    return ok;
}

void function_case_set_close(function_case_set *set)
{
    if (!set)
        return;
    for (size_t i = 0; i < set->count; i++)
        spec_free(set->spec[i]);
    free(set->spec);
    free(set);
}

size_t function_case_set_count(const function_case_set *set)
{
    return set->count;
}

const function_spec *function_case_set_at(const function_case_set *set, size_t i)
{
    return set->spec[i];
}

const char *function_spec_name(const function_spec *spec)
{
    return spec->fixed.name;
}

bool function_spec_public(const function_spec *spec)
{
    return spec->public;
}

bool function_spec_drawn(const function_spec *spec)
{
    bool drawn = spec->jitter_below > 0;
    for (size_t i = 0; i < spec->fixed.f->input_count; i++)
        drawn = drawn || !spec->in_given[i];
    return drawn;
}

const char *function_spec_place(const function_spec *spec)
{
    return spec->place;
}
