#include "op_network.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/random_stream.h"
#include "tensor.h"

static op_status apply_reference(void *context, const op_request *c)
{
    (void)context;
    assert(c->direction != JVP);
    if (c->direction == FORWARD)
        return c->op->forward(c->in, c->attr, c->result[0]);
    return c->op->backward(c->in, c->attr, c->out, c->dout, c->result);
}

const op_source op_source_reference = {.apply = apply_reference};

static const char *hidden_ops(const activation *f)
{
    switch (f->kind) {
    case ACTIVATION_SIGMOID:
        return "sigmoid";
    case ACTIVATION_TANH:
        return "tanh";
    case ACTIVATION_LINEAR:
        break;
    }
    return f->left != 0 ? "leaky_relu" : f->right == 1 ? "relu" : "relu scale:3";
}

void op_network_chain(char chain[OP_CHAIN], const training *t)
{
    static const char *const losses[] = {
        [LOSS_SOFTMAX_CROSS_ENTROPY] = "softmax_cross_entropy",
        [LOSS_SIGMOID_BCE] = "sigmoid bce_loss",
        [LOSS_MSE] = "mse_loss",
        [LOSS_SQUARED_DISTANCE] = "squared_distance scale:1/N",
    };
    const mlp_model *m = t->model;
    const char *layer = m->transposed ? "linear" : "affine";
    int length = 0;
    if (t->parameter_count > 2)
        length = snprintf(chain, OP_CHAIN, "{%s %s} ", layer, hidden_ops(&m->hidden));
    snprintf(chain + length, OP_CHAIN - (size_t)length, "%s %s%s", layer,
             m->output.kind == ACTIVATION_SIGMOID ? "sigmoid " : "", losses[m->loss]);
}

/* --- the chain -------------------------------------------------------------------------------- */

/* A chain that is being put together: the shape of one sample's value so far, as a batch of one. */
typedef struct draft {
    op_network *n;
    const network_size *size;
    gsl_rng *random;
    size_t rank, dims[MAX_RANK];
    double element; /* of tensors whose shape alone is looked at */
    error *e;
} draft;

static bool is_target(const op_operand *o)
{
    return strcmp(o->name, "y") == 0;
}

static const size_t no_extents[1] = {0}; /* of a scalar */

/* Tells the operands apart. with_number: the second one is a number. */
static void assign_operands(op_link *l, bool with_number)
{
    l->flow = l->target = l->first_parameter = l->constant = MAX_INPUTS;
    for (size_t i = l->op->input_count; i-- > 0;)
        *(is_target(&l->op->input[i]) ? &l->target : &l->flow) = i;
    if (l->flow + 1 < l->op->input_count && l->target == MAX_INPUTS)
        *(with_number ? &l->constant : &l->first_parameter) = l->flow + 1;
    l->scalar = (tensor){.dims = no_extents, .data = &l->number};
}

/* The shape of operand i, a parameter: letters that the batch does not give are the layer's width,
 * and what goes with any shape is a bias. */
static void parameter_shape(const draft *d, const op_link *l, const signature_bindings *given,
                            size_t width, size_t i, size_t *rank, size_t dims[MAX_RANK])
{
    const op_operand *o = &l->op->input[i];
    signature_bindings bound = *given;
    if (o->any_shape) {
        *rank = strcmp(l->op->name, "mul") == 0 ? 2 : 1;
        dims[0] = 1;
        dims[*rank - 1] = d->dims[d->rank - 1];
        return;
    }
    for (size_t axis = 0; axis < o->rank; axis++) {
        size_t *extent = &bound.extent[(unsigned char)o->extent[axis].letter];
        if (*extent == 0)
            *extent = width;
    }
    signature_shape(o, &bound, rank, dims);
}

