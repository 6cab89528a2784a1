#include "dump_cases.h"

static void dump_sizes(FILE *file, const size_t *sizes, size_t count)
{
    fputc('[', file);
    for (size_t i = 0; i < count; i++)
        fprintf(file, "%s%zu", i ? "," : "", sizes[i]);
    fputc(']', file);
}

static void dump_tensor(FILE *file, const tensor *t)
{
    fputs("{\"dims\":", file);
    dump_sizes(file, t->dims, t->rank);
    fputs(",\"data\":[", file);
    for (size_t i = 0; i < element_count(t); i++)
        fprintf(file, "%s%.17g", i ? "," : "", t->data[i]);
    fputs("]}", file);
}

static void dump_attributes(FILE *file, const test_case *c)
{
    const attributes *a = &c->attr;
    fprintf(file, "{\"k\":%.17g,\"c\":%.17g,\"slope\":%.17g,\"axis\":%td,\"repeats\":%zu,",
            op_reads(c->op, "k") ? a->k : 0, op_reads(c->op, "c") ? a->c : 0,
            op_reads(c->op, "slope") ? a->slope : 0, op_reads(c->op, "axis") ? a->axis : 0,
            op_reads(c->op, "repeats") ? a->repeats : 0);
    fputs("\"index\":", file);
    dump_sizes(file, a->index, op_reads(c->op, "index") ? a->index_count : 0);
    fputc('}', file);
}

static void dump_case(FILE *file, const test_case *c)
{
    fprintf(file, "{\"op\":\"%s\",\"case\":\"%s\",\"in\":[", c->op->name, c->name);
    for (size_t i = 0; i < c->op->input_count; i++) {
        fputs(i ? "," : "", file);
        dump_tensor(file, c->in[i]);
    }
    fputs("],\"constant\":[", file);
    for (size_t i = 0; i < c->op->input_count; i++)
        fprintf(file, "%s%s", i ? "," : "", c->op->input[i].constant ? "true" : "false");
    fputs("],\"dout\":", file);
    dump_tensor(file, c->dout);
    fputs(",\"attr\":", file);
    dump_attributes(file, c);
    fputs("}\n", file);
}

void dump_cases(FILE *file, const plan *p)
{
    for (size_t i = 0; i < p->op_count; i++)
        for (size_t k = 0; k < p->ops[i].case_count; k++)
            dump_case(file, p->ops[i].cases[k].test);
}
