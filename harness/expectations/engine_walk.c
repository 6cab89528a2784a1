#include "engine_walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "op_table.h"

static const double value_slack = 1e-12;

/* Gives a node its tensors. */
static bool open_node(engine_walk *w, uint32_t n, const program_step *s)
{
    w->value[n] = tensor_new(s->rank, s->dims);
    w->gradient[n] = tensor_new(s->rank, s->dims);
    w->tangent[n] = tensor_new(s->rank, s->dims);
    w->magnitude[n] = tensor_new(s->rank, s->dims);
    return w->value[n] && w->gradient[n] && w->tangent[n] && w->magnitude[n];
}

void engine_walk_free(engine_walk *w)
{
    for (size_t n = 0; n < PROGRAM_NODES; n++) {
        free(w->value[n]);
        free(w->gradient[n]);
        free(w->tangent[n]);
        free(w->magnitude[n]);
    }
}

/* The node that a step makes; PROGRAM_NODES for a step that makes none. */
static uint32_t made_by(const engine_program *p, uint32_t step)
{
    uint32_t n = 0;
    while (n < p->node_count && p->node_step[n] != step)
        n++;
    return n < p->node_count ? n : PROGRAM_NODES;
}

static bool walk_apply(engine_walk *w, const program_step *s, uint32_t n)
{
    const tensor *in[MAX_INPUTS] = {NULL};
    const attributes attr = step_attributes(s);
    bool ok = true;
    engine_walk_inputs(w, s, in);
    if (w->habit == HABIT_IN_PLACE && w->p->input_count[s->op] == 1 &&
        same_shape(in[0], w->value[n]))
        w->value[n]->data = in[0]->data;
    for (uint32_t i = 0; i < s->repeat && ok; i++) {
        ok = op_at(s->op)->forward(in, &attr, w->value[n]) == OP_OK;
        in[0] = w->value[n];
    }
    return ok;
}

/* Copies numbers to a step's results. */
static void put(engine_walk *w, const program_step *s, size_t at, const double *numbers,
                size_t count, double tolerance)
{
    for (size_t i = 0; w->number && i < count; i++) {
        w->number[s->result + at + i] = numbers[i];
        w->tolerance[s->result + at + i] =
            tolerance >= 0 ? tolerance : value_slack * fmax(1, fabs(numbers[i]));
    }
}

/* Lets all stand still. visited[] says which nodes move. */
static void hold(engine_walk *w)
{
    for (uint32_t n = 0; n < w->p->node_count; n++) {
        w->visited[n] = false;
        if (!w->tangent[n])
            continue;
        tensor_fill(w->magnitude[n], 0);
        if (w->habit != HABIT_KEEPS_TANGENTS)
            tensor_fill(w->tangent[n], 0);
    }
}

static bool walk_directional(engine_walk *w, const program_step *s)
{
    size_t used = s->number;
    hold(w);
    for (uint32_t i = 1; i < s->operand_count; i++) {
        uint32_t n = s->operand[i];
        size_t count = element_count(w->value[n]);
        if (i == 1 || w->habit != HABIT_MOVES_FIRST) {
            memcpy(w->tangent[n]->data, &w->p->number[used], count * sizeof(double));
            tensor_fill(w->magnitude[n], 1);
            w->visited[n] = true;
        }
        used += count;
    }
    if (!engine_walk_forward(w, s->operand[0]))
        return false;
    put(w, s, 0, w->tangent[s->operand[0]]->data, s->result_count,
        engine_walk_tolerance(w, s->operand[0]));
    return true;
}

static void put_jacobian(engine_walk *w, const program_step *s, size_t row, size_t column,
                         double number, double tolerance)
{
    size_t rows = s->dims[0], columns = s->dims[1];
    size_t at = w->habit == HABIT_TRANSPOSES ? column * rows + row : row * columns + column;
    if (w->number && w->habit == HABIT_ROWS_PILE_UP && row && s->verb == STEP_JACOBIAN_REVERSE)
        number += w->number[s->result + at - columns];
    put(w, s, at, &number, 1, tolerance);
}

