#include "engine_program.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "op_table.h"

void program_start(engine_program *p, uint32_t engine_count)
{
    assert(engine_count >= 1 && engine_count <= PROGRAM_ENGINES && op_count() == PROGRAM_OPS);
    memset(p, 0, sizeof *p);
    p->engine_count = engine_count;
    p->rounds = 1;
    for (size_t i = 0; i < PROGRAM_OPS; i++)
        p->input_count[i] = (uint32_t)op_at(i)->input_count;
}

static program_step *add_step(engine_program *p, program_verb verb, uint32_t engine)
{
    assert(p->step_count < PROGRAM_STEPS && engine < p->engine_count);
    program_step *s = &p->step[p->step_count++];
    *s = (program_step){.verb = verb, .engine = engine, .repeat = 1};
    return s;
}

static uint32_t add_node(engine_program *p)
{
    assert(p->node_count < PROGRAM_NODES);
    p->node_step[p->node_count] = p->step_count - 1;
    return p->node_count++;
}

static void add_operand(const engine_program *p, program_step *s, uint32_t n)
{
    assert(s->operand_count < PROGRAM_OPERANDS && n < p->node_count &&
           program_maker(p, n)->engine == s->engine);
    s->operand[s->operand_count++] = n;
}

static uint32_t add_numbers(engine_program *p, const double *numbers, size_t count)
{
    uint32_t at = p->number_count;
    assert(count <= PROGRAM_NUMBERS - at);
    memcpy(&p->number[at], numbers, count * sizeof *numbers);
    p->number_count += (uint32_t)count;
    return at;
}

/* Makes room for a step's result. */
static void add_result(engine_program *p, program_step *s)
{
    s->result = p->result_count;
    s->result_count = (uint32_t)step_elements(s);
    assert(s->result_count <= PROGRAM_RESULTS - p->result_count);
    p->result_count += s->result_count;
}

/* Shapes the step's tensor. */
static void set_shape(program_step *s, size_t rank, const size_t *dims)
{
    s->rank = (uint32_t)rank;
    for (size_t axis = 0; axis < rank; axis++)
        s->dims[axis] = dims[axis];
    assert(step_elements(s) <= TENSOR_NUMBERS);
}

uint32_t program_input(engine_program *p, uint32_t engine, const tensor *value)
{
    program_step *s = add_step(p, STEP_INPUT, engine);
    set_shape(s, value->rank, value->dims);
    s->number = add_numbers(p, value->data, element_count(value));
    return add_node(p);
}

static bool output_shape(const engine_program *p, const op *o, const uint32_t in[],
                         const attributes *attr, size_t *rank, size_t dims[MAX_RANK])
{
    tensor shape[MAX_INPUTS];
    const tensor *list[MAX_INPUTS];
    for (size_t i = 0; i < o->input_count; i++) {
        const program_step *made = program_maker(p, in[i]);
        shape[i] = (tensor){.rank = made->rank, .dims = made->dims};
        list[i] = &shape[i];
    }
    return op_output_shape(o, list, attr, rank, dims, NULL);
}

static size_t row_of(const op *o)
{
    size_t row = 0;
    while (op_at(row) != o)
        row++;
    return row;
}

bool program_fits(const engine_program *p, const char *op_name, const uint32_t in[],
                  const attributes *attr)
{
    size_t rank, dims[MAX_RANK], count = 1;
    static const attributes none;
    if (p->node_count == PROGRAM_NODES || p->step_count == PROGRAM_STEPS ||
        !output_shape(p, op_find(op_name), in, attr ? attr : &none, &rank, dims))
        return false;
    for (size_t axis = 0; axis < rank && count <= TENSOR_NUMBERS; axis++)
        count = dims[axis] <= TENSOR_NUMBERS ? count * dims[axis] : SIZE_MAX;
    return count <= TENSOR_NUMBERS;
}

static program_step *add_application(engine_program *p, program_verb verb, const op *o,
                                     const uint32_t in[], const attributes *attr)
{
    program_step *s = add_step(p, verb, program_maker(p, in[0])->engine);
    s->op = (uint32_t)row_of(o);
    s->attr = attr ? *attr : (attributes){0};
    s->attr.index = NULL;
    assert(s->attr.index_count <= PROGRAM_INDEX);
    if (attr && attr->index_count)
        memcpy(s->index, attr->index, s->attr.index_count * sizeof *s->index);
    for (size_t i = 0; i < o->input_count; i++)
        add_operand(p, s, in[i]);
    return s;
}

uint32_t program_apply(engine_program *p, const char *op_name, const uint32_t in[],
                       const attributes *attr)
{
    const op *o = op_find(op_name);
    assert(o && program_fits(p, op_name, in, attr));
    size_t rank, dims[MAX_RANK];
    program_step *s = add_application(p, STEP_APPLY, o, in, attr);
    const attributes kept = step_attributes(s);
    output_shape(p, o, in, &kept, &rank, dims);
    set_shape(s, rank, dims);
    return add_node(p);
}

