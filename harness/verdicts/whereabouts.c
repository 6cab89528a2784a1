#include "whereabouts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tensor.h"

/* A region is worth naming where this share of it is wrong. */
#define MOSTLY 0.7

/* What is asked of one sample. */
typedef struct spot {
    const test_case *c;
    const tensor *answer;
    const sample *at;
    double x, upstream; /* the input's element, NaN where there is none; the upstream gradient's */
    size_t row, rows, column, columns;
} spot;

typedef bool applies(const spot *s);

static bool below_zero(const spot *s)
{
    return s->x < 0;
}

static bool above_zero(const spot *s)
{
    return s->x > 0;
}

static bool at_zero(const spot *s)
{
    return s->x == 0;
}

static bool not_above_zero(const spot *s)
{
    return s->x <= 0;
}

static bool not_below_zero(const spot *s)
{
    return s->x >= 0;
}

static bool not_above_c(const spot *s)
{
    return s->x <= s->c->attr.c;
}

static bool not_below_c(const spot *s)
{
    return s->x >= s->c->attr.c;
}

static bool below_c(const spot *s)
{
    return s->x < s->c->attr.c;
}

static bool above_c(const spot *s)
{
    return s->x > s->c->attr.c;
}

static bool at_c(const spot *s)
{
    return s->x == s->c->attr.c;
}

static bool between_zero_and_c(const spot *s)
{
    return (s->x > 0) != (s->x > s->c->attr.c);
}

static bool upstream_below_zero(const spot *s)
{
    return s->upstream < 0;
}

static bool is_large(const spot *s)
{
    return fabs(s->x) >= 25;
}

static bool first_row(const spot *s)
{
    return s->row == 0;
}

static bool last_row(const spot *s)
{
    return s->row + 1 == s->rows;
}

static bool behind_first_row(const spot *s)
{
    return s->row > 0;
}

static bool before_last_row(const spot *s)
{
    return s->row + 1 < s->rows;
}

static bool first_column(const spot *s)
{
    return s->column == 0;
}

static bool last_column(const spot *s)
{
    return s->column + 1 == s->columns;
}

static bool behind_first_column(const spot *s)
{
    return s->column > 0;
}

static bool before_last_column(const spot *s)
{
    return s->column + 1 < s->columns;
}

static bool at_index(const spot *s)
{
    return s->c->attr.index && s->answer->rank == 2 && s->row < s->c->attr.index_count &&
           s->column == s->c->attr.index[s->row];
}

static bool not_at_index(const spot *s)
{
    return s->answer->rank == 2 && !at_index(s);
}

static bool first_element(const spot *s)
{
    return s->at->element == 0;
}

static bool last_element(const spot *s)
{
    return s->at->element + 1 == element_count(s->answer);
}

static bool single_row(const spot *s)
{
    return s->rows == 1;
}

static bool several_rows(const spot *s)
{
    return s->c->in[0]->rank > 0 && s->c->in[0]->dims[0] > 1;
}

/* More rows than a batch size that was put down as a number. */
#define MORE_ROWS_THAN(number)                                                                     \
    static bool more_rows_than_##number(const spot *s)                                             \
    {                                                                                              \
        return s->c->in[0]->rank > 0 && s->c->in[0]->dims[0] > (number);                           \
    }
MORE_ROWS_THAN(2)
MORE_ROWS_THAN(3)
MORE_ROWS_THAN(4)
MORE_ROWS_THAN(5)
MORE_ROWS_THAN(8)
MORE_ROWS_THAN(10)

static bool single_column(const spot *s)
{
    return s->columns == 1;
}

static bool other_than_matrix(const spot *s)
{
    return s->c->in[0]->rank != 2;
}

static bool many_axes(const spot *s)
{
    return s->c->in[0]->rank > 2;
}

static bool not_square(const spot *s)
{
    return s->c->in[0]->rank == 2 && s->c->in[0]->dims[0] != s->c->in[0]->dims[1];
}

static bool is_broadcast(const spot *s)
{
    return s->c->op->input_count > 1 && element_count(s->answer) < element_count(s->c->dout);
}

static bool shapes_differ(const spot *s)
{
    return s->c->op->input_count > 1 && !same_shape(s->c->in[0], s->c->in[1]);
}

static bool all_axes(const spot *s)
{
    return op_reads(s->c->op, "axis") && s->c->attr.axis == ALL_AXES;
}

static bool one_axis(const spot *s)
{
    return op_reads(s->c->op, "axis") && s->c->attr.axis != ALL_AXES;
}

static bool first_axis(const spot *s)
{
    return one_axis(s) && s->c->attr.axis == 0;
}

static bool not_first_axis(const spot *s)
{
    return one_axis(s) && s->c->attr.axis != 0;
}

static bool not_last_axis(const spot *s)
{
    return one_axis(s) && (size_t)s->c->attr.axis + 1 < s->c->in[0]->rank;
}

static bool factor_below_zero(const spot *s)
{
    return (op_reads(s->c->op, "k") && s->c->attr.k < 0) ||
           (op_reads(s->c->op, "c") && s->c->attr.c < 0) ||
           (op_reads(s->c->op, "slope") && s->c->attr.slope < 0);
}

