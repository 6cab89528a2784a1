#include "engine_wire.h"

#include <string.h>

static bool put_tensor(wire_tensor *w, const tensor *t)
{
    if (!t || t->rank > MAX_RANK)
        return false;
    w->rank = t->rank;
    for (size_t axis = 0; axis < t->rank; axis++)
        w->dims[axis] = t->dims[axis];
    size_t count = element_count(t);
    if (count > TENSOR_NUMBERS)
        return false;
    memcpy(w->data, t->data, count * sizeof *w->data);
    return true;
}

static bool put_attributes(wire_call *w, const attributes *attr)
{
    static const attributes none;
    if (!attr)
        attr = &none;
    w->k = attr->k;
    w->c = attr->c;
    w->slope = attr->slope;
    w->axis = attr->axis;
    w->repeats = attr->repeats;
    w->index_count = attr->index ? attr->index_count : 0;
    if (w->index_count > TENSOR_NUMBERS)
        return false;
    if (w->index_count)
        memcpy(w->index, attr->index, w->index_count * sizeof *w->index);
    return true;
}

/* How many results a call has. */
static size_t result_count(const op_call *c)
{
    return c->kind == CALL_SHAPE ? 0 : c->kind == CALL_BACKWARD ? c->input_count : 1;
}

bool wire_put(wire_call *w, uint32_t step, const op_call *c)
{
    bool fits = put_attributes(w, c->attr);
    w->step = step;
    w->op = c->op;
    w->kind = c->kind;
    for (size_t i = 0; i < c->input_count && fits; i++)
        fits = put_tensor(&w->in[i], c->in[i]) &&
               (c->kind != CALL_JVP || put_tensor(&w->tangent[i], c->tangent[i]));
    if (fits && (c->kind == CALL_BACKWARD || c->kind == CALL_JVP))
        fits = put_tensor(&w->out, c->out);
    if (fits && c->kind == CALL_BACKWARD)
        fits = put_tensor(&w->dout, c->dout);
    /* Only their shapes are of interest. */
    for (size_t i = 0; i < result_count(c) && fits; i++)
        fits = put_tensor(&w->result[i], c->result[i]);
    return fits;
}

op_status wire_take(const wire_call *w, const op_call *c)
{
    if (w->status != OP_OK)
        return (op_status)w->status;
    if (c->kind == CALL_SHAPE) {
        *c->rank = w->result[0].rank;
        memcpy(c->dims, w->result[0].dims, w->result[0].rank * sizeof *c->dims);
    }
    for (size_t i = 0; i < result_count(c); i++) {
        tensor *t = c->result[i];
        for (size_t k = 0; k < element_count(t); k++) {
            double got = w->result[i].data[k];
            /* Not even 0 is added to values: it would change -0. */
            t->data[k] = c->kind == CALL_BACKWARD ? t->data[k] + got : got;
        }
    }
    return OP_OK;
}

/* A tensor whose shape is sound, over the elements of the copy; else false. */
static bool view(tensor *t, wire_tensor *w)
{
    size_t count = 1;
    if (w->rank > MAX_RANK)
        return false;
    for (size_t axis = 0; axis < w->rank; axis++) {
        if (w->dims[axis] < 1 || w->dims[axis] > TENSOR_NUMBERS / count)
            return false;
        count *= w->dims[axis];
    }
    *t = (tensor){.rank = w->rank, .dims = w->dims, .data = w->data};
    return true;
}

/* A call as the reference's ops take it, over the copy. */
typedef struct unpacked {
    tensor in[MAX_INPUTS], tangent[MAX_INPUTS], result[MAX_INPUTS], out, dout;
    const tensor *ins[MAX_INPUTS], *tangents[MAX_INPUTS];
    tensor *results[MAX_INPUTS];
    attributes attr;
    size_t rank, dims[MAX_RANK];
} unpacked;

static bool unpack_tensors(unpacked *u, wire_call *w, op_call *c)
{
    for (size_t i = 0; i < c->input_count; i++) {
        if (!view(&u->in[i], &w->in[i]) ||
            (c->kind == CALL_JVP && !view(&u->tangent[i], &w->tangent[i])))
            return false;
        u->ins[i] = &u->in[i];
        u->tangents[i] = &u->tangent[i];
    }
    for (size_t i = 0; i < result_count(c); i++) {
        if (!view(&u->result[i], &w->result[i]))
            return false;
        memset(w->result[i].data, 0, sizeof w->result[i].data);
        u->results[i] = &u->result[i];
    }
    return (c->kind != CALL_BACKWARD || view(&u->dout, &w->dout)) &&
           (c->kind == CALL_SHAPE || c->kind == CALL_FORWARD || view(&u->out, &w->out));
}

static bool unpack(unpacked *u, wire_call *w, op_call *c)
{
    if (w->kind >= CALL_KINDS || w->op >= PROGRAM_OPS || w->index_count > TENSOR_NUMBERS)
        return false;
    c->kind = (call_kind)w->kind;
    c->op = w->op;
    u->attr = (attributes){.k = w->k,
                           .c = w->c,
                           .slope = w->slope,
                           .axis = (ptrdiff_t)w->axis,
                           .repeats = w->repeats,
                           .index = w->index_count ? w->index : NULL,
                           .index_count = w->index_count};
    c->attr = &u->attr;
    c->in = u->ins;
    c->tangent = u->tangents;
    c->result = u->results;
    c->out = &u->out;
    c->dout = &u->dout;
    c->rank = &u->rank;
    c->dims = u->dims;
    return unpack_tensors(u, w, c);
}

void wire_answer(wire_call *w, uint32_t input_count, op_answer *answer, void *context)
{
    unpacked u;
    op_call c = {.input_count = input_count};
    w->status = OP_BAD_INPUT;
    if (!unpack(&u, w, &c))
        return;
    w->status = (int32_t)answer(context, &c);
    if (c.kind == CALL_SHAPE && w->status == OP_OK) {
        w->result[0].rank = u.rank;
        memcpy(w->result[0].dims, u.dims, sizeof u.dims);
    }
}
