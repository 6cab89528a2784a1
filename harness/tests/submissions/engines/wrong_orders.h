/* wrong_orders.h - the part of wrong_engine.c that visits nodes in other orders than the tape's. It
 * is included there, behind pull_back(). */
#ifndef WRONG_ORDERS_H
#define WRONG_ORDERS_H

/* REVISITS_NODES. */
static op_status revisit(engine *e, node at)
{
    entry *n = &e->tape[at];
    op_status status = n->op ? pull_back(e, n) : OP_OK;
    for (size_t i = 0; n->op && status == OP_OK && i < n->op->input_count; i++)
        status = revisit(e, n->in[i]);
    return status;
}

/* EVERY_PATH: what arrives is passed on alone, then put back with what was there before. */
static op_status follow(engine *e, node at, const tensor *arrived)
{
    entry *n = &e->tape[at];
    const tensor *in[MAX_INPUTS] = {NULL};
    tensor *din[MAX_INPUTS] = {NULL};
    for (size_t j = 0; j < element_count(arrived); j++)
        n->gradient->data[j] += arrived->data[j];
    if (!n->op)
        return OP_OK;
    list_values(e, n, in);
    for (size_t i = 0; i < n->op->input_count; i++)
        din[i] = tensor_new(in[i]->rank, in[i]->dims);
    op_status status = n->op->backward(in, &n->attr, n->value, arrived, din);
    for (size_t i = 0; i < n->op->input_count; i++) {
        if (status == OP_OK)
            status = follow(e, n->in[i], din[i]);
        free(din[i]);
    }
    return status;
}

/* DEPTH_FIRST. */
static op_status descend(engine *e, node at)
{
    entry *n = &e->tape[at];
    if (n->visited || !n->op)
        return OP_OK;
    n->visited = true;
    op_status status = pull_back(e, n);
    for (size_t i = 0; status == OP_OK && i < n->op->input_count; i++)
        status = descend(e, n->in[i]);
    return status;
}

/* Marks what the output depends on: RECURSIVE_ORDER asks a node's inputs first. */
static size_t mark(engine *e, node at)
{
    entry *n = &e->tape[at];
    size_t marked = 1;
    if (n->needed)
        return 0;
    n->needed = true;
    for (size_t i = 0; n->op && i < n->op->input_count; i++)
        marked += mark(e, n->in[i]);
    return marked;
}

static void mark_needed(engine *e, node output)
{
    for (size_t n = 0; n < e->count; n++)
        e->tape[n].needed = n == output;
    for (size_t n = output + 1; n-- > 0;) {
        const entry *at = &e->tape[n];
        for (size_t i = 0; at->needed && at->op && i < at->op->input_count; i++)
            e->tape[at->in[i]].needed = true;
    }
}

/* ONE_LINK: threads the nodes that the output depends on through the links of the list of all. */
static op_status visit_links(engine *e, node output)
{
    op_status status = OP_OK;
    node first = SIZE_MAX;
    mark_needed(e, output);
    for (size_t n = 0; n <= output; n++)
        if (e->tape[n].needed) {
            e->tape[n].link = first;
            first = n;
        }
    for (node n = first; n < e->count && status == OP_OK; n = e->tape[n].link)
        if (e->tape[n].op)
            status = pull_back(e, &e->tape[n]);
    return status;
}

static op_status walk_up(engine *e, node output)
{
    op_status status = OP_OK;
    mark_needed(e, output);
    for (size_t n = 0; n <= output && status == OP_OK; n++)
        if (e->tape[n].needed && e->tape[n].op)
            status = pull_back(e, &e->tape[n]);
    return status;
}

#endif
