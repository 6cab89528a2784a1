#include "report_terminal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

static const char *const reset = "\033[0m";

typedef enum ink { GREEN, RED, YELLOW, DIM, BOLD } ink;

static const char *on(const terminal_style *style, ink i)
{
    static const char *const codes[] = {"\033[32m", "\033[31m", "\033[33m", "\033[2m", "\033[1m"};
    return style->color ? codes[i] : "";
}

static const char *off(const terminal_style *style)
{
    return style->color ? reset : "";
}

bool terminal_color(FILE *stream)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    return isatty(fileno(stream)) && !(no_color && *no_color) &&
           !(term && strcmp(term, "dumb") == 0);
}

/* Prints a label in an ink, and then the text in as many lines as it takes. */
static void print_labelled(FILE *out, const terminal_style *style, ink i, size_t indent,
                           const char *label, const char *text)
{
    fprintf(out, "%*s%s%s%s", (int)indent, "", on(style, i), label, off(style));
    if (*text)
        fputc(' ', out);
    text_print(out, text, indent + strlen(label) + 1, indent + 4);
    fputc('\n', out);
}

/* The widths of the table's columns. */
typedef struct layout {
    int name, cell, points; /* points: of one of its two numbers */
    size_t parts;           /* how many of the sheet's parts are in use */
} layout;

static int width_of(double points)
{
    return snprintf(NULL, 0, "%.2f", points);
}

static score item_score(const item *it)
{
    score sum = {0};
    for (size_t k = 0; k < MAX_PARTS; k++)
        sum = score_add(sum, it->parts[k].score);
    return sum;
}

static layout lay_out(const sheet *s)
{
    layout l = {.cell = sizeof "not implemented", .points = width_of(0)};
    for (size_t i = 0; i < s->item_count; i++) {
        size_t own = strlen(s->items[i].name), group = strlen(s->items[i].group);
        int name = (int)(own > group ? own : group) + 1;
        int points = width_of(item_score(&s->items[i]).possible);
        l.name = name > l.name ? name : l.name;
        l.points = points > l.points ? points : l.points;
        for (size_t k = l.parts; k < MAX_PARTS; k++)
            if (s->items[i].parts[k].count)
                l.parts = k + 1;
    }
    return l;
}

static bool same_group(const item *a, const item *b)
{
    return strcmp(a->group, b->group) == 0;
}

/* What the parts of a group of items are called; the group begins with item number first. */
static const char *column_name(const sheet *s, size_t first, size_t k)
{
    for (size_t i = first; i < s->item_count && same_group(&s->items[i], &s->items[first]); i++)
        if (s->items[i].parts[k].count)
            return s->items[i].parts[k].name;
    return "";
}

/* The line above a group of items. */
static void print_columns(FILE *out, const sheet *s, size_t first, const layout *l,
                          const terminal_style *style)
{
    fprintf(out, "\n  %s%-*s", on(style, BOLD), l->name, s->items[first].group);
    for (size_t k = 0; k < l->parts; k++)
        fprintf(out, "%-*s", l->cell, column_name(s, first, k));
    fprintf(out, "%*s%s\n", 2 * l->points + 3, "points", off(style));
}

/* How a part went, in one cell of the table. */
static void print_cell(FILE *out, const part *p, int width, const terminal_style *style)
{
    char text[64] = "";
    ink i = DIM;
    if (p->count && score_full(&p->score)) {
        i = GREEN;
        snprintf(text, sizeof text, "ok %zu/%zu", p->score.passed, p->score.judged);
    } else if (part_interrupted(p)) {
        i = YELLOW;
        snprintf(text, sizeof text, "not graded");
    } else if (part_missing(p)) {
        i = YELLOW;
        snprintf(text, sizeof text, "not implemented");
    } else if (p->count) {
        i = RED;
        snprintf(text, sizeof text, "WRONG %zu of %zu", p->score.judged - p->score.passed,
                 p->score.judged);
    }
    fprintf(out, "%s%-*s%s", on(style, i), width, text, off(style));
}