/* A parameter at its start, and its velocity. */
static bool add_parameter(draft *d, size_t rank, const size_t dims[])
{
    parameters *p = &d->n->p, *v = &d->n->velocity;
    if (p->count == MAX_PARAMETERS)
        return fail(d->e, "a network with more than %d parameters", MAX_PARAMETERS);
    tensor *w = p->at[p->count] = tensor_new(rank, dims);
    v->at[p->count] = tensor_new(rank, dims);
    p->count = ++v->count;
    if (!w || !v->at[v->count - 1])
        return fail(d->e, "no memory for a network's parameters");
    const double limit = sqrt(3 / (double)d->dims[d->rank - 1]);
    for (size_t i = 0, count = rank == 2 ? element_count(w) : 0; i < count; i++)
        w->data[i] = limit * (2 * gsl_rng_uniform(d->random) - 1);
    return true;
}

/* Adds the parameters of a link, and goes on to the shape of its value. */
static bool shape_link(draft *d, op_link *l, size_t width)
{
    const size_t index = 0;
    const tensor value = {d->rank, d->dims, &d->element};
    const attributes attr = {.axis = l->attr.axis, .index = &index, .index_count = 1};
    const tensor *in[MAX_INPUTS] = {&value, &value, &value};
    if (l->constant != MAX_INPUTS)
        in[l->constant] = &l->scalar;
    signature_bindings bound = {0};
    if (!l->op->input[l->flow].any_shape &&
        !signature_bind(l->op->signature, &l->op->input[l->flow], &value, &bound, d->e))
        return false;
    for (size_t i = l->first_parameter; i < l->op->input_count; i++) {
        size_t rank, dims[MAX_RANK];
        parameter_shape(d, l, &bound, width, i, &rank, dims);
        if (!add_parameter(d, rank, dims))
            return false;
        in[i] = d->n->p.at[d->n->p.count - 1];
    }
    size_t rank, dims[MAX_RANK];
    if (!op_output_shape(l->op, in, &attr, &rank, dims, d->e))
        return false;
    d->rank = rank;
    memcpy(d->dims, dims, sizeof dims);
    return true;
}

/* Adds an op, of which text is the name, and k where a colon follows. */
static bool add_link(draft *d, const char *text, size_t width)
{
    op_network *n = d->n;
    char name[32];
    const size_t length = strcspn(text, ":");
    snprintf(name, sizeof name, "%.*s", (int)length, text);
    if (n->link_count == MAX_LINKS)
        return fail(d->e, "a network of more than %d ops", MAX_LINKS);
    op_link *l = &n->link[n->link_count];
    *l = (op_link){.op = op_find(name), .attr = {.slope = 0.01, .axis = ALL_AXES}};
    if (!l->op)
        return fail(d->e, "there is no op %s", name);
    if (text[length])
        l->attr.k = l->number = strtod(text + length + 1, NULL);
    l->by_rows = strcmp(text + length, ":1/N") == 0;
    assign_operands(l, text[length] && !op_reads(l->op, "k"));
    if (l->flow == MAX_INPUTS || !shape_link(d, l, width))
        return fail(d->e, "%s does not fit where it stands in the network", name);
    if ((l->target != MAX_INPUTS || op_reads(l->op, "index")) && n->output_link == MAX_LINKS)
        n->output_link = n->link_count - 1; /* is caught below where the loss comes first */
    n->link_count++;
    return true;
}

/* Adds the ops between begin and end. */
static bool add_links(draft *d, const char *begin, const char *end, size_t width)
{
    static const char spaces[] = " {}";
    for (begin += strspn(begin, spaces); begin < end; begin += strspn(begin, spaces)) {
        char word[64];
        const size_t length = strcspn(begin, spaces);
        snprintf(word, sizeof word, "%.*s", (int)length, begin);
        if (!add_link(d, word, width))
            return false;
        begin += length;
    }
    return true;
}

