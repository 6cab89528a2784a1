#include "engine_graph.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>

#include "engine_expect.h"
#include "op_table.h"
#include "streams.h"

const graph_row *graph_find(const char *name)
{
#define ROW(id, inputs, formula) {"graph_" #id, inputs, formula, graph_##id, 0, 0},
    static graph_row row[] = {GRAPHS(ROW)};
#undef ROW
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        if (strcmp(row[i].name + strlen("graph_"), name) != 0)
            continue;
        const char *arrow = strstr(row[i].inputs, " -> ");
        row[i].input_count = row[i].output_count = 1;
        for (const char *at = row[i].inputs; at < arrow; at++)
            row[i].input_count += *at == ' ';
        for (const char *at = arrow + strlen(" -> "); *at; at++)
            row[i].output_count += *at == ' ';
        return &row[i];
    }
    return NULL;
}

/* Records a graph in this process: the reference's. */
static op_status record(void *context, const char *op_name, const node in[], const attributes *attr,
                        node *out)
{
    graph_record *r = context;
    const op *o = op_find(op_name);
    graph_entry *e = &r->entry[r->count];
    *e = (graph_entry){0};
    while (op_at(e->op) != o)
        e->op++;
    for (size_t i = 0; i < o->input_count; i++)
        e->in[i] = (uint32_t)in[i];
    if (attr) {
        e->k = attr->k;
        e->c = attr->c;
        e->slope = attr->slope;
        e->axis = attr->axis;
        e->repeats = attr->repeats;
    }
    *out = r->out[0] + r->count++;
    return OP_OK;
}

static void draw_reference(graph_record *r, const graph_row *row)
{
    node in[MAX_GRAPH_INPUTS], out[MAX_GRAPH_OUTPUTS] = {0};
    *r = (graph_record){.out = {row->input_count}};
    for (size_t i = 0; i < MAX_GRAPH_INPUTS; i++)
        in[i] = i;
    row->reference(record, r, in, out);
    for (size_t i = 0; i < MAX_GRAPH_OUTPUTS; i++)
        r->out[i] = out[i];
}

bool graph_question_make(graph_question *out, const graph_row *row, const char *seed,
                         bool public_only, error *e)
{
    graph_record drawn;
    gsl_rng *random = gsl_rng_alloc(gsl_rng_taus2);
    if (!random)
        return fail(e, "no memory");
    draw_reference(&drawn, row);
    *out = (graph_question){
        .row = row, .node_count = drawn.count, .point_count = public_only ? 1 : GRAPH_POINTS};
    bool ok = true;
    for (unsigned k = 0; k < out->point_count && ok; k++) {
        uint32_t stream;
        ok = streams_seed(&stream, 1, k == 0 ? PUBLIC_SEED : seed, "graph", row->name, k) ||
             fail(e, "no memory");
        if (ok)
            gsl_rng_set(random, stream);
        for (size_t i = 0; i < MAX_GRAPH_INPUTS && ok; i++)
            out->point[k][i] = 0.5 + 1.5 * gsl_rng_uniform(random);
    }
    gsl_rng_free(random);
    return ok;
}