static bool walk_jacobian_reverse(engine_walk *w, const program_step *s)
{
    uint32_t output = s->operand[0], input = s->operand[1];
    for (size_t row = 0; row < s->dims[0]; row++) {
        if (!engine_walk_reverse(w, output, row, true))
            return false;
        for (size_t column = 0; column < s->dims[1]; column++)
            put_jacobian(w, s, row, column, w->gradient[input]->data[column],
                         engine_walk_tolerance(w, input));
    }
    return true;
}

static bool walk_jacobian_forward(engine_walk *w, const program_step *s)
{
    uint32_t output = s->operand[0], input = s->operand[1];
    for (size_t column = 0; column < s->dims[1]; column++) {
        hold(w);
        tensor_fill(w->tangent[input], 0);
        w->tangent[input]->data[column] = 1;
        tensor_fill(w->magnitude[input], 1);
        w->visited[input] = true;
        if (!engine_walk_forward(w, output))
            return false;
        for (size_t row = 0; row < s->dims[0]; row++)
            put_jacobian(w, s, row, column, w->tangent[output]->data[row],
                         engine_walk_tolerance(w, output));
    }
    return true;
}

static bool walk_backward(engine_walk *w, const program_step *s)
{
    bool ok = true;
    if (s->fails)
        return true;
    for (uint32_t i = 0; i < s->repeat && ok; i++)
        ok = engine_walk_reverse(w, s->operand[0], 0, false);
    for (uint32_t n = 0; w->habit == HABIT_OVERWRITES_VALUES && n < w->p->node_count; n++) {
        const program_step *made = program_maker(w->p, n);
        if (made->verb == STEP_INPUT && made->engine == s->engine && w->value[n])
            memcpy(w->value[n]->data, w->gradient[n]->data,
                   element_count(w->value[n]) * sizeof(double));
    }
    return ok;
}

/* How many nodes the engine has by now. */
static double count_nodes(const engine_walk *w, uint32_t engine)
{
    double count = 0;
    for (uint32_t n = 0; n < w->p->node_count; n++)
        if (w->value[n] && program_maker(w->p, n)->engine == engine)
            count += program_maker(w->p, n)->repeat;
    return count;
}

static bool walk_step(engine_walk *w, uint32_t index)
{
    const program_step *s = &w->p->step[index];
    uint32_t n = s->operand[0], made = made_by(w->p, index);
    double count;
    if (made != PROGRAM_NODES && !open_node(w, made, s))
        return false;
    switch ((program_verb)s->verb) {
    case STEP_INPUT:
        memcpy(w->value[made]->data, &w->p->number[s->number], step_elements(s) * sizeof(double));
        if (w->habit == HABIT_VALUE_BORROWED)
            tensor_fill(w->value[made], NAN);
        return true;
    case STEP_APPLY:
        return walk_apply(w, s, made);
    case STEP_BACKWARD:
        return walk_backward(w, s);
    case STEP_VALUE:
    case STEP_BORROWED:
        put(w, s, 0, w->value[n]->data, s->result_count, -1);
        return true;
    case STEP_GRADIENT:
        put(w, s, 0, w->gradient[n]->data, s->result_count, engine_walk_tolerance(w, n));
        return true;
    case STEP_DIRECTIONAL:
        return walk_directional(w, s);
    case STEP_JACOBIAN_REVERSE:
        return walk_jacobian_reverse(w, s);
    case STEP_JACOBIAN_FORWARD:
        return walk_jacobian_forward(w, s);
    case STEP_COUNT:
        count = count_nodes(w, s->engine);
        put(w, s, 0, &count, 1, 0);
        return true;
    default:
        return true;
    }
}

bool engine_walk_run(engine_walk *w, uint32_t moved, size_t element, double step)
{
    for (uint32_t i = 0; i < w->p->step_count; i++) {
        if (!walk_step(w, i))
            return false;
        if (moved != PROGRAM_NODES && i == w->p->node_step[moved])
            w->value[moved]->data[element] += step;
    }
    return true;
}