static bool add_all(draft *d, const char *ops)
{
    const char *open = strchr(ops, '{'), *close = strchr(ops, '}');
    const size_t layers = d->size->hidden_layers ? d->size->hidden_layers : 1;
    for (size_t i = 0; open && close && i < layers; i++)
        if (!add_links(d, open, close, d->size->hidden))
            return false;
    const char *rest = close ? close : ops;
    if (!add_links(d, rest, rest + strlen(rest), d->size->outputs))
        return false;
    if (d->n->output_link >= d->n->link_count || d->rank != 0)
        return fail(d->e, "\"%s\" does not end in a loss", ops);
    return true;
}

bool op_network_open(op_network **out, const char *ops, const network_size *size, const char *seed,
                     error *e)
{
    error why = {""};
    draft d = {.n = calloc(1, sizeof *d.n),
               .size = size,
               .random = random_stream(seed, "parameters"),
               .rank = 2,
               .dims = {1, size->inputs},
               .e = &why};
    bool ok = d.n && d.random;
    if (ok) {
        d.n->output_link = MAX_LINKS;
        ok = add_all(&d, ops);
    } else {
        fail(&why, "no memory for a network");
    }
    gsl_rng_free(d.random);
    if (!ok) {
        op_network_close(d.n);
        return fail(e, "%s", why.text);
    }
    *out = d.n;
    return true;
}

bool op_network_open_at(op_network **out, const char *ops, size_t inputs, const parameters *start,
                        error *e)
{
    const tensor *last = start->at[start->count - 1];
    const network_size size = {.inputs = inputs,
                               .hidden = element_count(start->at[1]),
                               .hidden_layers = start->count / 2 - 1,
                               .outputs = element_count(last)};
    op_network *n;
    if (!op_network_open(&n, ops, &size, "", e))
        return false;
    bool fits = n->p.count == start->count;
    for (size_t i = 0; fits && i < start->count; i++)
        fits = same_shape(n->p.at[i], start->at[i]);
    if (!fits) {
        op_network_close(n);
        return fail(e, "\"%s\" has other parameters than those it is to start from", ops);
    }
    for (size_t i = 0; i < start->count; i++)
        memcpy(n->p.at[i]->data, start->at[i]->data, element_count(start->at[i]) * sizeof(double));
    *out = n;
    return true;
}

void op_network_close(op_network *n)
{
    if (!n)
        return;
    parameters_free(&n->p);
    parameters_free(&n->velocity);
    free(n);
}

const char *op_network_parameter_name(const op_network *n, size_t i, char text[16])
{
    size_t weights = 0, number = 0;
    for (size_t j = 0; j < n->p.count; j++) {
        weights += n->p.at[j]->rank == 2;
        if (j == i)
            number = weights;
    }
    const char *letter = n->p.at[i]->rank == 2 ? "W" : "b";
    if (weights > 1)
        snprintf(text, 16, "%s%zu", letter, number);
    else
        snprintf(text, 16, "%s", letter);
    return text;
}

/* --- one batch -------------------------------------------------------------------------------- */

/* A pass under way. */
typedef struct run {
    const op_network *n;
    const op_source *by;
    const op_batch *batch;
    op_pass *pass;
} run;

/* The inputs and attributes of link i, whose first parameter has the number given. */
static void set_inputs(const run *r, size_t i, size_t parameter, op_request *c, attributes *attr)
{
    const op_link *l = &r->n->link[i];
    *attr = l->attr;
    if (l->by_rows)
        attr->k = 1 / (double)r->batch->X->dims[0];
    attr->index = r->batch->label;
    attr->index_count = r->batch->label ? r->batch->X->dims[0] : 0;
    *c = (op_request){.op = l->op, .attr = attr};
    for (size_t k = 0; k < l->op->input_count; k++)
        c->in[k] = k == l->flow       ? (i ? r->pass->value[i - 1] : r->batch->X)
                   : k == l->target   ? r->batch->y
                   : k == l->constant ? &l->scalar
                                      : r->n->p.at[parameter + k - l->first_parameter];
}