/* $x is the input's name, $g the upstream gradient's. */
static const struct {
    const char *where;
    applies *holds;
    const char *needs; /* an attribute, or NULL */
} places[] = {
    {"where $x = 0", at_zero, NULL},
    {"where $x = c", at_c, "c"},
    {"where $x < 0", below_zero, NULL},
    {"where $x > 0", above_zero, NULL},
    {"where $x <= 0", not_above_zero, NULL},
    {"where $x >= 0", not_below_zero, NULL},
    {"where $x <= c", not_above_c, "c"},
    {"where $x >= c", not_below_c, "c"},
    {"where $x < c", below_c, "c"},
    {"where $x > c", above_c, "c"},
    {"where $x is between 0 and c", between_zero_and_c, "c"},
    {"where $g < 0", upstream_below_zero, NULL},
    {"where $x is large (25 and more)", is_large, NULL},
    {"at the row's index", at_index, "index"},
    {"in the columns other than the row's index", not_at_index, "index"},
    {"in the first element", first_element, NULL},
    {"in the last element", last_element, NULL},
    {"in the last row", last_row, NULL},
    {"in the first row", first_row, NULL},
    {"in the last column", last_column, NULL},
    {"in the first column", first_column, NULL},
    {"in the rows behind the first", behind_first_row, NULL},
    {"in the rows before the last", before_last_row, NULL},
    {"in the columns behind the first", behind_first_column, NULL},
    {"in the columns before the last", before_last_column, NULL},
    {"where all axes are reduced", all_axes, "axis"},
    {"where the axis is the first", first_axis, "axis"},
    {"where the axis is not the first", not_first_axis, "axis"},
    {"where the axis is not the last", not_last_axis, "axis"},
    {"where one axis is given", one_axis, "axis"},
    {"where it was broadcast", is_broadcast, NULL},
    {"where the inputs' shapes differ", shapes_differ, NULL},
    {"for a single row", single_row, NULL},
    {"for a single column", single_column, NULL},
    {"for more than one row", several_rows, NULL},
    {"for more than 10 rows (a batch size put down as a number?)", more_rows_than_10, NULL},
    {"for more than 8 rows (a batch size put down as a number?)", more_rows_than_8, NULL},
    {"for more than 5 rows (a batch size put down as a number?)", more_rows_than_5, NULL},
    {"for more than 4 rows (a batch size put down as a number?)", more_rows_than_4, NULL},
    {"for more than 3 rows (a batch size put down as a number?)", more_rows_than_3, NULL},
    {"for more than 2 rows (a batch size put down as a number?)", more_rows_than_2, NULL},
    {"for tensors of more than two axes", many_axes, NULL},
    {"for tensors that are not matrices", other_than_matrix, NULL},
    {"for matrices that are not square", not_square, NULL},
    {"where the attribute is negative", factor_below_zero, NULL},
};
enum { PLACE_COUNT = sizeof places / sizeof *places };

static spot spot_of(const samples *all, const investigation *v, size_t k)
{
    const sample *at = &all->at[k];
    const tensor *answer = investigation_answer(v, at->case_number);
    spot s = {.c = v->planned->cases[at->case_number].test,
              .answer = answer,
              .at = at,
              .x = all->features[0].value[k],
              .upstream = all->upstream.value[k]};
    s.rows = answer->rank ? answer->dims[0] : 1;
    s.columns = answer->rank > 1 ? element_count(answer) / s.rows : 1;
    s.row = at->element / s.columns;
    s.column = at->element % s.columns;
    return s;
}

/* The share of the region that is wrong; 0 where a wrong sample is outside, or all are inside. */
static double share_wrong(region *r, const samples *all, const investigation *v, applies *holds)
{
    size_t inside = 0;
    for (size_t k = 0; k < all->count; k++) {
        const spot s = spot_of(all, v, k);
        r->inside[k] = holds(&s);
        inside += r->inside[k];
        if (all->at[k].wrong && !r->inside[k])
            return 0;
    }
    return inside < all->count ? (double)all->wrong_count / (double)inside : 0;
}

static void put_names(region *r, const char *where, const samples *all)
{
    size_t used = 0;
    for (const char *s = where; *s && used + 1 < sizeof r->where; s++) {
        const char *name = s[0] != '$'   ? NULL
                           : s[1] == 'x' ? all->features[0].name
                                         : all->upstream.name;
        if (name) {
            used += (size_t)snprintf(r->where + used, sizeof r->where - used, "%s", name);
            s++;
        } else {
            r->where[used++] = *s;
            r->where[used] = '\0';
        }
    }
}

void whereabouts_find(region *out, const samples *all, const investigation *v)
{
    double best = (double)all->wrong_count / (double)all->count;
    best = best > MOSTLY ? best : MOSTLY;
    out->where[0] = '\0';
    for (size_t k = 0; k < all->count; k++)
        out->inside[k] = true;
    for (size_t i = 0; i < PLACE_COUNT; i++) {
        region r = {.where = ""};
        if (places[i].needs && !op_reads(v->planned->task->op, places[i].needs))
            continue;
        const double share = share_wrong(&r, all, v, places[i].holds);
        if (share <= best)
            continue;
        best = share;
        put_names(&r, places[i].where, all);
        *out = r;
    }
}

bool whereabouts_mistake(mistake *m, const investigation *v)
{
    samples *all = NULL;
    region r;
    char answer[40];
    if (!samples_take(&all, v))
        return false;
    size_t infinite = 0;
    for (size_t k = 0; k < all->count; k++)
        infinite += all->at[k].wrong && !all->at[k].finite;
    investigation_answer_name(v, answer, sizeof answer);
    whereabouts_find(&r, all, v);
    m->found = *r.where && all->wrong_count > 0;
    if (infinite && infinite == all->wrong_count) {
        m->found = true;
        snprintf(m->text, sizeof m->text,
                 "%s overflows: it is infinite or no number %s, and right everywhere else", answer,
                 *r.where ? r.where : "in some elements");
        snprintf(m->hint, sizeof m->hint,
                 "which intermediate result is too large, too small, or 0 / 0?");
    } else if (m->found) {
        snprintf(m->text, sizeof m->text, "%s is wrong only %s: everywhere else it is right",
                 answer, r.where);
    }
    free(all);
    return m->found;
}
