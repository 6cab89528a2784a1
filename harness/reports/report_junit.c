#include "report_junit.h"

#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "file_replace.h"
#include "text.h"

enum { SHOWN_MAXIMUM = 8192 };

/* A writer that remembers whether anything went wrong, so that it is looked at once. */
typedef struct junit {
    xmlTextWriter *writer;
    bool rich;
    bool failed;
} junit;

static void note(junit *j, int written)
{
    j->failed = j->failed || written < 0;
}

static void start(junit *j, const char *name)
{
    note(j, xmlTextWriterStartElement(j->writer, BAD_CAST name));
}

static void end(junit *j)
{
    note(j, xmlTextWriterEndElement(j->writer));
}

static void put_attribute(junit *j, const char *name, const char *value)
{
    char safe[1024];
    text_escape(safe, sizeof safe, value, 0);
    note(j, xmlTextWriterWriteAttribute(j->writer, BAD_CAST name, BAD_CAST safe));
}

static void put_count(junit *j, const char *name, size_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%zu", value);
    put_attribute(j, name, text);
}

static void put_seconds(junit *j, const char *name, double seconds)
{
    char text[32];
    snprintf(text, sizeof text, "%.3f", seconds);
    put_attribute(j, name, text);
}

static void put_text(junit *j, const char *text)
{
    char safe[SHOWN_MAXIMUM];
    text_escape(safe, sizeof safe, text, 1);
    note(j, xmlTextWriterWriteString(j->writer, BAD_CAST safe));
}

static void put_property(junit *j, const char *name, const char *value)
{
    start(j, "property");
    put_attribute(j, "name", name);
    put_attribute(j, "value", value);
    end(j);
}

/* Earned and possible points, as two properties whose names begin with the prefix. */
static void put_points(junit *j, const char *prefix, const score *points)
{
    char name[64], text[32];
    snprintf(name, sizeof name, "%sscore", prefix);
    snprintf(text, sizeof text, "%.4f", points->earned);
    put_property(j, name, text);
    snprintf(name, sizeof name, "%smax_score", prefix);
    snprintf(text, sizeof text, "%.4f", points->possible);
    put_property(j, name, text);
}

/* Suites and classes are named with dots, so that viewers make a tree of them. */
static void dotted_name(char *text, size_t size, const sheet *s, const item *it)
{
    char student[STUDENT_NAME];
    sheet_student_word(student, s);
    snprintf(text, size, "%s.%s.%s.%s", student, s->plan->assignment->name, it->group, it->name);
}

/* The element that says how a case failed: message, type, and the whole story as text. */
static void put_verdict(junit *j, const sheet *s, const item *it, const part *p, const case_mark *c)
{
    static const char *const elements[] = {
        [CLASS_FAILURE] = "failure", [CLASS_ERROR] = "error", [CLASS_SKIPPED] = "skipped"};
    verdict_class class = verdict_class_of(c->kind);
    char type[64], command[5000];
    if (class == CLASS_PASSED)
        return;
    bool named = *p->mistake && class == CLASS_FAILURE;
    text_buffer story = {0};
    snprintf(type, sizeof type, "grade.%s", verdict_kind_name(c->kind));
    text_append(&story, "%s\n", c->reason);
    if (named)
        text_append(&story, "%s\n", p->mistake);
    if (named && *p->advice)
        text_append(&story, "hint: %s\n", p->advice);
    if (*c->numbers)
        text_append(&story, "%s\n", c->numbers);
    text_append(&story, "again: %s\n", sheet_replay_command(command, sizeof command, s, it, c));
    start(j, elements[class]);
    put_attribute(j, "message", named ? p->mistake : c->reason);
    if (class != CLASS_SKIPPED)
        put_attribute(j, "type", type);
    if (story.text)
        put_text(j, story.text);
    end(j);
    j->failed = j->failed || story.failed;
    text_free(&story);
}

/* What only richer readers know: where the case is written down, and its own properties. */
static void put_place(junit *j, const case_mark *c)
{
    char file[256];
    snprintf(file, sizeof file, "%s", c->place);
    char *colon = strrchr(file, ':');
    if (colon)
        *colon = '\0';
    put_attribute(j, "file", file);
    put_attribute(j, "line", colon ? colon + 1 : "1");
    start(j, "properties");
    put_property(j, "grade.visibility", c->is_public ? "public" : "hidden");
    put_property(j, "grade.verdict", verdict_kind_name(c->kind));
    end(j);
}

static void put_case(junit *j, const sheet *s, const item *it, const part *p, const case_mark *c)
{
    char name[160], class_name[256];
    snprintf(name, sizeof name, "%s/%s", p->name, c->name);
    dotted_name(class_name, sizeof class_name, s, it);
    start(j, "testcase");
    put_attribute(j, "name", name);
    put_attribute(j, "classname", class_name);
    put_seconds(j, "time", c->seconds);
    if (j->rich)
        put_place(j, c);
    put_verdict(j, s, it, p, c);
    end(j);
}