static size_t parameters_of(const op_link *l)
{
    return l->first_parameter == MAX_INPUTS ? 0 : l->op->input_count - l->first_parameter;
}

static op_status run_forward(const run *r)
{
    size_t parameter = 0;
    for (size_t i = 0; i < r->n->link_count; i++) {
        op_request c;
        attributes attr;
        size_t rank, dims[MAX_RANK];
        set_inputs(r, i, parameter, &c, &attr);
        c.direction = FORWARD;
        if (!op_output_shape(c.op, c.in, c.attr, &rank, dims, NULL))
            return OP_BAD_INPUT;
        c.result[0] = r->pass->value[i] = tensor_new(rank, dims);
        if (!c.result[0])
            return OP_NO_MEMORY;
        tensor_fill(c.result[0], NAN);
        const op_status status = r->by->apply(r->by->context, &c);
        if (status != OP_OK)
            return status;
        parameter += parameters_of(&r->n->link[i]);
    }
    r->pass->loss = r->pass->value[r->n->link_count - 1]->data[0];
    return OP_OK;
}

/* Backward through link i: *dvalue, the gradient of the loss by its value, is replaced by the one
 * by the value before it. */
static op_status run_link_backward(const run *r, size_t i, size_t parameter, tensor **dvalue)
{
    op_request c;
    attributes attr;
    tensor *made[MAX_INPUTS] = {NULL}; /* what no parameter's gradient is */
    set_inputs(r, i, parameter, &c, &attr);
    const op_link *l = &r->n->link[i];
    c.direction = BACKWARD;
    c.out = r->pass->value[i];
    c.dout = *dvalue;
    op_status status = OP_OK;
    for (size_t k = 0; k < c.op->input_count; k++) {
        if (c.op->input[k].constant)
            continue;
        if (k >= l->first_parameter)
            c.result[k] = r->pass->gradient.at[parameter + k - l->first_parameter];
        else
            c.result[k] = made[k] = tensor_new(c.in[k]->rank, c.in[k]->dims);
        if (!c.result[k])
            status = OP_NO_MEMORY;
    }
    if (status == OP_OK)
        status = r->by->apply(r->by->context, &c);
    free(*dvalue);
    *dvalue = made[l->flow];
    made[l->flow] = NULL;
    for (size_t k = 0; k < MAX_INPUTS; k++)
        free(made[k]);
    return status;
}

static op_status run_backward(const run *r)
{
    parameters *g = &r->pass->gradient;
    for (; g->count < r->n->p.count; g->count++) {
        const tensor *w = r->n->p.at[g->count];
        g->at[g->count] = tensor_new(w->rank, w->dims);
        if (!g->at[g->count])
            return OP_NO_MEMORY;
    }
    tensor *dvalue = tensor_new(0, NULL);
    if (!dvalue)
        return OP_NO_MEMORY;
    dvalue->data[0] = 1;
    op_status status = OP_OK;
    size_t parameter = g->count;
    for (size_t i = r->n->link_count; status == OP_OK && i-- > 0;) {
        parameter -= parameters_of(&r->n->link[i]);
        status = run_link_backward(r, i, parameter, &dvalue);
    }
    free(dvalue);
    return status;
}

op_status op_network_pass(op_pass *out, const op_network *n, const op_source *by,
                          const op_batch *batch, bool backward)
{
    op_pass pass = {.link_count = n->link_count};
    const run r = {n, by, batch, &pass};
    op_status status = run_forward(&r);
    if (status == OP_OK && backward)
        status = run_backward(&r);
    if (status == OP_OK)
        *out = pass;
    else
        op_pass_free(&pass);
    return status;
}

void op_pass_free(op_pass *p)
{
    for (size_t i = 0; i < p->link_count; i++)
        free(p->value[i]);
    parameters_free(&p->gradient);
    *p = (op_pass){0};
}