void program_misapply(engine_program *p, const char *op_name, const uint32_t in[])
{
    assert(!program_fits(p, op_name, in, NULL));
    add_application(p, STEP_MISAPPLY, op_find(op_name), in, NULL);
}

void program_ask(engine_program *p, program_verb verb, uint32_t n)
{
    const program_step *made = program_maker(p, n);
    program_step *s = add_step(p, verb, made->engine);
    add_operand(p, s, n);
    set_shape(s, made->rank, made->dims);
    if (verb != STEP_BACKWARD)
        add_result(p, s);
    assert(verb != STEP_BACKWARD || step_elements(s) == 1);
}

void program_ask_all(engine_program *p, program_verb verb, uint32_t engine)
{
    for (uint32_t n = 0; n < p->node_count; n++)
        if (program_maker(p, n)->engine == engine)
            program_ask(p, verb, n);
}

void program_directional(engine_program *p, uint32_t output, const uint32_t in[], uint32_t count,
                         const double tangents[])
{
    size_t elements = 0;
    const program_step *made = program_maker(p, output);
    program_step *s = add_step(p, STEP_DIRECTIONAL, made->engine);
    add_operand(p, s, output);
    for (uint32_t i = 0; i < count; i++) {
        add_operand(p, s, in[i]);
        elements += step_elements(program_maker(p, in[i]));
    }
    set_shape(s, made->rank, made->dims);
    s->number = add_numbers(p, tangents, elements);
    add_result(p, s);
}

void program_jacobian(engine_program *p, program_verb verb, uint32_t output, uint32_t input)
{
    program_step *s = add_step(p, verb, program_maker(p, output)->engine);
    add_operand(p, s, output);
    add_operand(p, s, input);
    set_shape(s, 2,
              (const size_t[]){step_elements(program_maker(p, output)),
                               step_elements(program_maker(p, input))});
    add_result(p, s);
}

void program_engine(engine_program *p, program_verb verb, uint32_t engine)
{
    program_step *s = add_step(p, verb, engine);
    if (verb == STEP_COUNT)
        add_result(p, s);
}

void program_dependencies(const engine_program *p, uint32_t output, bool depends[PROGRAM_NODES])
{
    memset(depends, 0, PROGRAM_NODES * sizeof *depends);
    depends[output] = true;
    for (uint32_t n = output + 1; n-- > 0;) {
        const program_step *s = program_maker(p, n);
        for (uint32_t i = 0; depends[n] && s->verb == STEP_APPLY && i < s->operand_count; i++)
            depends[s->operand[i]] = true;
    }
}

void program_node_name(const engine_program *p, uint32_t output, uint32_t n, char *text,
                       size_t size)
{
    bool is_input = program_maker(p, n)->verb == STEP_INPUT, depends[PROGRAM_NODES];
    unsigned number = 0, all = 0;
    program_dependencies(p, output, depends);
    for (uint32_t m = 0; m < p->node_count; m++)
        if (depends[m] && (program_maker(p, m)->verb == STEP_INPUT) == is_input) {
            all++;
            number += m < n;
        }
    if (!depends[n])
        snprintf(text, size, "n%u", n);
    else if (is_input)
        snprintf(text, size, all == 1 ? "x" : "x%u", number + 1);
    else if (n == output)
        snprintf(text, size, "y");
    else if (number < 20)
        snprintf(text, size, "%c", (int)('a' + number));
    else
        snprintf(text, size, "a%u", number);
}

/* Appends to a text that may be full already. */
static void append(char *text, size_t size, const char *more)
{
    size_t used = strlen(text);
    snprintf(text + used, size - used, "%s", more);
}

static void append_attributes(const program_step *s, char *text, size_t size)
{
    const op *o = op_at(s->op);
    char part[64];
    const struct {
        const char *name;
        double value;
    } listed[] = {{"k", s->attr.k},
                  {"c", s->attr.c},
                  {"slope", s->attr.slope},
                  {"axis", (double)s->attr.axis},
                  {"repeats", (double)s->attr.repeats}};
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
        if (op_reads(o, listed[i].name)) {
            bool all = strcmp(listed[i].name, "axis") == 0 && s->attr.axis == ALL_AXES;
            snprintf(part, sizeof part, all ? ", all" : ", %s=%.3g", listed[i].name,
                     listed[i].value);
            append(text, size, part);
        }
}

void program_formula(const engine_program *p, uint32_t output, char *text, size_t size)
{
    bool depends[PROGRAM_NODES];
    char name[16];
    *text = '\0';
    program_dependencies(p, output, depends);
    for (uint32_t n = 0; n <= output; n++) {
        const program_step *s = program_maker(p, n);
        if (!depends[n] || s->verb != STEP_APPLY)
            continue;
        program_node_name(p, output, n, name, sizeof name);
        append(text, size, *text ? "; " : "");
        append(text, size, name);
        append(text, size, " = ");
        append(text, size, op_at(s->op)->name);
        for (uint32_t i = 0; i < s->operand_count; i++) {
            program_node_name(p, output, s->operand[i], name, sizeof name);
            append(text, size, i ? ", " : "(");
            append(text, size, name);
        }
        append_attributes(s, text, size);
        append(text, size, ")");
    }
}