static void put_properties(junit *j, const sheet *s, const item *it)
{
    score sum = {0};
    char prefix[40];
    for (size_t k = 0; k < MAX_PARTS; k++)
        sum = score_add(sum, it->parts[k].score);
    start(j, "properties");
    put_points(j, "grade.", &sum);
    for (size_t k = 0; k < MAX_PARTS; k++)
        if (it->parts[k].count) {
            snprintf(prefix, sizeof prefix, "grade.%s.", it->parts[k].name);
            put_points(j, prefix, &it->parts[k].score);
        }
    put_points(j, "grade.total_", &s->total);
    put_property(j, "grade.student", s->student);
    put_property(j, "grade.assignment", s->plan->assignment->name);
    put_property(j, "grade.seed", s->plan->seed);
    put_property(j, "grade.submission_sha256", s->sha256);
    put_property(j, "grade.lock", s->layers);
    if (s->interrupted)
        put_property(j, "grade.incomplete", s->interruption.text);
    end(j);
}

/* What there is to tell of the cases, and what the submission printed where the assignment lets it
 * be told, quoted as its own words. */
static void put_output(junit *j, const item *it)
{
    text_buffer b = {0};
    for (size_t k = 0; k < MAX_PARTS; k++)
        for (size_t i = 0; i < it->parts[k].count; i++) {
            const case_mark *c = &it->parts[k].cases[i];
            if (*c->note)
                text_append(&b, "%s/%s: %s\n", it->parts[k].name, c->name, c->note);
            if (c->printed && c->revealed)
                text_append(&b, "printed in %s/%s (%zu bytes): %s\n", it->parts[k].name, c->name,
                            c->printed_bytes, c->printed);
        }
    start(j, "system-out");
    if (b.text)
        put_text(j, b.text);
    end(j);
    j->failed = j->failed || b.failed;
    text_free(&b);
    start(j, "system-err");
    end(j);
}

static void put_suite_counts(junit *j, const item *it)
{
    size_t of_class[4] = {0}, tests = 0;
    for (size_t k = 0; k < MAX_PARTS; k++)
        for (size_t i = 0; i < it->parts[k].count; i++) {
            of_class[verdict_class_of(it->parts[k].cases[i].kind)]++;
            tests++;
        }
    put_count(j, "tests", tests);
    put_count(j, "failures", of_class[CLASS_FAILURE]);
    put_count(j, "errors", of_class[CLASS_ERROR]);
    put_count(j, "skipped", of_class[CLASS_SKIPPED]);
}

static void put_suite(junit *j, const sheet *s, const item *it, size_t id)
{
    char name[256], stamp[32] = "1970-01-01T00:00:00", host[65] = "localhost";
    struct tm when;
    dotted_name(name, sizeof name, s, it);
    if (localtime_r(&s->started, &when))
        strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &when);
    if (gethostname(host, sizeof host - 1) != 0 || !*host)
        strcpy(host, "localhost");
    start(j, "testsuite");
    put_attribute(j, "name", name);
    put_attribute(j, "package", s->plan->assignment->name);
    put_count(j, "id", id);
    put_attribute(j, "timestamp", stamp);
    put_attribute(j, "hostname", host);
    put_suite_counts(j, it);
    put_seconds(j, "time", it->seconds);
    put_properties(j, s, it);
    for (size_t k = 0; k < MAX_PARTS; k++)
        for (size_t i = 0; i < it->parts[k].count; i++)
            put_case(j, s, it, &it->parts[k], &it->parts[k].cases[i]);
    put_output(j, it);
    end(j);
}

/* An empty suite is an error to some readers. */
static bool has_cases(const item *it)
{
    size_t count = 0;
    for (size_t k = 0; k < MAX_PARTS; k++)
        count += it->parts[k].count;
    return count > 0;
}

bool report_junit(const char *path, const sheet *const sheets[], size_t count, bool rich, error *e)
{
    bool ok = false;
    xmlBuffer *buffer = xmlBufferCreate();
    junit j = {.writer = buffer ? xmlNewTextWriterMemory(buffer, 0) : NULL, .rich = rich};
    if (!j.writer) {
        fail(e, "%s: no memory for the report", path);
        goto done;
    }
    note(&j, xmlTextWriterSetIndent(j.writer, 1));
    note(&j, xmlTextWriterStartDocument(j.writer, NULL, "UTF-8", NULL));
    start(&j, "testsuites");
    for (size_t n = 0, id = 0; n < count; n++)
        for (size_t i = 0; i < sheets[n]->item_count; i++)
            if (has_cases(&sheets[n]->items[i]))
                put_suite(&j, sheets[n], &sheets[n]->items[i], id++);
    end(&j);
    note(&j, xmlTextWriterEndDocument(j.writer));
    xmlFreeTextWriter(j.writer);
    if (j.failed) {
        fail(e, "%s: no memory for the report", path);
        goto done;
    }
    ok = file_replace(path, buffer->content, buffer->use, e);
done:
    xmlBufferFree(buffer);
    return ok;
}