static void print_table(FILE *out, const sheet *s, const terminal_style *style)
{
    const layout l = lay_out(s);
    for (size_t i = 0; i < s->item_count; i++) {
        const score sum = item_score(&s->items[i]);
        if (i == 0 || !same_group(&s->items[i], &s->items[i - 1]))
            print_columns(out, s, i, &l, style);
        fprintf(out, "  %-*s", l.name, s->items[i].name);
        for (size_t k = 0; k < l.parts; k++)
            print_cell(out, &s->items[i].parts[k], l.cell, style);
        fprintf(out, "%*.2f / %*.2f\n", l.points, sum.earned, l.points, sum.possible);
    }
}

/* What the submission printed, clearly marked as its own words. */
static void print_printed(FILE *out, const case_mark *c, const terminal_style *style)
{
    char label[64], shown[400];
    if (!c->printed || !c->revealed)
        return;
    snprintf(label, sizeof label, "it printed (%zu bytes):", c->printed_bytes);
    text_escape(shown, sizeof shown, c->printed, 0);
    print_labelled(out, style, DIM, 6, label, shown);
}

/* "dx[2]: reference 1, yours 2" as a small table, the numbers below each other. */
static void print_numbers(FILE *out, const char *numbers)
{
    char safe[512];
    text_escape(safe, sizeof safe, numbers, 0);
    const char *colon = strstr(safe, ": ");
    int element = colon ? (int)(colon + 2 - safe) : 0;
    for (char *entry = safe + element, *next; *entry; entry = next) {
        next = entry + strcspn(entry, ",");
        if (*next)
            *next++ = '\0';
        next += strspn(next, " ");
        const char *number = strrchr(entry, ' ');
        fprintf(out, "%6s%-*.*s", "", element, entry == safe + element ? element : 0, safe);
        if (number)
            fprintf(out, "%-*.*s", (int)sizeof "(f(x+h)-f(x-h))/2h", (int)(number - entry), entry);
        fprintf(out, "%s\n", number ? number + 1 : entry);
    }
}

static void print_case(FILE *out, const sheet *s, const item *it, const case_mark *c,
                       const terminal_style *style)
{
    char label[128], command[5000];
    snprintf(label, sizeof label, "case %s (%s):", c->name, c->is_public ? "public" : "hidden");
    print_labelled(out, style, BOLD, 4, label, c->reason);
    print_numbers(out, c->numbers);
    print_printed(out, c, style);
    /* To be copied, and so never broken into lines. */
    fprintf(out, "      %sagain:%s %s\n", on(style, DIM), off(style),
            sheet_replay_command(command, sizeof command, s, it, c));
}

static bool is_wrong(const case_mark *c)
{
    verdict_class class = verdict_class_of(c->kind);
    return class == CLASS_FAILURE || class == CLASS_ERROR;
}

/* The wrong case that tells most: the first of which everything may be told, else the first. */
static const case_mark *telling_case(const part *p)
{
    const case_mark *first = NULL;
    for (size_t k = 0; k < p->count; k++) {
        if (is_wrong(&p->cases[k]) && p->cases[k].revealed)
            return &p->cases[k];
        if (is_wrong(&p->cases[k]) && !first)
            first = &p->cases[k];
    }
    return first;
}

static void print_failures(FILE *out, const sheet *s, const item *it, const part *p,
                           const terminal_style *style)
{
    char label[128];
    const case_mark *telling = telling_case(p);
    if (!telling)
        return;
    snprintf(label, sizeof label, "%s %s%s", it->name, p->name, *p->mistake ? ":" : "");
    fputc('\n', out);
    print_labelled(out, style, RED, 2, label, p->mistake);
    if (*p->advice)
        print_labelled(out, style, YELLOW, 4, "hint:", p->advice);
    if (!style->verbose)
        print_case(out, s, it, telling, style);
    for (size_t k = 0; style->verbose && k < p->count; k++)
        if (is_wrong(&p->cases[k]))
            print_case(out, s, it, &p->cases[k], style);
}

static bool has_notes(const item *it)
{
    for (size_t k = 0; k < MAX_PARTS; k++)
        for (size_t i = 0; i < it->parts[k].count; i++)
            if (*it->parts[k].cases[i].note)
                return true;
    return false;
}

/* What there is to tell of an item's cases, passed or not. */
static void print_notes(FILE *out, const item *it, const terminal_style *style)
{
    char label[96];
    if (!has_notes(it))
        return;
    fprintf(out, "\n  %s%s%s\n", on(style, BOLD), it->name, off(style));
    for (size_t k = 0; k < MAX_PARTS; k++)
        for (size_t i = 0; i < it->parts[k].count; i++) {
            const case_mark *c = &it->parts[k].cases[i];
            snprintf(label, sizeof label, "%-14s", c->name);
            if (*c->note)
                print_labelled(out, style, DIM, 4, label, c->note);
        }
}

