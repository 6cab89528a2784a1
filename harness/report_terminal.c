#include "report_terminal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

static const char *const reset = "\033[0m";

typedef enum ink { PLAIN, GREEN, RED, YELLOW, DIM, BOLD } ink;

static const char *on(const terminal_style *style, ink i)
{
    static const char *const codes[] = {"",         "\033[32m", "\033[31m",
                                        "\033[33m", "\033[2m",  "\033[1m"};
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

/* How a part went, in one cell of the table. */
static void print_cell(FILE *out, const part *p, const terminal_style *style)
{
    char text[32] = "";
    ink i = DIM;
    if (p->count && score_full(&p->score)) {
        i = GREEN;
        snprintf(text, sizeof text, "ok %zu/%zu", p->score.passed, p->score.judged);
    } else if (part_missing(p)) {
        i = YELLOW;
        snprintf(text, sizeof text, "not implemented");
    } else if (p->count) {
        i = RED;
        snprintf(text, sizeof text, "WRONG %zu/%zu", p->score.passed, p->score.judged);
    }
    fprintf(out, "%s%-17s%s", on(style, i), text, off(style));
}

/* How many of the columns are in use. */
static size_t column_count(const sheet *s)
{
    size_t columns = 0;
    for (size_t i = 0; i < s->item_count; i++)
        for (size_t k = columns; k < MAX_PARTS; k++)
            if (s->items[i].parts[k].count)
                columns = k + 1;
    return columns;
}

static const char *column_name(const sheet *s, size_t k)
{
    for (size_t i = 0; i < s->item_count; i++)
        if (s->items[i].parts[k].count)
            return s->items[i].parts[k].name;
    return "";
}

static void print_table(FILE *out, const sheet *s, const terminal_style *style)
{
    size_t columns = column_count(s);
    fprintf(out, "\n  %s%-26s", on(style, BOLD), "");
    for (size_t k = 0; k < columns; k++)
        fprintf(out, "%-17s", column_name(s, k));
    fprintf(out, "%15s%s\n", "points", off(style));
    for (size_t i = 0; i < s->item_count; i++) {
        score sum = {0};
        fprintf(out, "  %-26s", s->items[i].name);
        for (size_t k = 0; k < columns; k++) {
            print_cell(out, &s->items[i].parts[k], style);
            sum = score_add(sum, s->items[i].parts[k].score);
        }
        fprintf(out, "%7.2f / %5.2f\n", sum.earned, sum.possible);
    }
}

/* What the submission printed, clearly marked as its own words. */
static void print_printed(FILE *out, const case_mark *c, const terminal_style *style)
{
    char shown[400];
    if (!c->printed || !c->revealed)
        return;
    fprintf(out, "      %sit printed%s (%zu bytes): %s\n", on(style, DIM), off(style),
            c->printed_bytes, text_escape(shown, sizeof shown, c->printed, 0));
}

static void print_case(FILE *out, const sheet *s, const item *it, const case_mark *c,
                       const terminal_style *style)
{
    const assignment *a = s->plan->assignment;
    bool all = strcmp(a->name, "all") == 0;
    char path[512];
    fprintf(out, "    case %s (%s): %s\n", c->name, c->is_public ? "public" : "hidden", c->reason);
    if (*c->numbers)
        fprintf(out, "      %s\n", c->numbers);
    print_printed(out, c, style);
    fprintf(out, "      %sagain:%s grade%s%s --replay %s/%s%s%s %s\n", on(style, DIM), off(style),
            all ? "" : " -a ", all ? "" : a->name, it->name, c->name, c->is_public ? "" : "@",
            c->is_public ? "" : s->plan->seed, text_escape(path, sizeof path, s->path, 0));
}

static void print_failures(FILE *out, const sheet *s, const item *it, const part *p,
                           const terminal_style *style)
{
    bool headed = false;
    for (size_t k = 0; k < p->count; k++) {
        verdict_class class = verdict_class_of(p->cases[k].kind);
        if (class == CLASS_PASSED || class == CLASS_SKIPPED)
            continue;
        if (!headed)
            fprintf(out, "\n  %s%s %s%s%s%s%s%s\n", on(style, RED), it->name, p->name, off(style),
                    *p->mistake ? ": " : "", on(style, BOLD), p->mistake, off(style));
        headed = true;
        print_case(out, s, it, &p->cases[k], style);
        if (!style->verbose)
            return;
    }
}

static void print_hints(FILE *out, const sheet *s, const terminal_style *style)
{
    for (size_t i = 0; i < s->item_count; i++)
        for (size_t k = 0; k < MAX_PARTS; k++) {
            const part *p = &s->items[i].parts[k];
            if (p->count && *p->hint)
                fprintf(out, "  %s%s %s%s: %s\n", on(style, YELLOW), s->items[i].name, p->name,
                        off(style), p->hint);
        }
}

static void print_summary(FILE *out, const sheet *s, const terminal_style *style)
{
    const score *t = &s->total;
    size_t right = 0, wrong = 0, missing = 0;
    for (size_t i = 0; i < s->item_count; i++)
        for (size_t k = 0; k < MAX_PARTS; k++) {
            const part *p = &s->items[i].parts[k];
            if (!p->count)
                continue;
            *(score_full(&p->score) ? &right : part_missing(p) ? &missing : &wrong) += 1;
        }
    double percent = t->possible > 0 ? 100 * t->earned / t->possible : 0;
    fprintf(out, "\n%s%s: %.2f of %.2f points (%.1f %%)%s", on(style, score_full(t) ? GREEN : BOLD),
            s->student, t->earned, t->possible,
            /* 99.96 % is not 100.0 %. */
            score_full(t) ? percent : fmin(percent, 99.9), off(style));
    fprintf(out, ": %zu right, %zu wrong, %zu not implemented, %.2f s\n", right, wrong, missing,
            s->seconds);
}

void report_terminal(FILE *out, const sheet *s, const terminal_style *style)
{
    char text[1024];
    const assignment *a = s->plan->assignment;
    fprintf(out, "%s%s%s: %s\n", on(style, BOLD), a->name, off(style), a->title);
    fprintf(out, "%s%s, sha256 %.16s, seed %s%s\n", on(style, DIM),
            text_escape(text, sizeof text, s->path, 0), *s->sha256 ? s->sha256 : "unknown",
            s->plan->seed, off(style));
    if (*s->layers)
        fprintf(out, "%slock: %s%s\n", on(style, DIM), s->layers, off(style));
    if (s->rejected) {
        fprintf(out, "\n  %srefused:%s %s\n", on(style, RED), off(style),
                text_escape(text, sizeof text, s->rejection.text, 0));
    } else {
        print_table(out, s, style);
        for (size_t i = 0; i < s->item_count; i++)
            for (size_t k = 0; k < MAX_PARTS; k++)
                print_failures(out, s, &s->items[i], &s->items[i].parts[k], style);
        print_hints(out, s, style);
    }
    print_summary(out, s, style);
}