static void say(graph_verdict *v, verdict_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void say(graph_verdict *v, verdict_kind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    v->kind = kind;
    vsnprintf(v->reason, sizeof v->reason, format, arguments);
    va_end(arguments);
}

static attributes entry_attributes(const graph_entry *e)
{
    return (attributes){
        .k = e->k, .c = e->c, .slope = e->slope, .axis = (ptrdiff_t)e->axis, .repeats = e->repeats};
}

/* Adds a recorded op to the program; false where it does not fit. */
static bool add_entry(engine_program *p, const graph_entry *e)
{
    if (e->op >= PROGRAM_OPS)
        return false;
    const op *o = op_at(e->op);
    const attributes attr = entry_attributes(e);
    for (size_t i = 0; i < o->input_count; i++)
        if (e->in[i] >= p->node_count)
            return false;
    if (!program_fits(p, o->name, e->in, &attr))
        return false;
    program_apply(p, o->name, e->in, &attr);
    return true;
}

/* The program that finds a graph's values and gradients at a point: for every output its value and
 * its gradients by all inputs. False, with the reason in v, for what is no such graph. */
static bool make_program(engine_program *p, const graph_question *q, const graph_record *r,
                         size_t point, graph_verdict *v)
{
    program_start(p, 1);
    for (uint32_t i = 0; i < q->row->input_count; i++) {
        double x = q->point[point][i];
        program_input(p, 0, &(tensor){.data = &x});
    }
    for (uint32_t i = 0; i < r->count && i < GRAPH_ENTRIES; i++)
        if (!add_entry(p, &r->entry[i])) {
            say(v, VERDICT_WRONG_VALUE, "op %u of the graph does not fit its inputs", i + 1);
            return false;
        }
    for (uint32_t i = 0; i < q->row->output_count; i++) {
        if (r->out[i] >= p->node_count || program_maker(p, (uint32_t)r->out[i])->rank != 0) {
            say(v, VERDICT_WRONG_VALUE, "output %u is no node, or no scalar", i + 1);
            return false;
        }
        program_ask(p, STEP_VALUE, (uint32_t)r->out[i]);
        program_ask(p, STEP_BACKWARD, (uint32_t)r->out[i]);
        for (uint32_t n = 0; n < q->row->input_count; n++)
            program_ask(p, STEP_GRADIENT, n);
    }
    return true;
}

/* Numbers found by a graph: for every output its value, then its gradients. */
typedef struct found {
    double number[PROGRAM_RESULTS], tolerance[PROGRAM_RESULTS];
} found;

static void compare(graph_verdicts *v, const graph_question *q, size_t point, const found *drawn,
                    const found *right)
{
    uint32_t inputs = q->row->input_count, stride = 1 + inputs;
    for (uint32_t i = 0; i < q->row->output_count * stride; i++) {
        uint32_t output = i / stride, input = i % stride;
        double got = drawn->number[i], wanted = right->number[i];
        double tolerance = drawn->tolerance[i] + right->tolerance[i] + 1e-11 * fabs(wanted);
        graph_verdict *to = input ? &v->gradient[point] : &v->value[point];
        if (fabs(got - wanted) <= tolerance || to->kind != VERDICT_PASSED)
            continue;
        if (input)
            say(to, VERDICT_WRONG_GRADIENT,
                "the gradient of output %u by input %u is %.10g, not "
                "%.10g",
                output + 1, input, got, wanted);
        else
            say(to, VERDICT_WRONG_VALUE, "output %u is %.10g, not %.10g", output + 1, got, wanted);
    }
}

static bool same_entry(const graph_entry *a, const graph_entry *b)
{
    const op *o = op_at(a->op);
    if (a->op != b->op || memcmp(a->in, b->in, o->input_count * sizeof *a->in) != 0)
        return false;
    return (!op_reads(o, "k") || a->k == b->k) && (!op_reads(o, "c") || a->c == b->c) &&
           (!op_reads(o, "slope") || a->slope == b->slope) &&
           (!op_reads(o, "axis") || a->axis == b->axis) &&
           (!op_reads(o, "repeats") || a->repeats == b->repeats);
}

static void judge_nodes(graph_verdict *v, const graph_question *q, const graph_record *r)
{
    if (r->count <= q->node_count && !r->overflow)
        return;
    say(v, VERDICT_TOO_MANY_NODES, "%u nodes beside the inputs; %u are enough", r->count,
        q->node_count);
    for (uint32_t i = 0; i < r->count && i < GRAPH_ENTRIES; i++)
        for (uint32_t k = 0; k < i; k++)
            if (same_entry(&r->entry[i], &r->entry[k])) {
                say(v, VERDICT_TOO_MANY_NODES,
                    "%u nodes beside the inputs, %u are enough: %s of the same inputs is there "
                    "twice, as op %u and op %u",
                    r->count, q->node_count, op_at(r->entry[i].op)->name, k + 1, i + 1);
                return;
            }
}

static bool judge_point(graph_verdicts *v, const graph_question *q, const graph_record *r,
                        const graph_record *reference, size_t point, engine_program *p,
                        found numbers[2])
{
    graph_verdict none;
    if (!make_program(p, q, r, point, &v->value[point])) {
        v->gradient[point] = v->value[point];
        return true;
    }
    if (!engine_predict(numbers[0].number, numbers[0].tolerance, p, HABIT_RIGHT)) {
        say(&v->value[point], VERDICT_WRONG_VALUE, "an op of the graph fails");
        v->gradient[point] = v->value[point];
        return true;
    }
    if (!make_program(p, q, reference, point, &none) ||
        !engine_predict(numbers[1].number, numbers[1].tolerance, p, HABIT_RIGHT))
        return false;
    compare(v, q, point, &numbers[0], &numbers[1]);
    return true;
}

bool graph_judge(graph_verdicts *out, const graph_question *q, const graph_record *r, error *e)
{
    graph_verdicts v = {0};
    graph_record reference;
    engine_program *p = malloc(sizeof *p);
    found *numbers = malloc(2 * sizeof *numbers);
    bool ok = p && numbers;
    draw_reference(&reference, q->row);
    for (size_t k = 0; k < q->point_count && ok; k++)
        ok = judge_point(&v, q, r, &reference, k, p, numbers);
    if (ok && v.value[0].kind == VERDICT_PASSED)
        judge_nodes(&v.nodes, q, r);
    else if (ok)
        say(&v.nodes, VERDICT_WRONG_VALUE, "its nodes count only where its values are right");
    free(p);
    free(numbers);
    if (ok)
        *out = v;
    return ok || fail(e, "%s: no memory", q->row->name);
}

bool graph_solve(graph_solution *out, const graph_question *q, const graph_record *r, size_t point,
                 error *e)
{
    graph_record reference;
    graph_verdict v = {.kind = VERDICT_PASSED};
    double tolerance[PROGRAM_RESULTS];
    engine_program *p = malloc(sizeof *p);
    if (!p)
        return fail(e, "%s: no memory", q->row->name);
    *out = (graph_solution){.fault = ""};
    draw_reference(&reference, q->row);
    const graph_record *drawn = r ? r : &reference;
    if (!make_program(p, q, drawn, point, &v))
        snprintf(out->fault, sizeof out->fault, "%s", v.reason);
    else if (!engine_predict(out->number, tolerance, p, HABIT_RIGHT))
        snprintf(out->fault, sizeof out->fault, "an op of the graph fails");
    for (uint32_t i = 0; i < q->row->output_count && !*out->fault; i++)
        program_formula(p, (uint32_t)drawn->out[i], out->formula[i], sizeof out->formula[i]);
    free(p);
    return true;
}