static void print_hints(FILE *out, const sheet *s, const terminal_style *style)
{
    bool first = true;
    for (size_t i = 0; i < s->item_count; i++)
        for (size_t k = 0; k < MAX_PARTS; k++) {
            char label[128];
            const part *p = &s->items[i].parts[k];
            if (!p->count || !*p->hint)
                continue;
            if (first)
                fputc('\n', out);
            first = false;
            snprintf(label, sizeof label, "%s %s:", s->items[i].name, p->name);
            print_labelled(out, style, YELLOW, 2, label, p->hint);
        }
}

/* The line that sums up: the points, and how many of the parts are right. */
static void print_summary(FILE *out, const sheet *s, const terminal_style *style)
{
    const score *t = &s->total;
    size_t right = 0, wrong = 0, missing = 0, left = 0;
    for (size_t i = 0; i < s->item_count; i++)
        for (size_t k = 0; k < MAX_PARTS; k++) {
            const part *p = &s->items[i].parts[k];
            if (!p->count)
                continue;
            *(score_full(&p->score) ? &right
              : part_missing(p)     ? &missing
              : part_interrupted(p) ? &left
                                    : &wrong) += 1;
        }
    double percent = t->possible > 0 ? 100 * t->earned / t->possible : 0;
    fprintf(out, "%s%s: %.2f of %.2f points (%.1f %%)%s", on(style, score_full(t) ? GREEN : BOLD),
            s->student, t->earned, t->possible,
            /* 99.96 % is not 100.0 %. */
            score_full(t) ? percent : fmin(percent, 99.9), off(style));
    if (s->rejected) {
        fprintf(out, ": refused\n");
        return;
    }
    fprintf(out, ": %zu right", right);
    if (wrong)
        fprintf(out, ", %zu wrong", wrong);
    if (missing)
        fprintf(out, ", %zu not implemented", missing);
    if (left)
        fprintf(out, ", %zu not graded: %s", left, s->interruption.text);
    fprintf(out, ", %.2f s\n", s->seconds);
}

static void print_heading(FILE *out, const sheet *s, const terminal_style *style)
{
    char path[1024], submission[1024];
    const assignment *a = s->plan->assignment;
    fprintf(out, "%s%s%s: %s\n", on(style, BOLD), a->name, off(style), a->title);
    snprintf(submission, sizeof submission, "%s, sha256 %.16s, seed %s",
             text_escape(path, sizeof path - 256, s->path, 0), *s->sha256 ? s->sha256 : "unknown",
             s->plan->seed);
    fputs(on(style, DIM), out);
    text_print(out, submission, 0, 4);
    fputc('\n', out);
    if (*s->layers) {
        fputs("lock: ", out);
        text_print(out, s->layers, strlen("lock: "), 4);
        fputc('\n', out);
    }
    fputs(off(style), out);
}

void report_terminal(FILE *out, const sheet *s, const terminal_style *style)
{
    print_heading(out, s, style);
    if (s->rejected) {
        fputc('\n', out);
        print_labelled(out, style, RED, 2, "refused:", s->rejection.text);
    } else if (s->interrupted && s->graded_count == 0) {
        fputc('\n', out);
        print_labelled(out, style, YELLOW, 2, "not graded:", s->interruption.text);
    } else {
        print_table(out, s, style);
        for (size_t i = 0; i < s->item_count; i++)
            print_notes(out, &s->items[i], style);
        for (size_t i = 0; i < s->item_count; i++)
            for (size_t k = 0; k < MAX_PARTS; k++)
                print_failures(out, s, &s->items[i], &s->items[i].parts[k], style);
        print_hints(out, s, style);
    }
    fputc('\n', out);
    print_summary(out, s, style);
}

void report_terminal_class(FILE *out, sheet *const sheets[], size_t count,
                           const terminal_style *style)
{
    fprintf(out, "\n%s%zu submissions%s\n", on(style, BOLD), count, off(style));
    for (size_t i = 0; i < count; i++)
        print_summary(out, sheets[i], style);
}
