/* sandbox_bench.h - submissions built from the sources in the folder hostile, in a sandbox, and
 * what their first lines say of them. A name is that of a source without ".c". */
#ifndef SANDBOX_BENCH_H
#define SANDBOX_BENCH_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sandbox.h"
#include "tensor.h"
#include "testing.h"

enum { ELEMENTS = 100, MAX_SOURCES = 256, LINE = 256, PATH = 512 };

static const limits test_limits = {.call_seconds = 0.3,
                                   .wall_factor = 20,
                                   .memory_bytes = 256 << 20,
                                   .printed_bytes = 1 << 16,
                                   .file_bytes = 16 << 20};

static const op relu = {.name = "relu", .input_count = 1};

/* A submission in a sandbox, with the tensors of a call. */
typedef struct bench {
    submission *submission;
    sandbox *sandbox;
    size_t dims[1];
    double x[ELEMENTS], y[ELEMENTS], g[ELEMENTS], result[ELEMENTS];
    tensor in, out, dout, written;
    attributes attr;
    double seconds; /* of a call; 0: as test_limits */
    observation seen;
} bench;

static inline void built_path(char path[PATH], const char *name)
{
    snprintf(path, PATH, "%s/%s.so", TEST_HOSTILE_BUILT, name);
}

static inline void bench_open(bench *b, const char *name)
{
    char path[PATH];
    error e = {0};
    bool grader_fault;
    built_path(path, name);
    *b = (bench){.dims = {ELEMENTS}};
    for (size_t i = 0; i < ELEMENTS; i++) {
        b->x[i] = (double)i - 50;
        b->y[i] = b->x[i] > 0 ? b->x[i] : 0;
        b->g[i] = 1;
    }
    b->in = (tensor){1, b->dims, b->x};
    b->out = (tensor){1, b->dims, b->y};
    b->dout = (tensor){1, b->dims, b->g};
    b->written = (tensor){1, b->dims, b->result};
    ck_assert_msg(submission_open(&b->submission, path, &test_limits, &grader_fault, &e), "%s",
                  e.text);
    ck_assert_msg(sandbox_open(&b->sandbox, GRADE_WORKER, b->submission, &test_limits, &e), "%s",
                  e.text);
}

static inline void bench_close(bench *b)
{
    sandbox_close(b->sandbox);
    submission_close(b->submission);
}

static inline void bench_call(bench *b, direction d)
{
    error e = {0};
    call c = {.op = &relu,
              .direction = d,
              .in = {&b->in},
              .attr = &b->attr,
              .out = &b->out,
              .dout = &b->dout,
              .result = {&b->written},
              .seconds = b->seconds};
    for (size_t i = 0; i < ELEMENTS; i++)
        b->result[i] = 7;
    ck_assert_msg(sandbox_call(b->sandbox, &c, &b->seen, &e), "%s", e.text);
}

/* Whether the line wants a value for a key; copies it. */
static inline bool wants(const char *line, const char *key, char value[LINE])
{
    char pattern[32];
    snprintf(pattern, sizeof pattern, " %s=", key);
    const char *at = strstr(line, pattern);
    if (!at)
        return false;
    at += strlen(pattern);
    snprintf(value, LINE, "%.*s", (int)strcspn(at, " \n"), at);
    return true;
}

static inline void check_number(const char *line, const char *key, long long seen)
{
    char value[LINE];
    if (wants(line, key, value))
        ck_assert_msg(atoll(value) == seen, "%s: %lld, but wanted:%s", key, seen, line);
}

static inline void check_word(const char *line, const char *key, const char *seen)
{
    char value[LINE];
    if (wants(line, key, value))
        ck_assert_msg(strcmp(value, seen) == 0, "%s: %s, but wanted:%s", key, seen, line);
}

static inline void check_seen(const char *line, const observation *o)
{
    static const char *const outcomes[] = {"completed", "not_run",      "returned",
                                           "crashed",   "exited",       "timed_out",
                                           "forbidden", "memory_limit", "output_limit",
                                           "protocol",  "load_failed",  "too_many_callbacks"};
    static const char *const phases[] = {"loading", "call"};
    static const char *const roles[] = {"none",     "input",   "output",      "cotangent",
                                        "gradient", "tangent", "out_tangent", "parameter"};
    char value[LINE];
    ck_assert_msg(wants(line, "outcome", value), "no outcome in:%s", line);
    ck_assert_msg(strcmp(value, outcomes[o->outcome]) == 0, "%s (code %d, %s), but wanted:%s",
                  outcomes[o->outcome], o->code, o->text, line);
    check_word(line, "phase", phases[o->phase]);
    check_number(line, "code", o->code);
    check_word(line, "role", roles[o->fault_role]);
    check_number(line, "bytes", o->fault_bytes);
    check_number(line, "write", o->fault_write);
    check_number(line, "stack", o->stack_overflow);
    check_word(line, "canary", roles[o->canary_role]);
    check_number(line, "before", (long long)o->canary_bytes);
    check_number(line, "float", o->float_state);
    check_number(line, "callbacks", (long long)o->callbacks);
    check_word(line, "text", o->text);
    if (wants(line, "prints", value))
        ck_assert_msg(strstr(o->printed, value) != NULL, "printed %s, but wanted:%s", o->printed,
                      line);
}

/* The sources of a folder beside this one, in order of their names; the tests of a loop are
 * numbered. */
static inline size_t list_sources(const char *folder, char names[MAX_SOURCES][64])
{
    struct dirent **found;
    size_t count = 0;
    int all = scandir(folder, &found, NULL, alphasort);
    for (int i = 0; i < all; i++) {
        size_t length = strlen(found[i]->d_name);
        if (length > 2 && strcmp(found[i]->d_name + length - 2, ".c") == 0 && count < MAX_SOURCES)
            snprintf(names[count++], 64, "%.*s", (int)length - 2, found[i]->d_name);
        free(found[i]);
    }
    if (all >= 0)
        free(found);
    return count;
}

/* The first line of a source. */
static inline void first_line(const char *name, char line[LINE])
{
    char path[PATH];
    snprintf(path, sizeof path, "%s/%.100s.c", TEST_HOSTILE_DIR, name);
    FILE *file = fopen(path, "r");
    ck_assert_msg(file && fgets(line, LINE, file), "%s cannot be read", path);
    fclose(file);
}

#endif
